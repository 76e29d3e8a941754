"""Working on tasks over HTTP: forms, taking, handing over, drafts, completing."""

import pytest

from tests.api.town import Town, of_task

DECIDE = "decide_whether_to_assess#1"


@pytest.fixture
def task(town: Town) -> str:
    """The address of an open task."""
    return of_task(town.open_case(), DECIDE)


def test_a_form_comes_with_help_and_citation(town: Town, task: str) -> None:
    form = town.manager.get(f"{task}/form").json
    assert (form["help"], form["citation"]) == ("Decide whether to assess.", "s.36(8)")
    assert form["form"]["order"] == ["decision", "reasons", "advice"]
    assert form["form"]["schema"]["properties"]["decision"]["enum"] == ["assess", "refuse"]


def test_a_task_without_a_form_says_so(town: Town) -> None:
    case = town.open_case()
    town.pass_time(weeks=6, days=1)
    form = town.manager.get(of_task(case, "explain_delay#1", "form")).json
    assert (form["form"], form["answers"]) == (None, {})


def test_whoever_takes_a_task_holds_it(town: Town, task: str) -> None:
    answer = town.as_("caseworker").post(f"{task}/claim")
    assert (answer.status_code, answer.json["entries"][0]["kind"]) == (201, "TaskClaimed")
    refused = town.as_("integrator").post(f"{task}/claim")
    assert refused.status_code == 403
    assert town.manager.get(task).json["assignee"] == town.as_("caseworker").get("/session").json["user"]


def test_a_task_that_somebody_holds_is_not_for_others(town: Town, task: str) -> None:
    town.manager.post(f"{task}/claim")
    refused = town.as_("caseworker").post(f"{task}/complete", {"answers": {"decision": "refuse"}})
    assert (refused.status_code, refused.json["type"]) == (409, "/api/v1/problems/task-claimed-by-another")


def test_a_task_can_be_given_back_with_a_reason(town: Town, task: str) -> None:
    town.as_("caseworker").post(f"{task}/claim")
    answer = town.as_("caseworker").post(f"{task}/unclaim", {"reason": "On leave"})
    assert answer.json["entries"][0]["data"] == {"task": DECIDE, "reason": "On leave"}
    assert town.manager.get(task).json["assignee"] is None


def test_a_task_can_be_given_back_without_a_body(town: Town, task: str) -> None:
    town.as_("caseworker").post(f"{task}/claim")
    assert town.as_("caseworker").post(f"{task}/unclaim").status_code == 201


def test_a_task_can_be_given_to_a_colleague(town: Town, task: str) -> None:
    colleague = town.as_("caseworker").get("/session").json["user"]
    assert town.manager.post(f"{task}/assign", {"to": colleague, "reason": "Knows the family"}).status_code == 201
    assert town.manager.get(task).json["assignee"] == colleague


def test_a_task_cannot_be_given_to_nobody(town: Town, task: str) -> None:
    answer = town.manager.post(f"{task}/assign", {"to": "U999999"})
    assert (answer.status_code, answer.json["type"]) == (404, "/api/v1/problems/not-found")


def test_a_draft_comes_back_with_the_form(town: Town, task: str) -> None:
    saved = town.manager.put(f"{task}/draft", {"answers": {"reasons": "Not sure yet"}})
    assert saved.status_code == 200
    form = town.manager.get(f"{task}/form").json
    assert (form["is_draft"], form["answers"]) == (True, {"reasons": "Not sure yet"})


def test_a_draft_is_checked_for_the_kind_of_its_answers(town: Town, task: str) -> None:
    answer = town.manager.put(f"{task}/draft", {"answers": {"decision": "perhaps"}})
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "/answers/decision")


def test_completing_a_task_says_what_followed(town: Town, task: str) -> None:
    answer = town.manager.post(f"{task}/complete", {"answers": {"decision": "refuse", "reasons": "No evidence"}})
    kinds = [entry["kind"] for entry in answer.json["entries"]]
    assert (answer.status_code, kinds[0], kinds[-1]) == (201, "TaskCompleted", "CaseClosed")
    assert {"GatewayDecided", "DeadlineMet"} <= set(kinds)


def test_every_fault_of_the_answers_is_named_at_once(town: Town, task: str) -> None:
    answers = {"decision": "perhaps", "reasons": "x" * 201, "colour": "red"}
    answer = town.manager.post(f"{task}/complete", {"answers": answers})
    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json["faults"]] == [
        "/answers/decision",
        "/answers/reasons",
        "/answers/colour",
    ]
    assert town.manager.get(task).status_code == 200


def test_a_task_is_completed_once(town: Town, task: str) -> None:
    body = {"answers": {"decision": "assess", "advice": []}}
    assert town.manager.post(f"{task}/complete", body).status_code == 201
    again = town.manager.post(f"{task}/complete", body)
    assert (again.status_code, again.json["type"]) == (409, "/api/v1/problems/task-not-open")
    assert "Open tasks" in again.json["detail"]


def test_work_done_earlier_takes_effect_on_its_day(town: Town, task: str) -> None:
    town.pass_time(days=3)
    body = {"answers": {"decision": "refuse"}, "effective_on": "2026-01-06"}
    entries = town.manager.post(f"{task}/complete", body).json["entries"]
    assert {entry["effective_on"] for entry in entries} == {"2026-01-06"}


def test_work_cannot_take_effect_in_the_future(town: Town, task: str) -> None:
    body = {"answers": {"decision": "refuse"}, "effective_on": "2026-01-06"}
    answer = town.manager.post(f"{task}/complete", body)
    assert (answer.status_code, answer.json["type"]) == (422, "/api/v1/problems/day-not-allowed")


def test_work_of_another_role_is_refused(town: Town, task: str) -> None:
    answer = town.as_("integrator").post(f"{task}/complete", {"answers": {"decision": "refuse"}})
    assert answer.status_code == 403
    assert "works as decision" in answer.json["detail"]
