"""What the rows of the read models say, in values that are ready for the driver."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol

from engine.case import events
from engine.case.cohorts import move_year, profile_of
from engine.case.events import Event
from engine.case.history import Entry, canonical
from engine.case.listed import PHASE_TRANSFER, PLAN_KEPT, listed_facts
from engine.case.state import MET_LATE, RUNNING, CaseState, Deadline, deadline_for
from engine.statute.london import start_of
from engine.store.projections.labels import Label, Row
from engine.store.projections.measures import MEASURES
from engine.store.projections.requests import OUTSIDE
from engine.store.projections.touches import (
    DEADLINES,
    DOCUMENTS,
    EFFECTS,
    INCIDENTS,
    LETTERS,
    NOTES,
    PLANS,
    TASKS,
    TIMERS,
)
from engine.store.types import written_day, written_hash, written_last_day, written_moment
from engine.store.wording import case_search, plain, task_search


class Case(Protocol):
    """A case whose rows are wanted."""

    state: CaseState
    label: Label


def summary(state: CaseState, label: Label, last: Entry) -> Row:
    pressing = min(
        (deadline for deadline in state.deadlines.values() if deadline.is_under_way),
        key=lambda deadline: (deadline.working, deadline.timer),
        default=None,
    )
    return {
        "case": state.case,
        "authority": label.authority,
        "process": state.process,
        "version": last.version,
        "person": state.person,
        "person_name": label.person_name,
        "person_sort": plain(label.person_name),
        "team": state.team,
        "is_closed": state.is_closed,
        "opened_on": written_day(state.opened_on),
        "closed_on": written_day(state.closed_on),
        "outcome": state.outcome,
        "outcome_title": state.outcome_title,
        "open_tasks": len(state.tasks),
        **_pressed_by(None if state.is_closed else pressing),
        "listed": None if (told := listed_facts(state.process, state.facts)) is None else canonical(told),
        **_moving(state),
        "sequence": last.sequence,
        "head_hash": written_hash(last.hash),
        "search": case_search(state.case, label.person_search),
    }


def _moving(state: CaseState) -> Row:
    """What lists of moves between phases are found by."""
    is_kept = state.process == PLAN_KEPT and not state.is_closed
    begun_on = state.opened_on if state.process == PHASE_TRANSFER else None
    return {
        "profile": canonical(profile_of(state.facts)) if is_kept else None,
        "move_year": None if begun_on is None else move_year(begun_on, state.facts),
    }


def _pressed_by(deadline: Deadline | None) -> Row:
    if deadline is None:
        return {"limit": None, "legal": None, "working": written_last_day(None)}
    return {
        "limit": deadline.limit,
        "legal": written_day(deadline.legal),
        "working": written_last_day(deadline.working),
    }


def _task(name: str, state: CaseState, label: Label) -> Row | None:
    task = state.tasks.get(name)
    if task is None:
        return None
    deadline = deadline_for(task, state)
    return {
        "case": state.case,
        "task": name,
        "bpmn_id": name.rsplit("#", 1)[0],
        "authority": label.authority,
        "process": state.process,
        "person": state.person,
        "person_name": label.person_name,
        "person_sort": plain(label.person_name),
        "title": task.title,
        "role": task.role,
        "assignee": task.assignee,
        "is_free": task.assignee is None,
        "team": state.team,
        "item": task.item,
        "opened_on": written_day(task.opened_on),
        "timer": deadline.timer if deadline else None,
        "is_excused": deadline is not None and deadline.is_excused,
        **_pressed_by(deadline),
        "letter": task.letter,
        "form": task.form,
        "search": task_search(state.case, label.person_search, task.title),
    }


def _deadline(name: str, state: CaseState, label: Label) -> Row | None:
    deadline = state.deadlines.get(name)
    if deadline is None:
        return None
    exception = state.exceptions.get(deadline.exception or "", {})
    return {
        "case": state.case,
        "timer": name,
        "authority": label.authority,
        "process": state.process,
        "person": state.person,
        "team": state.team,
        "limit": deadline.limit,
        "activity": deadline.activity,
        "item": deadline.item,
        "legal": written_day(deadline.legal),
        "working": written_day(deadline.working),
        "sentence": deadline.sentence,
        "status": deadline.status,
        "is_under_way": deadline.is_under_way,
        "met_on": written_day(deadline.met_on),
        "is_late": deadline.status == MET_LATE,
        "is_excused": deadline.is_excused,
        "exception": deadline.exception,
        "ground": exception.get("ground"),
        "ground_ended_on": exception.get("ended_on"),
    }


def _due_at(legal: date) -> datetime:
    """A day has passed when the next one begins in London."""
    return start_of(legal + timedelta(days=1))


def _timer(name: str, state: CaseState, label: Label) -> Row | None:
    clock = state.deadlines.get(name) or state.waits.get(name)
    if clock is None or (isinstance(clock, Deadline) and clock.status != RUNNING):
        return None
    return {
        "case": state.case,
        "timer": name,
        "authority": label.authority,
        "limit": clock.limit,
        "legal": written_day(clock.legal),
        "due_at": written_moment(_due_at(clock.legal)),
    }


def _letter(name: str, state: CaseState, label: Label) -> Row | None:
    letter = state.letters.get(name)
    if letter is None or letter.is_withdrawn:
        return None
    return {
        "case": state.case,
        "letter": name,
        "authority": label.authority,
        "process": state.process,
        "person": state.person,
        "template": letter.template,
        "to": letter.to,
        "task": letter.task,
        "item": letter.item,
        "due_on": written_day(letter.due_on),
        "is_sent": letter.sent_on is not None,
        "sent_on": written_day(letter.sent_on),
        "means": letter.means,
        "served_on": written_day(letter.served_on),
    }


def _effect(name: str, entry: Entry, event: Event, case: Case) -> Row | None:
    """An intent that is still pending; None when it was carried out."""
    pending = case.state.effects.get(name)
    if pending is None:
        return None
    return {
        "case": entry.case,
        "effect": name,
        "authority": case.label.authority,
        "kind": pending["kind"],
        "detail": canonical({key: value for key, value in pending.items() if key != "kind"}),
        "recorded_at": written_moment(entry.recorded_at),
    }


def _incident(name: str, entry: Entry, event: Event, case: Case) -> Row | None:
    assert isinstance(event, events.IncidentRaised)
    return {
        "case": entry.case,
        "incident": name,
        "authority": case.label.authority,
        "about": event.about,
        "sentence": event.sentence,
        "is_open": True,
        "raised_at": written_moment(entry.recorded_at),
        "resolved_at": None,
        "resolved_by": None,
        "note": None,
    }


def resolution(entry: Entry, event: events.IncidentResolved) -> Row:
    return {
        "of_case": entry.case,
        "of_incident": event.incident,
        "is_open": False,
        "resolved_at": written_moment(entry.recorded_at),
        "resolved_by": entry.actor,
        "note": event.note,
    }


def _document(name: str, entry: Entry, event: Event, case: Case) -> Row | None:
    attached = case.state.documents[name]
    return {
        "case": entry.case,
        "document": name,
        "authority": case.label.authority,
        "name": attached["name"],
        "media_type": attached["media_type"],
        "size": attached["size"],
        "digest": written_hash(attached["digest"]),
        "task": attached.get("task"),
        "attached_by": entry.actor,
        "attached_at": written_moment(entry.recorded_at),
        "effective_on": written_day(entry.effective_on),
    }


def _plan(name: str, entry: Entry, event: Event, case: Case) -> Row | None:
    assert isinstance(event, events.PlanIssued)
    return {
        "case": entry.case,
        "plan": name,
        "sequence": entry.sequence,
        "authority": case.label.authority,
        "process": case.state.process,
        "version": entry.version,
        "person": case.state.person,
        "kind": event.kind,
        "number": event.number,
        "letter": event.letter,
        "to": " ".join(event.to),
        "issued_on": written_day(entry.effective_on),
        "made_on": written_day(event.made_on),
        "recorded_at": written_moment(entry.recorded_at),
    }


def _note(name: str, entry: Entry, event: Event, case: Case) -> Row | None:
    assert isinstance(event, events.NoteAdded)
    return {
        "case": entry.case,
        "note": name,
        "authority": case.label.authority,
        "text": event.text,
        "added_by": entry.actor,
        "added_at": written_moment(entry.recorded_at),
        "effective_on": written_day(entry.effective_on),
    }


FROM_STATE: dict[str, Callable[[str, CaseState, Label], Row | None]] = {
    TASKS: _task,
    DEADLINES: _deadline,
    TIMERS: _timer,
    LETTERS: _letter,
    **MEASURES,
    **OUTSIDE,
}
"""Rows that are written as the state stands after the command."""

FROM_ENTRY: dict[str, Callable[[str, Entry, Event, Case], Row | None]] = {
    EFFECTS: _effect,
    INCIDENTS: _incident,
    DOCUMENTS: _document,
    PLANS: _plan,
    NOTES: _note,
}
"""Rows that also say who and when, and so are written from the entry that touches them."""
