"""Deadlines and exceptions over HTTP."""

from typing import Any

import pytest

from tests.api.town import Town

TIMER = "decision_overdue#1"
AWAY: dict[str, Any] = {
    "timer": TIMER,
    "ground": "absent_4_weeks",
    "particulars": {"affects": "child", "absent_from": "2026-01-06", "absent_until": "2026-02-10"},
    "evidence": "Letter of the family, with their tickets",
    "family_told_on": "2026-02-11",
}


@pytest.fixture
def missed(town: Town) -> str:
    """A case whose decision is a day late."""
    case = town.open_case()
    town.pass_time(weeks=6, days=1)
    return case


def test_deadlines_at_risk_come_nearest_first(town: Town) -> None:
    later, earlier = town.open_case(), town.open_case(request_received="2025-12-01")
    items = town.manager.get("/deadlines").json["items"]
    assert [one["case"] for one in items] == [earlier, later]
    assert town.manager.get("/deadlines", due_before="2026-01-12").json["items"] == []
    assert town.manager.get("/deadlines", limit_key="final_plan").json["items"] == []


def test_a_missed_deadline_says_so(town: Town, missed: str) -> None:
    [deadline] = town.manager.get(f"/cases/{missed}/deadlines").json["items"]
    assert (deadline["status"], deadline["is_late"], deadline["is_excused"]) == ("missed", False, False)


def test_an_exception_excuses_a_limit_and_moves_no_date(town: Town, missed: str) -> None:
    answer = town.manager.post(f"/cases/{missed}/exceptions", AWAY)
    assert (answer.status_code, answer.json["entries"][0]["kind"]) == (201, "ExceptionRecorded")
    [deadline] = town.manager.get(f"/cases/{missed}/deadlines").json["items"]
    assert (deadline["is_excused"], deadline["legal"], deadline["ground"]) == (True, "2026-02-16", "absent_4_weeks")


def test_an_exception_is_listed_until_and_after_it_ends(town: Town, missed: str) -> None:
    town.manager.post(f"/cases/{missed}/exceptions", AWAY)
    ended = town.manager.post(f"/cases/{missed}/exceptions/exception%231/end", {"ended_on": "2026-02-10"})
    assert ended.status_code == 201
    [shown] = town.manager.get(f"/cases/{missed}/exceptions").json["items"]
    assert (shown["ground"], shown["ended_on"]) == ("absent_4_weeks", "2026-02-10")


def test_an_exception_that_was_not_recorded_cannot_end(town: Town, missed: str) -> None:
    answer = town.manager.post(f"/cases/{missed}/exceptions/exception%239/end", {"ended_on": "2026-02-10"})
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/not-in-force")


def test_a_ground_that_is_not_open_is_refused_with_its_reason(town: Town, missed: str) -> None:
    short = {**AWAY, "particulars": {**AWAY["particulars"], "absent_until": "2026-01-20"}}
    answer = town.manager.post(f"/cases/{missed}/exceptions", short)
    assert (answer.status_code, answer.json["type"]) == (409, "/api/v1/problems/no-such-ground")


def test_exceptions_are_for_those_who_lead(town: Town, missed: str) -> None:
    assert town.as_("caseworker").post(f"/cases/{missed}/exceptions", AWAY).status_code == 403
