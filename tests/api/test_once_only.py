"""Requests that come again, requests that come late, and lists in pages."""

from typing import Any

import pytest

from tests.api.town import Town, of_task
from tests.fixtures.world import CHILD, MONDAY

DECIDE = "decide_whether_to_assess#1"
NEW_CASE = {"process": "small_request", "person": "P000001", "facts": {"request_received": MONDAY.isoformat()}}


@pytest.mark.parametrize(("path", "body"), [("/cases", NEW_CASE), ("/persons", CHILD)])
def test_the_same_request_again_gets_the_first_answer(town: Town, path: str, body: dict[str, object]) -> None:
    first = town.manager.post(path, body, Idempotency_Key="from-the-portal-1")
    again = town.manager.post(path, body, Idempotency_Key="from-the-portal-1")
    assert (first.status_code, first.json, first.headers["Location"]) == (
        again.status_code,
        again.json,
        again.headers["Location"],
    )
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_task_completed_again_by_the_same_key_is_done_once(town: Town) -> None:
    case = town.open_case()
    body = {"answers": {"decision": "refuse"}}
    answers = [town.manager.post(of_task(case, DECIDE, "complete"), body, Idempotency_Key="k") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert answers[0].json == answers[2].json
    causes = town.manager.get(f"/cases/{case}/history", causes="true").json["items"]
    assert [one["kind"] for one in causes] == ["CaseOpened", "TaskCompleted"]


def test_a_key_cannot_be_used_for_two_things(town: Town) -> None:
    town.manager.post("/cases", NEW_CASE, Idempotency_Key="k")
    other = town.manager.post("/persons", CHILD, Idempotency_Key="k")
    assert (other.status_code, other.json["type"]) == (422, "/api/v1/problems/command-id-reused")


def test_two_callers_may_use_the_same_key(town: Town) -> None:
    cases = [town.as_(role).post("/cases", NEW_CASE, Idempotency_Key="k") for role in ("manager", "caseworker")]
    assert [case.json["case"] for case in cases] == ["NOR-000001", "NOR-000002"]


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_must_have_a_sensible_length(town: Town, key: str) -> None:
    answer = town.manager.post("/cases", NEW_CASE, Idempotency_Key=key)
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "Idempotency-Key")


def test_a_refused_request_may_come_again_put_right(town: Town) -> None:
    wrong = town.manager.post("/cases", {**NEW_CASE, "person": "P999999"}, Idempotency_Key="k")
    right = town.manager.post("/cases", NEW_CASE, Idempotency_Key="k")
    assert (wrong.status_code, right.status_code) == (404, 201)


def test_a_command_on_what_the_sender_saw_is_carried_out(town: Town) -> None:
    case = town.open_case()
    tag = town.manager.get(f"/cases/{case}").headers["ETag"]
    answer = town.manager.post(f"/cases/{case}/notes", {"text": "The family rang"}, If_Match=tag)
    assert answer.status_code == 201
    assert town.manager.get(f"/cases/{case}").headers["ETag"] == answer.headers["ETag"] != tag


def test_a_command_on_a_case_that_moved_on_is_refused(town: Town) -> None:
    case = town.open_case()
    tag = town.manager.get(f"/cases/{case}").headers["ETag"]
    town.as_("caseworker").post(f"/cases/{case}/notes", {"text": "First"})
    late = town.manager.post(f"/cases/{case}/notes", {"text": "Second"}, If_Match=tag)
    assert (late.status_code, late.json["type"]) == (412, "/api/v1/problems/changed-meanwhile")
    assert len(town.manager.get(f"/cases/{case}/notes").json["items"]) == 1


@pytest.mark.parametrize(("tag", "status"), [("*", 201), ('W/"3"', 412), ("17", 412), ('"1", "2"', 412)])
def test_an_etag_is_taken_as_it_was_given(town: Town, tag: str, status: int) -> None:
    answer = town.manager.post(f"/cases/{town.open_case()}/notes", {"text": "The family rang"}, If_Match=tag)
    assert answer.status_code == status


@pytest.fixture
def five_cases(town: Town) -> list[str]:
    return [town.open_case() for _ in range(5)]


@pytest.mark.parametrize(("path", "sort"), [("/cases", "case"), ("/cases", "-opened"), ("/tasks", "-person")])
def test_pages_show_every_row_once(town: Town, five_cases: list[str], path: str, sort: str) -> None:
    seen: list[str] = []
    after: dict[str, Any] = {}
    for size in (2, 2, 1):
        page = town.manager.get(path, sort=sort, limit="2", **after).json
        assert len(page["items"]) == size
        seen += [row["case"] for row in page["items"]]
        after = {"after": page["next"]}
    assert (sorted(seen), after["after"]) == (five_cases, None)


@pytest.mark.parametrize("query", [{"after": "nonsense"}, {"limit": "0"}, {"limit": "201"}, {"limit": "x"}])
def test_a_page_that_cannot_be_is_refused(town: Town, query: dict[str, str]) -> None:
    answer = town.manager.get("/cases", **query)
    [name] = query
    assert (answer.status_code, [fault["path"] for fault in answer.json["faults"]]) == (422, [f"?{name}"])


def test_a_cursor_of_another_order_is_refused(town: Town, five_cases: list[str]) -> None:
    cursor = town.manager.get("/cases", sort="case", limit="2").json["next"]
    assert town.manager.get("/cases", sort="opened", after=cursor).status_code == 422
