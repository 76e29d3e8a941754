"""What each event changes in the read models."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from engine.case import events
from engine.case.events import CAUSES, CONSEQUENCES
from engine.case.rows import TaskRow
from engine.store import Database
from engine.store.projections import TOUCHES
from engine.store.tables.read_models import READ_MODELS, case_summary
from tests.engine.store.lives import MONDAY, NORTH, Life, moment

WEEKS_6 = MONDAY + timedelta(weeks=6)
WITH_TEAM = {table.name: table for table in READ_MODELS if "team" in table.c}


@pytest.fixture
def life(database: Database) -> Life:
    with database.write() as tx:
        return Life("N-1").open(tx, team="Early years")


def record(database: Database, life: Life, *happened: events.Event) -> None:
    with database.write() as tx:
        life.record(tx, *happened)


def _rows_of(database: Database, table: Any) -> Sequence[Any]:
    with database.read() as tx:
        return tx._connection.execute(table.select()).all()


def tasks(database: Database) -> list[TaskRow]:
    with database.read() as tx:
        return tx.tasks_of(NORTH, "N-1")


def test_every_event_says_which_rows_it_touches() -> None:
    assert set(TOUCHES) == set(CAUSES + CONSEQUENCES)


def test_an_open_task_shows_all_that_its_queue_needs(database: Database, life: Life) -> None:
    assert tasks(database) == [
        TaskRow(
            case="N-1",
            task="decide#1",
            bpmn_id="decide",
            authority=NORTH,
            process="ehc_assessment",
            person="P-1",
            person_name="Amina Khan",
            title="Decide whether to assess",
            role="casework",
            assignee=None,
            team="Early years",
            item=None,
            opened_on=MONDAY,
            timer="due_decide#1",
            limit="assess_decision",
            legal=WEEKS_6,
            working=WEEKS_6,
            is_excused=False,
            letter=None,
            form="decide.json",
        )
    ]


def test_every_row_of_a_case_follows_it_to_its_team(database: Database, life: Life) -> None:
    asked = events.AnswerReceived("answer#1", "L000001", "Eve Hall", {"says": "Yes"}, (), MONDAY)
    record(database, life, asked, life.deadline("ask_advice"), events.TeamChanged("Closed", "West", "Early years"))
    said = {name: {row.team for row in _rows_of(database, table)} for name, table in WITH_TEAM.items()}
    assert {name: teams for name, teams in said.items() if teams - {"West"}} == {}
    assert {"case_summary", "open_task", "deadline", "family_word", "milestone"} <= {
        n for n, found in said.items() if found
    }


def test_a_completed_task_leaves_the_queue(database: Database, life: Life) -> None:
    with database.write() as tx:
        life.decide(tx)
    assert [task.task for task in tasks(database)] == ["tell_family#1"]


def test_a_moved_deadline_shows_on_every_task_it_presses(database: Database, life: Life) -> None:
    later = WEEKS_6 + timedelta(days=1)
    record(database, life, events.DeadlineMoved("due_decide#1", later, WEEKS_6, WEEKS_6, "Corrected"))
    assert [(task.legal, task.working) for task in tasks(database)] == [(later, WEEKS_6)]


def test_an_excuse_shows_on_the_task_and_on_the_deadline(database: Database, life: Life) -> None:
    excuse = events.ExceptionRecorded(
        "exception#1", "due_decide#1", "assess_decision", "absent_4_weeks", {}, "A letter", MONDAY
    )
    record(database, life, excuse, events.ExceptionEnded("exception#1", MONDAY, "Back"))
    with database.read() as tx:
        [deadline] = tx.deadlines_of(NORTH, "N-1")
    assert (deadline.is_excused, deadline.ground, deadline.ground_ended_on) == (True, "absent_4_weeks", MONDAY)
    assert [task.is_excused for task in tasks(database)] == [True]


@pytest.mark.parametrize(
    ("event", "assignee"),
    [
        (events.TaskClaimed("decide#1", "ada"), "ada"),
        (events.TaskAssigned("decide#1", "bo", "Ada is away"), "bo"),
        (events.TaskReleased("decide#1", ""), None),
    ],
    ids=["claimed", "assigned", "released"],
)
def test_a_task_shows_who_holds_it(database: Database, life: Life, event: events.Event, assignee: str | None) -> None:
    record(database, life, events.TaskClaimed("decide#1", "cy"), event)
    assert [task.assignee for task in tasks(database)] == [assignee]


def test_the_summary_shows_the_most_pressing_deadline(database: Database, life: Life) -> None:
    record(database, life, life.deadline("ask_advice", weeks=2))
    with database.read() as tx:
        case = tx.case(NORTH, "N-1")
    assert case is not None
    assert (case.working, case.open_tasks, case.sequence) == (MONDAY + timedelta(weeks=2), 1, 5)


def test_a_closed_case_shows_its_outcome_and_no_deadline(database: Database, life: Life) -> None:
    record(database, life, events.TaskWithdrawn("decide#1"), events.CaseClosed("Refused", "Refused to assess"))
    with database.read() as tx:
        case = tx.case(NORTH, "N-1")
    assert case is not None
    assert (case.is_closed, case.closed_on, case.outcome_title, case.working) == (
        True,
        MONDAY,
        "Refused to assess",
        None,
    )


def test_a_missed_deadline_runs_no_more_but_is_still_to_be_met(database: Database, life: Life) -> None:
    record(database, life, events.DeadlineMissed("due_decide#1", WEEKS_6))
    with database.read() as tx:
        assert tx.due_timers(moment(WEEKS_6 + timedelta(days=9)), 10) == []
        assert [row.status for row in tx.deadlines_at_risk(NORTH).items] == ["missed"]


def test_a_letter_that_left_with_its_task_is_sent(database: Database, life: Life) -> None:
    with database.write() as tx:
        life.decide(tx)
        life.record(tx, events.TaskCompleted("tell_family#1", {"L02_sent_on": "2026-01-05", "L02_means": "post"}))
    with database.read() as tx:
        assert [(letter.sent_on, letter.means) for letter in tx.letters_of(NORTH, "N-1")] == [(MONDAY, "post")]


def test_a_draft_goes_when_its_task_is_done(database: Database, life: Life) -> None:
    with database.write() as tx:
        tx.save_draft(NORTH, "N-1", "decide#1", {"assess": True}, "ada", moment(MONDAY))
    with database.write() as tx:
        assert [draft.answers for draft in tx.drafts("N-1")] == [{"assess": True}]
        life.decide(tx)
        assert tx.drafts("N-1") == []


def test_a_later_draft_takes_the_place_of_an_earlier(database: Database, life: Life) -> None:
    with database.write() as tx:
        for assess in (True, False):
            tx.save_draft(NORTH, "N-1", "decide#1", {"assess": assess}, "ada", moment(MONDAY))
        draft = tx.draft("N-1", "decide#1")
    assert draft is not None and draft.answers == {"assess": False}


def test_moving_a_case_keeps_drafts_claims_and_failures(database: Database, life: Life) -> None:
    renamed = {"decide#1": "decide_again#1", "due_decide#1": "due_decide_again#1"}
    with database.write() as tx:
        tx.save_draft(NORTH, "N-1", "decide#1", {"assess": True}, "ada", moment(MONDAY))
        tx.note_failure("N-1", "due_decide#1", moment(MONDAY), moment(MONDAY), "No answer")
        life.record(tx, events.TaskClaimed("decide#1", "ada"))
        life.record(tx, events.VersionChanged("cd" * 32, renamed, {}, "Clearer"))
        assert [draft.task for draft in tx.drafts("N-1")] == ["decide_again#1"]
        assert tx.failure("N-1", "due_decide_again#1") is not None
        assert [(task.task, task.assignee) for task in tx.tasks_of(NORTH, "N-1")] == [("decide_again#1", "ada")]
        assert tx.is_running("N-1", "due_decide_again#1") and not tx.is_running("N-1", "due_decide#1")


def test_notes_documents_and_incidents_say_who_and_when(database: Database, life: Life) -> None:
    document = events.DocumentAttached("document#1", "report.pdf", "application/pdf", 3, "cd" * 32)
    incident = events.IncidentRaised("incident#1", "due_decide#1", "It failed")
    record(database, life, events.NoteAdded("note#1", "Rang the school"), document, incident)
    with database.write() as tx:
        tx.store_document("cd" * 32, b"abc")
        life.record(tx, events.IncidentResolved("incident#1", "Mended"))
        [note], [paper], [mended] = (
            tx.notes_of(NORTH, "N-1"),
            tx.documents_of(NORTH, "N-1"),
            tx.incidents_of(NORTH, "N-1"),
        )
        assert (note.text, note.added_by, note.added_at) == ("Rang the school", "ada", moment(MONDAY))
        assert (paper.attached_by, tx.document_content(NORTH, "N-1", "document#1")) == ("ada", b"abc")
        assert (mended.is_open, mended.resolved_by, mended.note) == (False, "ada", "Mended")


def test_a_person_who_is_renamed_is_renamed_in_every_list(database: Database, life: Life) -> None:
    with database.write() as tx:
        tx.amend_person(NORTH, "P-1", {"name": "Amina Noor"}, expected=1, by="ada", at=moment(MONDAY))
        assert [task.person_name for task in tx.tasks_of(NORTH, "N-1")] == ["Amina Noor"]
        assert [case.person_name for case in tx.cases(NORTH).items] == ["Amina Noor"]
        head = tx.lock_case(NORTH, "N-1")
        assert head is not None and head.person_name == "Amina Noor"


def test_a_case_of_nobody_on_the_register_has_no_name(database: Database) -> None:
    with database.write() as tx:
        Life("N-2", person="P-404").open(tx)
        assert tx._connection.execute(case_summary.select()).one().person_name == ""
