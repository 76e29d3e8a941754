"""Figures are those that one counts by hand, on each database, and after a rebuild."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine.case import events
from engine.case.figure_rows import (
    BROKEN,
    DONE,
    DUE,
    KEPT,
    NOBODY,
    UNEXCUSED,
    AdviceRow,
    CarriedRow,
    MonthRow,
    OpenCasesRow,
    Part,
    ReachedRow,
    RiskRow,
    SpellRow,
)
from engine.store import Database, rebuild
from tests.engine.store.lives import MONDAY, NORTH, SOUTH, Life, read_models, register

LEGAL = MONDAY + timedelta(weeks=6)  # 16 February 2026
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
EXCUSE = events.ExceptionRecorded("exception#1", "due_decide#1", "assess_decision", "absent_4_weeks", {}, "Letter")
ADVICE = {"01": {"advice_kind": "medical"}, "02": {"advice_kind": "psychological"}}


@pytest.fixture
def lives(database: Database) -> list[Life]:
    """Three cases of one authority, and one of another, all due on 16 February."""
    found = [Life("N-1"), Life("N-2"), Life("N-3"), Life("S-1", SOUTH)]
    with database.write() as tx:
        register(tx, SOUTH, "S")
        for life in found:
            life.open(tx, team="West" if life.state.case == "N-3" else "East")
    return found


def record(database: Database, life: Life, *happened: events.Event, on: date | None = None) -> None:
    life.day = on or life.day
    with database.write() as tx:
        life.record(tx, *happened)


def told(**facts: Any) -> events.MessageReceived:
    return events.MessageReceived("told", facts)


def met(on: date) -> events.DeadlineMet:
    return events.DeadlineMet("due_decide#1", on, late=on > LEGAL)


def months(database: Database, basis: str) -> list[MonthRow]:
    with database.read() as tx:
        return tx.months(NORTH, ["assess_decision"], basis, *YEAR)


def test_limits_at_risk_are_overdue_or_come_in_so_many_weeks(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], EXCUSE)
    with database.read() as tx:
        assert tx.at_risk(NORTH, "limit", LEGAL) == [RiskRow("assess_decision", 0, 0, 3, 3, 3)]
        assert tx.at_risk(NORTH, "limit", LEGAL + timedelta(days=1)) == [RiskRow("assess_decision", 3, 1, 0, 0, 0)]
        assert tx.at_risk(NORTH, "limit", LEGAL - timedelta(days=15)) == [RiskRow("assess_decision", 0, 0, 0, 3, 3)]
        assert tx.at_risk(NORTH, "limit", LEGAL - timedelta(days=57)) == []


def test_limits_at_risk_are_told_by_team_and_by_officer(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], events.TaskClaimed("decide#1", "ada"))
    with database.read() as tx:
        assert [(row.key, row.two) for row in tx.at_risk(NORTH, "team", LEGAL)] == [("East", 2), ("West", 1)]
        by_officer = {row.key: row.two for row in tx.at_risk(NORTH, "officer", LEGAL)}
        assert by_officer == {None: 2, "ada": 1}
        assert tx.at_risk(NORTH, "officer", LEGAL, "West") == [RiskRow(None, 0, 0, 1, 1, 1)]


def test_the_list_behind_a_risk_holds_what_it_counts(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], events.TaskClaimed("decide#1", "ada"))
    with database.read() as tx:
        held = tx.tasks_at_risk(NORTH, "two", LEGAL, Part(), "ada").items
        assert ([row.case for row in held], tx.holders(NORTH, held)) == (["N-1"], {("N-1", "due_decide#1"): ["ada"]})
        nobodys = tx.tasks_at_risk(NORTH, "two", LEGAL, Part(), NOBODY, team="East").items
        assert [row.case for row in nobodys] == ["N-2"]
        listed = tx.limits_at_risk(NORTH, "two", LEGAL, Part(), team="East").items
        assert [row.case for row in listed] == ["N-1", "N-2"]
        assert tx.limits_at_risk(NORTH, "overdue", LEGAL, Part()).items == []


def test_a_month_counts_what_fell_due_or_what_was_done_in_it(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], met(date(2026, 1, 31)))
    record(database, lives[1], EXCUSE, met(date(2026, 3, 1)))
    record(database, lives[2], events.DeadlineMissed("due_decide#1", LEGAL))
    assert months(database, DUE) == [MonthRow("assess_decision", "2026-02", 1, 0, 2, 1)]
    assert months(database, DONE) == [
        MonthRow("assess_decision", "2026-01", 1, 0, 0, 0),
        MonthRow("assess_decision", "2026-03", 0, 0, 1, 1),
    ]


def test_the_list_behind_a_month_holds_what_it_counts(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], met(date(2026, 1, 31)))
    record(database, lives[1], EXCUSE, met(date(2026, 3, 1)))
    with database.read() as tx:

        def listed(which: str | None, basis: str) -> list[str]:
            found = tx.limits_kept(NORTH, ["assess_decision"], basis, *YEAR, Part(), which=which)
            return [row.case for row in found.items]

        assert listed(None, DONE) == ["N-1", "N-2"]
        assert (listed(KEPT, DUE), listed(BROKEN, DUE), listed(UNEXCUSED, DONE)) == (["N-1"], ["N-2"], ["N-1"])


def test_a_corrected_day_moves_a_case_to_another_month(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], told(final_plan_notice_sent_on="2026-05-31"))
    record(
        database,
        lives[0],
        events.FactsCorrected({"final_plan_notice_sent_on": "2026-06-01"}, {}, "Posted a day later"),
        events.DeadlineMoved("due_decide#1", date(2026, 3, 2), date(2026, 3, 2), LEGAL, "Moved"),
        met(date(2026, 3, 1)),
    )
    with database.read() as tx:
        assert tx.reached(NORTH, ["plan_issued"], *YEAR) == [ReachedRow("plan_issued", "2026-06", None, 1)]
    assert [row.month for row in months(database, DUE)] == ["2026-03"]


def test_a_case_that_is_reopened_counts_as_it_stands(database: Database, lives: list[Life]) -> None:
    refused = told(assess_refusal_notice_sent_on="2026-02-10")
    record(database, lives[0], refused, met(date(2026, 2, 10)), events.CaseClosed("refused", "Refused"))
    again = events.CaseReopened(2, {"request_received": "2026-01-05"}, "Closed in error", ("due_decide#1",))
    record(database, lives[0], again)
    with database.read() as tx:
        assert tx.reached(NORTH, ["assessment_refused"], *YEAR) == []
        assert [row.cases for row in tx.running(NORTH, ["assess_decision"], MONDAY)] == [3]
    assert months(database, DONE) == []


def test_stages_are_counted_in_working_days(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], told(assess_decision_notice_sent_on="2026-01-12"))
    with database.read() as tx:
        assert tx.spells(NORTH, ["assess_decision"], *YEAR) == [SpellRow("assess_decision", 5, 1)]
        assert tx.running(NORTH, ["assess_decision"], date(2026, 1, 7)) == [SpellRow("assess_decision", 2, 2)]
        assert [row.case for row in tx.cases_in_stage(NORTH, "assess_decision", Part(), team="West").items] == ["N-3"]
        past = tx.cases_past_stage(NORTH, "assess_decision", *YEAR, Part()).items
    assert [(row.case, row.person_name, row.working_days) for row in past] == [("N-1", "Amina Khan", 5)]


def test_advice_is_late_by_the_days_after_its_legal_day(database: Database, lives: list[Life]) -> None:
    def asked(item: str, visit: int) -> events.DeadlineSet:
        return events.DeadlineSet(f"advice#{visit}", "body_advice", "record", LEGAL, LEGAL, "Six weeks", item)

    record(database, lives[0], told(advice=ADVICE), asked("advice/01", 1), asked("advice/02", 2))
    record(database, lives[0], events.DeadlineMet("advice#1", LEGAL + timedelta(days=9), late=True))
    with database.read() as tx:
        assert tx.advice_times(NORTH, *YEAR) == [AdviceRow("medical", 9, 1), AdviceRow("psychological", None, 1)]
        late = tx.advice_asked(NORTH, "medical", *YEAR, Part(), which=BROKEN).items
    assert [(row.case, row.days_late) for row in late] == [("N-1", 9)]


def test_what_is_carried_counts_tasks_and_cases(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], events.TaskClaimed("decide#1", "ada"))
    record(database, lives[0], events.TaskOpened("ask_advice#1", "Ask", "casework"))
    record(database, lives[0], events.TaskClaimed("ask_advice#1", "ada"))
    with database.read() as tx:
        assert CarriedRow("ada", "East", 2, 1, 1, 0, 1) in tx.carried(NORTH, LEGAL + timedelta(days=1))
        assert CarriedRow(None, "West", 1, 1, 0, 1, 0) in tx.carried(NORTH, LEGAL)


def test_open_cases_are_counted_by_process(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], events.TaskWithdrawn("decide#1"), events.CaseClosed("end", "Withdrawn"))
    with database.read() as tx:
        assert tx.open_cases(NORTH, LEGAL + timedelta(days=1)) == [OpenCasesRow("ehc_assessment", 2, 2)]
        assert tx.open_cases(NORTH, LEGAL, "West") == [OpenCasesRow("ehc_assessment", 1, 0)]


def test_lists_of_what_was_reached_can_be_paged_through(database: Database, lives: list[Life]) -> None:
    with database.read() as tx:
        first = tx.cases_that_reached(NORTH, "request_received", *YEAR, Part(2))
        rest = tx.cases_that_reached(NORTH, "request_received", *YEAR, Part(2, first.next))
    assert [row.case for row in (*first.items, *rest.items)] == ["N-1", "N-2", "N-3"]


def test_a_rebuild_gives_the_same_figures(database: Database, lives: list[Life]) -> None:
    record(database, lives[0], told(assess_decision_notice_sent_on="2026-01-12", advice=ADVICE))
    record(database, lives[1], EXCUSE, told(assess_refusal_notice_sent_on="2026-02-10"), met(date(2026, 2, 10)))
    before = read_models(database)
    assert before["milestone"] and before["stage_time"]
    rebuild(database)
    assert read_models(database) == before
