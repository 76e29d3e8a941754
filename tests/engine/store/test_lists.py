"""Lists beside the queue: cases, deadlines at risk, letters, incidents, and how the limits were kept."""

from datetime import timedelta
from typing import Any

import pytest

from engine.case import events
from engine.case.filters import CaseFilter, DeadlineFilter
from engine.case.rows import TimelinessRow
from engine.store import Database
from tests.engine.store.lives import MONDAY, NORTH, SOUTH, Life, moment, register

LEGAL = MONDAY + timedelta(weeks=6)
CLOSING = (
    events.TaskWithdrawn("decide#1"),
    events.DeadlineLifted("due_decide#1"),
    events.CaseClosed("End", "Withdrawn"),
)

LETS_THROUGH: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["N-1", "N-2", "N-3"]),
    ({"is_closed": True}, ["N-3"]),
    ({"is_closed": False}, ["N-1", "N-2"]),
    ({"process": "annual_review"}, ["N-2"]),
    ({"team": "East"}, ["N-1"]),
    ({"person": "P-2"}, ["N-2"]),
    ({"person": "P-2", "is_closed": True}, []),
    ({"opened_from": MONDAY + timedelta(days=1)}, ["N-3"]),
    ({"opened_to": MONDAY}, ["N-1", "N-2"]),
    ({"text": "bo"}, ["N-2"]),
    ({"text": "n-3"}, ["N-3"]),
    ({"text": "3"}, ["N-3"]),
    ({"text": "lee b"}, ["N-2"]),
    ({"text": "lee amina"}, []),
    ({"text": "n-3", "is_closed": False}, []),
    ({"text": "amina"}, ["N-1", "N-3"]),
]


@pytest.fixture
def cases(database: Database) -> dict[str, Life]:
    lives = [Life("N-1"), Life("N-2", person="P-2", process="annual_review"), Life("N-3"), Life("S-1", SOUTH)]
    lives[2].day += timedelta(days=3)
    with database.write() as tx:
        register(tx, SOUTH, "S")
        tx.add_person(NORTH, "P-2", {"name": "Bo Lee"}, by="ada", at=moment(MONDAY))
        for life in lives:
            life.open(tx, team="East" if life.state.case == "N-1" else None)
        lives[2].record(tx, *CLOSING)
    return {life.state.case: life for life in lives}


def record(database: Database, life: Life, *happened: events.Event) -> None:
    with database.write() as tx:
        life.record(tx, *happened)


def test_each_filter_of_cases_lets_through_what_it_says(database: Database, cases: dict[str, Life]) -> None:
    with database.read() as tx:
        found = [
            (said, [case.case for case in tx.cases(NORTH, CaseFilter(**said), sort="case").items])
            for said, _ in LETS_THROUGH
        ]
    assert found == LETS_THROUGH


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("opened", ["N-1", "N-2", "N-3"]),
        ("-opened", ["N-3", "N-2", "N-1"]),
        ("working", ["N-1", "N-2", "N-3"]),
        ("person", ["N-1", "N-3", "N-2"]),
    ],
)
def test_cases_can_be_sorted(database: Database, cases: dict[str, Life], sort: str, expected: list[str]) -> None:
    with database.read() as tx:
        assert [case.case for case in tx.cases(NORTH, sort=sort).items] == expected


def test_one_case_is_found_in_its_authority_only(database: Database, cases: dict[str, Life]) -> None:
    with database.read() as tx:
        assert tx.case(NORTH, "N-1") is not None
        assert tx.case(SOUTH, "N-1") is None


def test_deadlines_at_risk_are_those_still_to_be_met(database: Database, cases: dict[str, Life]) -> None:
    record(database, cases["N-2"], events.DeadlineMet("due_decide#1", MONDAY, late=False))
    record(database, cases["N-1"], events.DeadlineMissed("due_decide#1", LEGAL))
    with database.read() as tx:
        found = tx.deadlines_at_risk(NORTH, due_before=LEGAL + timedelta(days=1)).items
        assert [(row.case, row.person_name, row.status) for row in found] == [("N-1", "Amina Khan", "missed")]
        assert tx.deadlines_at_risk(NORTH, due_before=LEGAL).items == []
        assert tx.deadlines_at_risk(NORTH, DeadlineFilter(team="West")).items == []


def test_timeliness_is_told_with_and_without_exceptions(database: Database, cases: dict[str, Life]) -> None:
    late = events.DeadlineMet("due_decide#1", LEGAL + timedelta(days=1), late=True)
    excuse = events.ExceptionRecorded("exception#1", "due_decide#1", "assess_decision", "absent_4_weeks", {}, "Letter")
    record(database, cases["N-1"], events.DeadlineMissed("due_decide#1", LEGAL), excuse, late)
    record(database, cases["N-2"], events.DeadlineMissed("due_decide#1", LEGAL))
    with database.read() as tx:
        rows = tx.timeliness(NORTH, MONDAY, LEGAL)
        assert rows == [TimelinessRow("assess_decision", "2026-02", 0, 1, 1, 1, 0, 0)]
        assert tx.timeliness(NORTH, MONDAY, LEGAL - timedelta(days=1)) == []
        assert [row.late for row in tx.timeliness(NORTH, MONDAY, LEGAL, DeadlineFilter(process="annual_review"))] == [0]


def test_letters_wait_until_they_are_sent(database: Database, cases: dict[str, Life]) -> None:
    record(
        database, cases["N-1"], events.LetterDue("L02#1", "L02", "family"), events.LetterDue("L03#1", "L03", "setting")
    )
    record(database, cases["N-1"], events.LetterSent("L02#1", MONDAY, "post", MONDAY + timedelta(days=2)))
    with database.read() as tx:
        assert [letter.letter for letter in tx.letters(NORTH).items] == ["L03#1"]
        assert [letter.served_on for letter in tx.letters(NORTH, is_sent=True).items] == [MONDAY + timedelta(days=2)]
        assert tx.letters_of(SOUTH, "N-1") == []


def test_incidents_are_open_until_they_are_resolved(database: Database, cases: dict[str, Life]) -> None:
    record(database, cases["N-1"], events.IncidentRaised("incident#1", "due_decide#1", "It failed"))
    with database.read() as tx:
        assert [incident.sentence for incident in tx.incidents(NORTH).items] == ["It failed"]
    record(database, cases["N-1"], events.IncidentResolved("incident#1", "Mended"))
    with database.read() as tx:
        assert tx.incidents(NORTH).items == []
        assert [incident.note for incident in tx.incidents(NORTH, is_open=False).items] == ["Mended"]


def test_a_document_is_found_in_its_case_and_authority_only(database: Database, cases: dict[str, Life]) -> None:
    document = events.DocumentAttached("document#1", "report.pdf", "application/pdf", 3, "cd" * 32, "decide#1")
    record(database, cases["N-1"], document)
    with database.write() as tx:
        tx.store_document("cd" * 32, b"abc")
        found = [
            tx.document_content(*place, "document#1") for place in ((NORTH, "N-1"), (SOUTH, "N-1"), (NORTH, "N-2"))
        ]
        kept = tx.document_of(NORTH, "N-1", "document#1")
    assert found == [b"abc", None, None]
    assert kept is not None and (kept.name, kept.size, kept.task) == ("report.pdf", 3, "decide#1")
