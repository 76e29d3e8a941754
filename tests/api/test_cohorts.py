"""Cohorts over HTTP: the list, the start and how far it has come."""

import pytest

from engine import carry_out, start_waiting
from engine.case.commands import Actor
from tests.api.town import Town, publish
from tests.fixtures.cohorts import YEAR, plan_kept
from tests.fixtures.world import AUTHORITY, read_files

LIST, START = f"/cohorts/{YEAR}", f"/cohorts/{YEAR}/start"
BY = Actor("U000005", "The manager", AUTHORITY, frozenset({"manager"}))


@pytest.fixture
def plans(town: Town) -> list[str]:
    """Plans of two children who leave primary school, and one who does not."""
    for process in ("plan_maintenance", "phase_transfer"):
        publish(town.engine.database, process, dict(read_files()), town.clock.now)
    return [
        plan_kept(town.engine, group, name, BY, phase_now="primary")
        for name, group in (("Ann", 6), ("Ben", 6), ("Cat", 4))
    ]


def test_the_list_comes_in_pages_and_can_be_narrowed(town: Town, plans: list[str]) -> None:
    first = town.manager.get(LIST, limit="1").json
    assert (first["items"][0]["person_name"], first["items"][0]["law_day"]) == ("Ann", "2027-02-14")
    rest = town.manager.get(LIST, after=first["next"]).json
    assert ([one["verdict"] for one in rest["items"]], rest["next"]) == (["due", "not_due"], None)
    assert [one["case"] for one in town.manager.get(LIST, verdict="not_due").json["items"]] == [plans[2]]


def test_a_cohort_begun_by_a_program_can_be_followed(town: Town, plans: list[str]) -> None:
    begun = town.manager.post(START, {}, Idempotency_Key="k")
    assert (begun.status_code, begun.headers["Location"]) == (201, f"/api/v1{START}")
    assert (begun.json["waiting"], begun.json["is_done"]) == (2, False)
    start_waiting(town.engine)
    carry_out(town.engine)
    assert (town.manager.get(START).json["started"], town.manager.get(START).json["is_done"]) == (2, True)
    assert town.manager.post(START, {}, Idempotency_Key="k").headers["Idempotent-Replayed"] == "true"


def test_cases_that_cannot_begin_are_refused_all_at_once(town: Town, plans: list[str]) -> None:
    refused = town.manager.post(START, {"cases": [plans[0], plans[2], "NOR-999999"]})
    assert (refused.status_code, len(refused.json["faults"])) == (422, 2)
    assert town.manager.get(START).json["asked"] == 0


@pytest.mark.parametrize("year", ["soon", "1999", "20270"])
def test_a_year_that_is_none_is_not_found(town: Town, year: str) -> None:
    assert town.manager.get(f"/cohorts/{year}").status_code == 404


def test_a_cursor_that_the_list_never_gave_is_refused(town: Town, plans: list[str]) -> None:
    assert town.manager.get(LIST, after="nobody").status_code == 422


def test_a_stranger_sees_nobody_of_the_cohort(town: Town, plans: list[str]) -> None:
    assert town.as_("stranger").get(LIST).json["items"] == []
