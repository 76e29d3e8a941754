"""Cohorts: who moves between phases of education in one September, and their transfers begun together, once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from engine.case.commands import ReceiveMessage, StartCohort
from engine.case.rejections import BadInput, NotAllowed, NotFound
from engine.cohort import STARTS, September
from engine.starting import start_waiting
from engine.statute import LONDON
from engine.store import Database, rebuild
from engine.sweep import sweep
from tests.fixtures.cohorts import YEAR, PlansTown
from tests.fixtures.world import AUTHORITY, MANAGER, OFFICER, read_files

FEBRUARY, MARCH = date(2027, 2, 14), date(2027, 3, 30)
PRIMARY = {"phase_now": "primary", "setting_name": "Hill Road School"}
DUE: list[tuple[int, dict[str, Any], str, date]] = [
    (-1, {"phase_now": "early_years"}, "early_years_to_school", FEBRUARY),
    (2, {"phase_now": "infant"}, "infant_to_junior", FEBRUARY),
    (4, {"phase_now": "primary", "setting_last_year": 4}, "primary_to_middle", FEBRUARY),
    (6, {"phase_now": "primary"}, "primary_to_secondary", FEBRUARY),
    (6, {"phase_now": "junior"}, "primary_to_secondary", FEBRUARY),
    (6, {}, "primary_to_secondary", FEBRUARY),
    (8, {"phase_now": "middle"}, "middle_to_secondary", FEBRUARY),
    (11, {"phase_now": "secondary"}, "secondary_to_post_16", MARCH),
    (11, {"phase_now": "secondary", "setting_last_year": 11}, "secondary_to_post_16", MARCH),
    (13, {"phase_now": "post_16", "next_transfer_on": "2027-09-06"}, "within_post_16", date(2027, 4, 6)),
]
NOT_DUE: list[tuple[int, dict[str, Any], str]] = [
    (11, {"phase_now": "secondary", "stays_until": "2029-07-31"}, "Stays at the same school"),
    (2, {"phase_now": "primary"}, "goes on to Year 6"),
    (6, {"phase_now": "primary", "setting_last_year": 11}, "goes on beyond this school year"),
    (5, {"phase_now": "junior"}, "goes on to Year 6"),
    (7, {"phase_now": "middle"}, "goes on to Year 8"),
    (9, {"phase_now": "secondary"}, "goes on to Year 11"),
    (13, {"setting_kind": "further_education"}, "once its day is recorded"),
]
CHECK: list[tuple[int, dict[str, Any], str]] = [
    (6, {**PRIMARY, "taught_with": "younger"}, "Taught with another year group"),
    (7, PRIMARY, "still at a primary"),
    (3, {"phase_now": "infant"}, "still at an infant school"),
    (5, {"phase_now": "secondary"}, "not of its age"),
    (2, {}, "The phase of the school is not recorded"),
    (6, {"phase_now": "none"}, "In no school or college"),
    (11, {"phase_now": "secondary", "setting_last_year": 13}, "May stay in the sixth form of the same school"),
    (13, {"phase_now": "school_sixth_form"}, "a person decides whether a college follows"),
]


@pytest.fixture
def town(sqlite_database: Database) -> PlansTown:
    return PlansTown(sqlite_database)


def test_those_who_change_phase_are_due_by_the_day_of_the_law(town: PlansTown) -> None:
    cases = [town.child(group, **facts) for group, facts, _, _ in DUE]
    found = [town.one(case) for case in cases]
    assert [one.verdict for one in found] == ["due"] * len(DUE)
    assert [(one.move, one.law_day) for one in found] == [(move, day) for _, _, move, day in DUE]


def test_who_stays_in_the_same_school_is_not_due(town: PlansTown) -> None:
    cases = [town.child(group, **facts) for group, facts, _ in NOT_DUE]
    found = [town.one(case) for case in cases]
    assert [(one.verdict, one.law_day, one.can_start) for one in found] == [("not_due", None, False)] * len(NOT_DUE)
    assert [one.because for one, (_, _, why) in zip(found, NOT_DUE, strict=True) if why not in one.because] == []


def test_who_is_out_of_year_or_unclear_is_listed_to_check(town: PlansTown) -> None:
    cases = [town.child(group, **facts) for group, facts, _ in CHECK]
    found = [town.one(case) for case in cases]
    assert [(one.verdict, one.can_start, one.starts) for one in found] == [("check", True, False)] * len(CHECK)
    assert [one.because for one, (_, _, why) in zip(found, CHECK, strict=True) if why not in one.because] == []


def test_the_list_says_what_is_not_recorded_of_somebody(town: PlansTown) -> None:
    assert town.one(town.child(6)).lacks == ("setting_name", "phase_now")
    assert town.one(town.child(6, **PRIMARY)).lacks == ()


def test_the_list_of_another_year_finds_another_cohort(town: PlansTown) -> None:
    town.child(6, **PRIMARY)
    assert [(one.year_group, one.verdict) for one in town.cohort(2026)] == [(5, "not_due")]
    with pytest.raises(NotFound, match="between 2015 and 2200"):
        town.cohort(1999)


def test_a_change_of_school_changes_the_list_at_once(town: PlansTown) -> None:
    case = town.child(2, phase_now="infant")
    told = {"setting_kind": "academy", "phase_now": "primary", "setting_name": "All Years School"}
    town.do(ReceiveMessage(by=MANAGER, case=case, message="setting_changed", payload=told))
    assert (town.one(case).verdict, town.one(case).setting_name) == ("not_due", "All Years School")


def test_a_new_version_of_the_table_changes_the_list_at_once(town: PlansTown) -> None:
    case, files = town.child(9, phase_now="secondary"), dict(read_files())
    assert town.one(case).because == "A secondary school goes on to Year 11"
    table = "decisions/next_phase_transfer.dmn"
    files[table] = files[table].replace("A secondary school goes on to Year 11", "Another reason")
    town.publish("plan_maintenance", files)
    assert town.one(case).because == "Another reason"


def test_a_list_in_pages_is_the_whole_list(town: PlansTown) -> None:
    for name in ("Cat", "Ann", "Ben"):
        town.child(6, name, **PRIMARY)
    town.child(9, "Abe", phase_now="secondary")
    with town.engine.database.read() as tx:
        september = September(tx, town.engine.library, AUTHORITY, YEAR)
        first = september.page(STARTS, limit=2, after=None)
        last = september.page(STARTS, limit=2, after=first.next)
        assert [one.person_name for one in (*first.items, *last.items)] == ["Ann", "Ben", "Cat"]
        assert (last.next, september.counts()) == (None, {("due", "nothing"): 3, ("not_due", "nothing"): 1})


def test_a_cohort_is_found_and_begun_on_each_database(database: Database) -> None:
    town = PlansTown(database)
    due, other = town.child(6, **PRIMARY), town.child(9, phase_now="secondary")
    town.ask()
    assert town.one(due).standing == "starting"
    assert (start_waiting(town.engine), town.progress().started) == (1, 1)
    town.carry_out()
    [transfer] = town.transfers()
    assert (town.one(due).standing, town.one(due).transfer) == ("in_hand", transfer)
    assert town.one(other).standing == "nothing"
    before = town.cohort()
    rebuild(database)
    assert town.cohort() == before


def test_the_case_of_the_plan_opens_the_transfer_and_says_what_it_knows(town: PlansTown) -> None:
    plan = town.child(6, **PRIMARY)
    town.ask(plan)
    start_waiting(town.engine)
    town.carry_out().turn_to(town.transfers()[0])
    assert town.state.opened_by_case == plan
    assert {name: town.state.facts[name] for name in ("phase_now", "transfer_on")} == {
        "phase_now": "primary",
        "transfer_on": "2027-09-01",
    }


def test_a_cohort_begun_twice_opens_no_case_twice(town: PlansTown) -> None:
    for name in ("Ann", "Ben"):
        town.child(6, name, **PRIMARY)
    for _ in range(2):
        town.ask()
        start_waiting(town.engine)
        town.ask()
        start_waiting(town.engine)
        town.carry_out()
    assert (len(town.transfers()), town.progress().started) == (2, 2)


def test_a_start_that_broke_off_goes_on_where_it_stopped(town: PlansTown) -> None:
    for name in ("Ann", "Ben", "Cat"):
        town.child(6, name, **PRIMARY)
    town.ask()

    def breaks_off(done: int, total: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        start_waiting(town.engine, breaks_off)
    assert (town.progress().waiting, town.progress().started) == (2, 1)
    assert start_waiting(town.engine) == 2
    town.carry_out()
    assert len(town.transfers()) == 3


def test_a_plan_told_just_before_a_crash_is_told_no_more(town: PlansTown) -> None:
    plan = town.child(6, **PRIMARY)
    town.ask(plan)
    told = {"announced_transfer_on": "2027-09-01"}
    id = f"cohort:{YEAR}:{plan}"
    town.do(ReceiveMessage(by=MANAGER, id=id, case=plan, message="phase_transfer_known", payload=told))
    town.carry_out()
    start_waiting(town.engine)
    town.carry_out()
    assert (len(town.transfers()), town.progress().started) == (1, 1)


def test_the_plan_opens_no_second_case_when_the_year_comes(town: PlansTown) -> None:
    town.child(6, **PRIMARY)
    town.ask()
    start_waiting(town.engine)
    town.carry_out()
    town.now = datetime.combine(date(2026, 9, 2), time(9), LONDON).astimezone(UTC)
    sweep(town.engine)
    town.carry_out()
    assert len(town.transfers()) == 1


def test_a_transfer_that_the_plan_opened_itself_is_in_hand(town: PlansTown) -> None:
    plan = town.child(6, **PRIMARY)
    town.now = datetime.combine(date(2026, 9, 2), time(9), LONDON).astimezone(UTC)
    sweep(town.engine)
    town.carry_out()
    assert (town.one(plan).standing, town.one(plan).starts) == ("in_hand", False)
    town.ask(plan)
    assert town.progress().asked == 0


def test_who_moves_the_year_before_is_listed_by_the_new_school(town: PlansTown) -> None:
    plan = town.child(6, **PRIMARY)
    assert [one.verdict for one in town.cohort(YEAR + 1)] == ["check"]
    town.ask(plan)
    start_waiting(town.engine)
    town.carry_out()
    [one] = town.cohort(YEAR + 1)
    assert (one.verdict, one.because[:33]) == ("not_due", "Moves in September 2027 first (NO")


def test_a_plan_that_ended_meanwhile_is_refused_with_a_reason(town: PlansTown) -> None:
    plan = town.child(6, **PRIMARY)
    town.ask(plan)
    died = {"died_on": "2026-01-04", "death_told_by": "The mother"}
    town.do(ReceiveMessage(by=MANAGER, case=plan, message="person_died", payload=died))
    assert (start_waiting(town.engine), town.progress().refused) == (0, 1)
    assert list(town.progress().refusals) == [plan]


def test_who_asked_and_has_left_begins_nothing_any_more(town: PlansTown) -> None:
    plan = town.child(6, **PRIMARY)
    town.do(StartCohort(by=replace(MANAGER, id="u:gone"), year=YEAR, cases=(plan,)))
    start_waiting(town.engine)
    assert "has left" in town.progress().refusals[plan]
    town.ask(plan)
    assert (start_waiting(town.engine), town.one(plan).standing) == (1, "starting")


def test_only_those_who_lead_casework_begin_a_cohort(town: PlansTown) -> None:
    with pytest.raises(NotAllowed):
        town.do(StartCohort(by=OFFICER, year=YEAR))


def test_nobody_is_begun_who_is_not_due_or_not_there(town: PlansTown) -> None:
    not_due = town.child(9, phase_now="secondary")
    with pytest.raises(BadInput) as refusal:
        town.ask(not_due, "NOR-999999")
    assert [fault.path for fault in refusal.value.faults] == ["/cases", "/cases"]


def test_the_children_of_another_authority_are_not_seen(town: PlansTown) -> None:
    town.child(6, **PRIMARY)
    with town.engine.database.write() as tx:
        tx.add_authority("elsewhere", "Elsewhere Council", "ELS", {})
        assert September(tx, town.engine.library, "elsewhere", YEAR).found() == []
    assert len(town.cohort()) == 1
