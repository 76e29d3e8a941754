"""A case in hand: its history so far, and the process that goes on from there."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import singledispatchmethod

from engine.case import events
from engine.case.events import Event, Facts
from engine.case.history import Entry, first_hash, seal
from engine.case.plan_kinds import IN_FORCE
from engine.case.rejections import CannotMove, CannotReckonLimit, ProcessStuck
from engine.case.state import (
    RUNNING,
    CaseState,
    Deadline,
    OpenTask,
    apply,
    facts_of_sending,
    letter_of,
    merged,
    state_from_record,
    state_to_record,
)
from engine.follow import consequences, unknown_timers
from engine.plans import gathered
from engine.runtime import (
    CannotGoOn,
    CaseWanted,
    Decided,
    Derived,
    LetterWanted,
    LiveTimer,
    MessageWanted,
    Run,
    RunStuck,
    Said,
    TableDecided,
    freeze,
    moved,
    thaw,
)
from engine.version import Version, with_item


@dataclass(frozen=True)
class Circumstances:
    """Who acts, when it is written down, and on which day it takes effect."""

    actor: str
    recorded_at: datetime
    effective_on: date


def _no_plan(person: str) -> Facts:
    return {}


def _nobody(user: str, day: date) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Shelf:
    """What a case file may need to fetch: other versions, and the entries written earlier."""

    version: Callable[[str], Version]
    earlier: Callable[[], Sequence[Entry]]
    plan: Callable[[str], Facts] = _no_plan
    """What the plan in force of a person says. Replay never asks: the cause that needed it has kept it."""
    covered: Callable[[str, date], frozenset[str]] = _nobody
    """For whom a user stands in on a day, while they are away."""
    marks: dict[int, str] = field(default_factory=dict)
    """The case as it stood before an entry that a later one undoes, put by while a history is lived again."""


class CaseFile:
    """Records causes, drives the process with them, and records what the process made of them."""

    def __init__(self, version: Version, state: CaseState, run: Run | None, head: str, shelf: "Shelf") -> None:
        self.version = version
        self.state = state
        self.run = run
        self.head = head
        self.shelf = shelf
        self.new: list[Entry] = []
        self.drafts: dict[str, Facts] = {}
        self.contents: dict[str, bytes] = {}
        self.retried: list[str] = []
        self.answered: dict[str, str] = {}
        """The answers that came through links, by link."""

    @classmethod
    def empty(cls, version: Version, case: str, shelf: "Shelf") -> "CaseFile":
        return cls(version, CaseState(case=case, version=version.hash), None, first_hash(case), shelf)

    def record(self, cause: Event, circumstances: Circumstances) -> None:
        """Write down a cause and all its consequences."""
        self._in = circumstances
        done = self.state.tasks.get(cause.task) if isinstance(cause, events.TaskCompleted) else None
        passed = self.state.tasks.get(cause.task) if isinstance(cause, events.TaskPassed) else None
        self._append(cause)
        if not cause.drives:
            return
        is_imported = getattr(cause, "imported", None) is not None
        if done is not None and isinstance(cause, events.TaskCompleted):
            self._finish(done, is_imported)
            if not is_imported:
                self._plan_left(done, cause.plan or {})
        if passed is not None:
            self._lift(passed)
        for said in self._stepped(cause):
            self._say(said)
        # What lies behind an imported case was done on a day that nobody knows.
        on = circumstances.effective_on if passed is None else None
        view = self._running.view()
        for event in consequences(self.state, view, self.version, on, is_imported=is_imported):
            self._append(event)

    def _append(self, event: Event) -> None:
        c = self._in
        entry = seal(
            self.state.case,
            self.state.sequence + 1,
            c.recorded_at,
            c.effective_on,
            c.actor,
            event,
            self.version.hash,
            self.head,
        )
        apply(event, self.state, c.effective_on)
        self.new.append(entry)
        self.head = entry.hash

    def _finish(self, done: OpenTask, is_imported: bool) -> None:
        """What the end of a task means by itself: the letter has gone, the limits are met."""
        if done.letter is not None:
            self._letter_left(done, done.letter, is_imported)
        on = self._in.effective_on
        for deadline in self._ended_by(done):
            self._append(events.DeadlineMet(deadline.timer, on, late=on > deadline.legal))

    def _lift(self, passed: OpenTask) -> None:
        """The limits that a task of an unknown day met, or broke, are judged by nobody."""
        for deadline in self._ended_by(passed):
            self._append(events.DeadlineLifted(deadline.timer))

    def _ended_by(self, task: OpenTask) -> list[Deadline]:
        """The deadlines under way of the limits that a task ends."""
        # Sorted, because a set has another order in every process, and replay must not.
        limits = sorted(self.version.process.ends_limits[task.task.rsplit("#", 1)[0]])
        return [
            deadline
            for limit in limits
            for deadline in self.state.deadlines.values()
            if deadline.limit == limit and deadline.is_under_way and deadline.item in (None, task.item)
        ]

    def unknown_timers(self) -> list[LiveTimer]:
        """Timers that wait for a day which nobody knows: what the case was imported from does not say enough."""
        return unknown_timers(self.state, self._running.view())

    def _letter_left(self, done: OpenTask, template: str, is_imported: bool) -> None:
        letter = letter_of(done.task, self.state)
        assert letter is not None, f"task {done.task} sends {template}, but no letter is due with it"
        if letter.sent_on is not None and letter.means is not None:
            served_on = self.version.law.served_on(letter.sent_on, letter.means)
            served = {f"{template}_served_on": served_on.isoformat()}
            self._append(events.FactsDerived(served, by="service", item=done.item))
        if not is_imported:  # what was sent lies with whoever sent it
            self._append(events.LetterToFile(self.state.next_name("letter_to_file"), letter.letter))

    def _plan_left(self, done: OpenTask, before: Facts) -> None:
        """A task that sends the plan makes an edition of it: what it says now stands for good."""
        kind = self.version.sends_plan(done.task)
        if kind is None or done.letter is None or self.version.plan is None:
            return
        layout, facts, letter = self.version.plan, self.state.facts, letter_of(done.task, self.state)
        assert letter is not None, f"task {done.task} sends a plan, but no letter is due with it"
        sections = gathered(layout, kind, facts, before)
        if not sections:
            return  # of a plan that was sent elsewhere, a source may know only the day
        made_on = facts.get(layout.made_on) if kind in IN_FORCE else None
        self._append(
            events.PlanIssued(
                self.state.next_name("plan"),
                kind,
                list(self.state.plans.values()).count(kind) + 1,
                letter.letter,
                layout.recipients(self.version.letters[letter.template].to, sections),
                sections,
                date.fromisoformat(made_on) if made_on else None,
            )
        )

    def catching(self, message: str, item: str | None) -> list[str]:
        """The BPMN ids of the events of this case that wait for a message."""
        return self._running.catching(message, item)

    # --- going back, and going over to another version ------------------------------------------

    def reopen(self, undoes: int, reason: str, circumstances: Circumstances) -> None:
        """Go on from before the entry that closed the case. Both stay in the history."""
        entries = [entry for entry in self.shelf.earlier() if entry.sequence <= self.state.sequence]
        earlier, self.run = self._before(undoes, entries)
        facts = _put_right(earlier, [entry.event for entry in entries if entry.sequence > undoes])
        under_way = [name for name, deadline in earlier.deadlines.items() if deadline.is_under_way]
        again = tuple(name for name in under_way if not self.state.deadlines[name].is_under_way)
        self.record(events.CaseReopened(undoes, facts, reason, again), circumstances)

    def _before(self, undoes: int, entries: Sequence[Entry]) -> tuple[CaseState, Run | None]:
        """The case as it stood before an entry; a history that is lived again has been there, so not lived twice."""
        if undoes in self.shelf.marks:
            kept = json.loads(self.shelf.marks[undoes])
            return state_from_record(kept["state"]), thaw(self.version.process, kept["run"])
        file = relive(self.state.case, [entry for entry in entries if entry.sequence < undoes], self.shelf)
        return file.state, file.run

    def mark(self) -> None:
        """Put by how the case stands now, for a reopening that goes back to here."""
        kept = {"state": state_to_record(self.state), "run": freeze(self._running)}
        self.shelf.marks[self.state.sequence + 1] = json.dumps(kept)

    def move(self, version: Version, renamed: dict[str, str], reason: str, circumstances: Circumstances) -> None:
        """Go on under another version: names, deadlines, drafts and claims stay."""
        try:
            self.run, names = moved(self._running, version.process, renamed)
        except CannotGoOn as refusal:
            raise CannotMove(str(refusal)) from refusal
        came_from, self.version = self.version.hash, version
        self.state.version = version.hash
        try:
            self.record(events.VersionChanged(came_from, names, renamed, reason), circumstances)
        except CannotReckonLimit as refusal:
            raise CannotMove(f"Expected the other version to have every limit that runs here: {refusal}") from refusal

    # --- driving the process --------------------------------------------------------------------

    @property
    def _running(self) -> Run:
        if self.run is None:
            # A closed case is taken in hand without its run: a correction or a letter sent late needs it after all.
            self.run = relive(self.state.case, self.shelf.earlier(), self.shelf).run
        assert self.run is not None, f"case {self.state.case} has no run"
        return self.run

    def _stepped(self, cause: Event) -> Iterable[Said]:
        try:
            return self._drive(cause)
        except RunStuck as stuck:
            raise ProcessStuck(f"The process cannot go on from here: {stuck}") from stuck

    @singledispatchmethod
    def _drive(self, cause: Event) -> Iterable[Said]:
        """Let the process go on; by default it looks at the changed facts."""
        return self._running.reconsider(self.state.facts)

    @_drive.register
    def _(self, cause: events.CaseOpened) -> Iterable[Said]:
        self.run, said = Run.start(self.version.process, self.state.facts)
        return said

    @_drive.register
    def _(self, cause: events.TaskCompleted) -> Iterable[Said]:
        return self._running.complete(cause.task, self.state.facts)

    @_drive.register
    def _(self, cause: events.TaskPassed) -> Iterable[Said]:
        return self._running.complete(cause.task, self.state.facts)

    @_drive.register
    def _(self, cause: events.WaitPassed) -> Iterable[Said]:
        return self._running.fire(cause.timer, self.state.facts)

    @_drive.register
    def _(self, cause: events.TimerFired) -> Iterable[Said]:
        deadline = self.state.deadlines.get(cause.timer)
        if deadline is not None and deadline.status == RUNNING:
            self._append(events.DeadlineMissed(cause.timer, deadline.legal))
        return self._running.fire(cause.timer, self.state.facts)

    @_drive.register
    def _(self, cause: events.MessageReceived) -> Iterable[Said]:
        return self._running.receive(cause.message, cause.item, self.state.facts)

    @_drive.register
    def _(self, cause: events.LetterSent) -> Iterable[Said]:
        self._append(events.LetterToFile(self.state.next_name("letter_to_file"), cause.letter))
        return self._running.reconsider(self.state.facts)

    def _say(self, said: Said) -> None:
        """Write down what the process said on its way."""
        if isinstance(said, Derived):
            self._append(events.FactsDerived(said.facts, said.by, said.item))
        elif isinstance(said, Decided):
            self._append(events.GatewayDecided(said.gateway, said.flow, said.because, said.saw))
        elif isinstance(said, TableDecided):
            self._append(events.DecisionMade(said.decision, said.at, said.row, said.because, said.saw, said.item))
        elif isinstance(said, LetterWanted):
            name = self.state.next_name(said.template)
            self._append(events.LetterDue(name, said.template, said.to, item=said.item))
        elif isinstance(said, CaseWanted):
            name = self.state.next_name("case_to_open")
            self._append(events.CaseToOpen(name, said.process, said.facts))
        elif isinstance(said, MessageWanted):
            name = self.state.next_name("message_to_send")
            self._append(events.MessageToSend(name, said.to, said.message, said.payload))
        else:
            name = self.state.next_name("notification")
            self._append(events.NotificationDue(name, said.role, said.text))


def _put_right(earlier: CaseState, later: Iterable[Event]) -> Facts:
    """The facts as they were, with what has been corrected since of those that there were, and letters sent since."""
    facts = earlier.facts
    for event in later:
        if isinstance(event, events.FactsCorrected):
            known = with_item(facts, event.item)
            corrected = {name: value for name, value in event.corrected.items() if name in known}
            facts = merged(facts, corrected, event.item) if corrected else facts
        elif isinstance(event, events.LetterSent) and event.letter in earlier.letters:
            letter = earlier.letters[event.letter]
            facts = merged(facts, facts_of_sending(event, letter), letter.item)
    return facts


def relive(case: str, entries: Sequence[Entry], shelf: Shelf) -> CaseFile:
    """Live a history again from its causes: the file that comes out must hold the same entries."""
    file = CaseFile.empty(shelf.version(entries[0].version), case, Shelf(shelf.version, lambda: entries))
    undone = {entry.event.undoes for entry in entries if entry.kind == events.CaseReopened.__name__}
    for entry in entries:
        event = entry.event
        if entry.sequence in undone and entry.sequence > 1:
            file.mark()
        if isinstance(event, events.CAUSES):
            live_again(file, event, Circumstances(entry.actor, entry.recorded_at, entry.effective_on), entry.version)
    return file


def live_again(file: CaseFile, event: Event, circumstances: Circumstances, version: str) -> None:
    if isinstance(event, events.VersionChanged):
        file.move(file.shelf.version(version), event.moved_ids, event.reason, circumstances)
    elif isinstance(event, events.CaseReopened):
        file.reopen(event.undoes, event.reason, circumstances)
    else:
        file.record(event, circumstances)
