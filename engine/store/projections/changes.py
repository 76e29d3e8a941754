"""What some entries change in the read models of their case."""

from collections.abc import Sequence

from engine.case import events
from engine.case.events import KINDS, Event
from engine.case.history import Entry
from engine.case.state import CaseState
from engine.store.projections import rows
from engine.store.projections.labels import Label, Row
from engine.store.projections.touches import DEADLINES, TOUCHES, TURNS


class Changes:
    """Rows to write and names to delete, by read model, given the state after the entries."""

    def __init__(self, state: CaseState, entries: Sequence[Entry], label: Label) -> None:
        self.state = state
        self.label = label
        self.summary = rows.summary(state, label, entries[-1])
        self.written: dict[str, list[Row]] = {}
        self.deleted: dict[str, list[str]] = {}
        self.resolved: list[Row] = []
        self.finished: list[str] = []
        """Tasks that are done with, so that their drafts can go."""
        self.renamed: dict[str, str] = {}
        """The names that another version gave to tasks and timers."""
        self.is_turn = False
        """Whether the case was opened, closed or reopened, or went over to another record."""
        self._touched: dict[str, dict[str, None]] = {}
        for entry in entries:
            self._take(entry)
        for model, names in self._touched.items():
            for name in names:
                self._put(model, name, rows.FROM_STATE[model](name, state, label))

    @property
    def has_deadlines(self) -> bool:
        """Whether the case may be pressed by another day than before."""
        return DEADLINES in self._touched

    def _take(self, entry: Entry) -> None:
        kind = KINDS[entry.kind]
        self.is_turn = self.is_turn or kind in TURNS
        if not TOUCHES[kind]:
            return
        event = entry.event
        self._touch(entry, event)
        match event:
            case events.TaskCompleted() | events.TaskPassed() | events.TaskWithdrawn():
                self.finished.append(event.task)
            case events.VersionChanged():
                self.renamed |= event.renamed

    def _touch(self, entry: Entry, event: Event) -> None:
        if isinstance(event, events.IncidentResolved):
            self.resolved.append(rows.resolution(entry, event))
            return
        for touch in TOUCHES[type(event)]:
            names = touch.names(event, self.state)
            if touch.model in rows.FROM_STATE:
                self._touched.setdefault(touch.model, {}).update(dict.fromkeys(names))
                continue
            for name in names:
                self._put(touch.model, name, rows.FROM_ENTRY[touch.model](name, entry, event, self))

    def _put(self, model: str, name: str, row: Row | None) -> None:
        if row is None:
            self.deleted.setdefault(model, []).append(name)
        else:
            self.written.setdefault(model, []).append(row)
