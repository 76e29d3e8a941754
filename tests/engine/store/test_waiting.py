"""What waits for the system: each timer once, the oldest first, and never one that blocks the others."""

from datetime import date, timedelta

import pytest

from engine.case import events
from engine.store import Database
from tests.engine.store.lives import MONDAY, Life, moment

LEGAL = MONDAY + timedelta(weeks=6)
DUE = moment(LEGAL + timedelta(days=1))


def due(database: Database, on: date = LEGAL + timedelta(days=1), limit: int = 10) -> list[str]:
    with database.read() as tx:
        return [timer.case for timer in tx.due_timers(moment(on), limit)]


def open_cases(database: Database, *cases: str, day: date = MONDAY) -> list[Life]:
    lives = [Life(case) for case in cases]
    with database.write() as tx:
        for life in lives:
            life.day = day
            life.open(tx)
    return lives


def test_a_timer_is_due_when_the_day_after_its_legal_day_begins(database: Database) -> None:
    open_cases(database, "N-1")
    assert due(database, LEGAL) == []
    assert due(database) == ["N-1"]


def test_a_day_begins_in_london_also_in_summer(database: Database) -> None:
    open_cases(database, "N-1", day=date(2026, 6, 1))
    with database.read() as tx:
        [timer] = tx.due_timers(moment(date(2027, 1, 1)), 10)
    assert timer.due_at.isoformat() == "2026-07-13T23:00:00+00:00"


def test_the_oldest_timers_come_first_and_no_more_than_asked(database: Database) -> None:
    open_cases(database, "N-2", day=MONDAY + timedelta(days=1))
    open_cases(database, "N-3", "N-1")
    assert due(database, LEGAL + timedelta(days=9), limit=2) == ["N-1", "N-3"]


def test_the_next_timers_follow_the_last_one_seen(database: Database) -> None:
    open_cases(database, "N-1", "N-2", "N-3")
    with database.read() as tx:
        first = tx.due_timers(DUE, 2)
        assert [timer.case for timer in tx.due_timers(DUE, 2, after=first[-1])] == ["N-3"]


def test_a_timer_that_failed_rests_until_its_next_attempt(database: Database) -> None:
    open_cases(database, "N-1")
    with database.write() as tx:
        for attempt in (1, 2):
            assert tx.note_failure("N-1", "due_decide#1", DUE, DUE + timedelta(hours=1), "No answer") == attempt
        assert tx.due_timers(DUE, 10) == []
        assert [timer.attempts for timer in tx.due_timers(DUE + timedelta(hours=1), 10)] == [2]


def test_cleared_failures_are_forgotten(database: Database) -> None:
    open_cases(database, "N-1")
    with database.write() as tx:
        tx.note_failure("N-1", "due_decide#1", DUE, DUE + timedelta(hours=1), "No answer")
        tx.clear_failures("N-1", "due_decide#1")
        assert [timer.attempts for timer in tx.due_timers(DUE, 10)] == [0]


def test_a_timer_with_an_open_incident_waits_for_a_person(database: Database) -> None:
    [life] = open_cases(database, "N-1")
    with database.write() as tx:
        tx.note_failure("N-1", "due_decide#1", DUE, DUE, "No answer")
        life.record(tx, events.IncidentRaised("incident#1", "due_decide#1", "It failed"))
        assert tx.due_timers(DUE, 10) == []
        tx.clear_failures("N-1", "due_decide#1")
        assert len(tx.due_timers(DUE, 10)) == 1


@pytest.mark.parametrize("moved", [-1, 1], ids=["sooner", "later"])
def test_a_moved_deadline_moves_its_timer(database: Database, moved: int) -> None:
    [life] = open_cases(database, "N-1")
    legal = LEGAL + timedelta(days=moved)
    with database.write() as tx:
        life.record(tx, events.DeadlineMoved("due_decide#1", legal, legal, LEGAL, "Corrected"))
    assert due(database, legal) == []
    assert due(database, legal + timedelta(days=1)) == ["N-1"]


def test_a_wait_is_a_timer_until_it_ends(database: Database) -> None:
    [life] = open_cases(database, "N-1")
    with database.write() as tx:
        life.record(tx, events.WaitStarted("wait#1", "draft_representations", MONDAY, MONDAY, "15 days"))
        assert tx.is_running("N-1", "wait#1")
        life.record(tx, events.WaitEnded("wait#1"))
        assert not tx.is_running("N-1", "wait#1")


def test_an_effect_waits_until_it_is_carried_out(database: Database) -> None:
    [life] = open_cases(database, "N-1")
    with database.write() as tx:
        life.record(tx, events.CaseToOpen("effect#1", "mediation", {"asked": "2026-01-05"}))
        [effect] = tx.pending_effects(10, DUE)
        assert (effect.kind, effect.detail["process"], effect.recorded_at) == (
            "CaseToOpen",
            "mediation",
            moment(MONDAY),
        )
        life.record(tx, events.EffectCarriedOut("effect#1", {"case": "N-2"}))
        assert tx.pending_effects(10, DUE) == []


def test_an_effect_that_failed_rests_like_a_timer(database: Database) -> None:
    [life] = open_cases(database, "N-1")
    with database.write() as tx:
        life.record(tx, events.NotificationDue("effect#1", "casework", "Look"))
        tx.note_failure("N-1", "effect#1", DUE, DUE + timedelta(hours=1), "No answer")
        assert tx.pending_effects(10, DUE) == []
        assert [effect.attempts for effect in tx.pending_effects(10, DUE + timedelta(hours=1))] == [1]


def test_the_lag_says_how_many_wait_and_since_when(database: Database) -> None:
    open_cases(database, "N-1", "N-2")
    with database.read() as tx:
        assert vars(tx.sweep_lag(DUE)) == {
            "waiting": 2,
            "oldest_at": DUE.replace(hour=0, microsecond=0),
            "most": 10_000,
        }
        assert tx.sweep_lag(DUE, most=1).waiting == 1
        assert tx.effects_lag(DUE).oldest_at is None
