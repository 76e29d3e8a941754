"""Writes what a command changes in the read models, in the transaction that keeps its entries."""

from collections.abc import Sequence

from sqlalchemy import Update, bindparam, update

from engine.case.events import PersonMerged, TeamChanged
from engine.case.history import Entry
from engine.case.state import CaseState
from engine.store.drafts import WritesDrafts
from engine.store.histories import Locked, WritesHistories
from engine.store.links import WritesLinks
from engine.store.persons import ReadsPersons, search_of
from engine.store.prepared import Upsert, deletion, upsert
from engine.store.projections.calendar import KeepsCalendar
from engine.store.projections.changes import Changes
from engine.store.projections.labels import Label
from engine.store.projections.touches import (
    ADVICE_TIMES,
    DEADLINES,
    DOCUMENTS,
    EFFECTS,
    FAMILY_WORDS,
    INCIDENTS,
    LETTERS,
    NOTES,
    PLANS,
    REACHED,
    REQUESTS,
    STAGE_TIMES,
    TASKS,
    TIMERS,
)
from engine.store.tables import METADATA, measured, outside
from engine.store.tables import read_models as models
from engine.store.waiting import WritesWaiting
from engine.store.wording import case_search

# Of a row that is there, only what can change is written again: the rest is in indexes.
_WRITE: dict[str, Upsert] = {
    TASKS: upsert(models.open_task, ("assignee", "is_free", "timer", "limit", "legal", "working", "is_excused")),
    DEADLINES: upsert(
        models.deadline,
        (
            "team",
            "activity",
            "legal",
            "working",
            "sentence",
            "status",
            "is_under_way",
            "met_on",
            "is_late",
            "is_excused",
            "exception",
            "ground",
            "ground_ended_on",
        ),
    ),
    TIMERS: upsert(models.timer, ("limit", "legal", "due_at")),
    LETTERS: upsert(models.letter, ("task", "is_sent", "sent_on", "means", "served_on")),
    EFFECTS: upsert(models.effect),
    INCIDENTS: upsert(models.incident),
    DOCUMENTS: upsert(models.document),
    NOTES: upsert(models.note),
    PLANS: upsert(models.plan_edition),
    REACHED: upsert(measured.milestone, ("reached_on", "kind")),
    STAGE_TIMES: upsert(measured.stage_time, ("began_on", "ended_on", "working_days")),
    REQUESTS: upsert(
        outside.request,
        (
            *("who", "who_sort", "body", "service", "standing", "sent_on", "received_on", "reminded_on", "reminders"),
            *("limit", "legal", "working", "sentence", "task"),
        ),
    ),
    FAMILY_WORDS: upsert(outside.family_word),
    ADVICE_TIMES: upsert(measured.advice_time, ("service", "legal", "met_on", "days_late")),
}
_DELETE = {name: deletion(METADATA.tables[name]) for name in _WRITE}
_KEYS = {name: list(METADATA.tables[name].primary_key.columns.keys())[-1] for name in _WRITE}
_RESOLVE = (
    update(models.incident)
    .where(
        models.incident.c.case == bindparam("of_case"),
        models.incident.c.incident == bindparam("of_incident"),
    )
    .values({name: bindparam(name) for name in ("is_open", "resolved_at", "resolved_by", "note")})
)
_DROP_NAMED = [
    deletion(table, table.c.case) for table in (models.open_task, models.deadline, models.letter, *outside.REQUESTS)
]
_REHOME_PLANS = (
    update(models.plan_edition)
    .where(models.plan_edition.c.case == bindparam("of_case"))
    .values(person=bindparam("person"))
)
_TO_TEAM = [
    update(table).where(table.c.case == bindparam("of_case")).values(team=bindparam("of_team"))
    for table in models.READ_MODELS
    if "team" in table.c
]
_SUMMARISE = upsert(models.case_summary)
_STANDING = ("version", "open_tasks", "listed", "profile", "move_year", "sequence", "head_hash")
_PRESSING = ("working", "legal", "limit")


def _move_on(*names: str) -> Update:
    return (
        update(models.case_summary)
        .where(models.case_summary.c.case == bindparam("of_case"))
        .values({name: bindparam(name) for name in names})
    )


_MOVE_ON = _move_on(*_STANDING)
_MOVE_ON_WITH_DEADLINES = _move_on(*_STANDING, *_PRESSING)


class Projects(WritesHistories, WritesDrafts, WritesLinks, ReadsPersons, KeepsCalendar, WritesWaiting):
    def project(self, authority: str, state: CaseState, entries: Sequence[Entry]) -> None:
        """Bring the read models, the drafts and the notes of failures of a case up to its new entries."""
        locked = self._locked.get(state.case)
        kinds = {entry.kind for entry in entries}
        went_over = PersonMerged.__name__ in kinds
        label = _label_of(locked) if locked and not went_over else self._label(authority, state.person)
        changed = Changes(state, entries, label)
        if went_over:
            self._go_over(state)
        self._write_rows(changed)
        self._keep_calendar(authority, state, entries)
        self._summarise(changed, anew=changed.is_turn)
        if TeamChanged.__name__ in kinds:
            self._to_team(state)
        if locked is None or locked.has_drafts:
            self._drop_drafts(state.case, changed.finished)
        if changed.renamed:
            self._rename_drafts(state.case, changed.renamed)
            self._rename_links(state.case, changed.renamed)
            self._rename_failures(state.case, changed.renamed)

    def _label(self, authority: str, id: str) -> Label:
        person = self.person(authority, id)
        return Label(authority, person.name, search_of(person)) if person else Label(authority, "", "")

    def _go_over(self, state: CaseState) -> None:
        """Rows that name the person are written from the beginning; of a plan nothing else can change."""
        for dropped in _DROP_NAMED:
            self._write(dropped, {"case": state.case})
        self._write(_REHOME_PLANS, {"of_case": state.case, "person": state.person})

    def _to_team(self, state: CaseState) -> None:
        """Every row of the case says which team works on it, what is past included: figures follow the case."""
        for moved in _TO_TEAM:
            self._write(moved, {"of_case": state.case, "of_team": state.team})

    def _write_rows(self, changed: Changes) -> None:
        for model, names in changed.deleted.items():
            key = _KEYS[model]
            self._write(_DELETE[model], *({"case": changed.state.case, key: name} for name in names))
        for model, rows in changed.written.items():
            self._write(_WRITE[model], *rows)
        self._write(_RESOLVE, *changed.resolved)

    def _summarise(self, changed: Changes, anew: bool) -> None:
        """Write no more of the summary than can have changed: the rest is in indexes."""
        if anew:
            self._write(_SUMMARISE, changed.summary)
        else:
            move_on = _MOVE_ON_WITH_DEADLINES if changed.has_deadlines else _MOVE_ON
            self._write(move_on, {**changed.summary, "of_case": changed.state.case})


def _label_of(locked: Locked) -> Label:
    """The label of a case that was locked: its summary says it, so the person need not be read."""
    head = locked.head
    return Label(head.authority, head.person_name, locked.search.removeprefix(case_search(head.case, "")))
