"""Cases over HTTP: opening, listing, reading, and what is refused."""

import pytest

from tests.api.town import Town
from tests.fixtures.world import MONDAY

NEW = {"process": "small_request", "person": "P000001", "facts": {"request_received": MONDAY.isoformat()}}


def test_a_case_is_opened_and_says_what_followed(town: Town) -> None:
    answer = town.manager.post("/cases", NEW)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/cases/NOR-000001")
    kinds = [entry["kind"] for entry in answer.json["entries"]]
    assert kinds[0] == "CaseOpened"
    assert {"TaskOpened", "DeadlineSet", "MessagesAwaited"} <= set(kinds)


def test_a_case_shows_how_it_stands(town: Town) -> None:
    case = town.open_case(requester="Parent")
    answer = town.manager.get(f"/cases/{case}").json
    assert [task["task"] for task in answer["tasks"]] == ["decide_whether_to_assess#1"]
    assert [(one["limit"], one["legal"]) for one in answer["deadlines"]] == [("assess_decision", "2026-02-16")]
    assert answer["facts"] == {"request_received": "2026-01-05", "requester": "Parent"}
    assert answer["awaits"] == ["request_withdrawn"]


def test_a_deadline_says_how_it_was_reckoned(town: Town) -> None:
    case = town.open_case()
    [deadline] = town.manager.get(f"/cases/{case}/deadlines").json["items"]
    assert deadline["sentence"].startswith("Monday 16 February 2026: 6 weeks from Monday 5 January 2026")


def test_every_fault_of_the_start_form_has_its_path(town: Town) -> None:
    facts = {"request_received": "yesterday", "colour": "red"}
    answer = town.manager.post("/cases", {**NEW, "facts": facts})
    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json["faults"]] == ["/facts/request_received", "/facts/colour"]


@pytest.mark.parametrize(
    ("change", "status", "kind"),
    [
        ({"person": "P999999"}, 404, "not-found"),
        ({"process": "no_such_process"}, 404, "not-published"),
        ({"facts": {"request_received": "2026-01-06"}}, 422, "day-not-allowed"),
    ],
)
def test_a_case_that_cannot_be_opened_is_refused(town: Town, change: dict[str, object], status: int, kind: str) -> None:
    answer = town.manager.post("/cases", {**NEW, **change})
    assert (answer.status_code, answer.json["type"]) == (status, f"/api/v1/problems/{kind}")


def test_the_list_can_be_narrowed_to_open_cases(town: Town) -> None:
    first, second = town.open_case(), town.open_case()
    town.manager.post(f"/cases/{first}/messages", {"message": "request_withdrawn"})
    listed = town.manager.get("/cases", is_closed="false").json["items"]
    assert [case["case"] for case in listed] == [second]
    closed = town.manager.get("/cases", is_closed="true").json["items"]
    assert [case["outcome_title"] for case in closed] == ["Withdrawn"]


def test_cases_of_another_authority_are_not_there(town: Town) -> None:
    case = town.open_case()
    stranger = town.as_("stranger")
    assert stranger.get(f"/cases/{case}").status_code == 404
    assert stranger.get("/cases").json["items"] == []


def test_a_case_says_where_it_is_in_its_diagram(town: Town) -> None:
    place = town.manager.get(f"/cases/{town.agreed_case()}/place").json
    assert place["done"] == ["decide_whether_to_assess"]
    assert "record_advice" in place["current"]
    assert {"will_assess", "yes"} <= set(place["path"])
    assert list(place["files"]) == ["small_request.bpmn"]


def test_opening_a_case_record_is_written_down(town: Town) -> None:
    case = town.open_case()
    town.manager.get(f"/cases/{case}")
    [look] = town.as_("auditor").get("/access-log", case=case).json["items"]
    assert (look["actor_name"], look["what"], look["person"]) == ("The manager", "read the case", "P000001")


def test_a_case_closed_in_error_goes_on_after_reopening(town: Town) -> None:
    case = town.open_case()
    town.manager.post(f"/cases/{case}/messages", {"message": "request_withdrawn"})
    answer = town.manager.post(f"/cases/{case}/reopen", {"reason": "It was another request"})
    assert answer.status_code == 201
    assert [task["task"] for task in town.manager.get(f"/cases/{case}").json["tasks"]]


def test_an_open_case_cannot_be_reopened(town: Town) -> None:
    answer = town.manager.post(f"/cases/{town.open_case()}/reopen", {"reason": "A slip"})
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/case-still-open")
