"""Figures over HTTP: the same as on the pages."""

import pytest

from tests.api.town import Town

YEAR = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def late(town: Town) -> str:
    case = town.open_case()
    town.pass_time(weeks=6, days=1)
    return case


def test_limits_at_risk_are_counted(town: Town, late: str) -> None:
    [row] = town.manager.get("/statistics/limits-at-risk").json["items"]
    assert row == {"key": "assess_decision", "overdue": 1, "excused": 0, "two": 0, "four": 0, "eight": 0}
    [officer] = town.manager.get("/statistics/limits-at-risk", by="officer").json["items"]
    assert (officer["key"], officer["overdue"]) == (None, 1)


def test_months_are_counted_by_what_was_due_or_done(town: Town, late: str) -> None:
    asked = {**YEAR, "limit": "assess_decision"}
    [row] = town.manager.get("/statistics/months", **asked, basis="due").json["items"]
    assert (row["month"], row["late"], row["percent"], row["percent_without_exceptions"]) == ("2026-02", 1, 0.0, 0.0)
    assert town.manager.get("/statistics/months", **asked).json["items"] == []
    assert town.manager.get("/statistics/months", **YEAR).status_code == 422


def test_the_load_says_who_carries_what(town: Town, late: str) -> None:
    rows = town.manager.get("/statistics/load").json["items"]
    assert [(row["assignee"], row["overdue"], row["cases"]) for row in rows] == [(None, 1, 0)]


def test_stages_advice_and_outcomes_are_empty_where_none_are(town: Town, late: str) -> None:
    assert town.manager.get("/statistics/stages", **YEAR).json == {"ended": [], "running": []}
    for name in ("advice", "outcomes"):
        assert town.manager.get(f"/statistics/{name}", **YEAR).json["items"] == []
    [cases] = town.manager.get("/statistics/open-cases").json["items"]
    assert (cases["process"], cases["open"], cases["overdue"]) == ("small_request", 1, 1)


def test_figures_are_for_those_who_may_see_statistics(town: Town) -> None:
    assert town.as_("caseworker").get("/statistics/limits-at-risk").status_code == 403
    assert town.as_("policy").get("/statistics/national").status_code == 200
