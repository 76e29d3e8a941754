"""The past of a case that was worked on elsewhere: what a source tells of it, and what must lie between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from engine.case import events
from engine.case.commands import ImportCase, Told
from engine.case.events import Event, Facts
from engine.case.rejections import BadInput, CannotImport, CannotReckonLimit
from engine.case.state import LIFTED, RUNNING, Deadline, Wait
from engine.case_file import CaseFile, Circumstances
from engine.handlers.expect import known_answers
from engine.statute import day_of, short

MOST_STEPS = 200
"""Tasks and waits between two things that the source tells of; more would be a circle."""

NOT_GIVEN = "ground_not_given"


class Past:
    """Brings a case along its process, day by day; everything is written down as imported."""

    def __init__(self, command: ImportCase, file: CaseFile, circumstances: Circumstances) -> None:
        self.command = command
        self.file = file
        self._circumstances = circumstances
        self._day = circumstances.effective_on

    # --- what the source tells ------------------------------------------------------------------

    def tell(self, told: Told) -> None:
        if told.on < self._day:
            raise CannotImport(f"Expected {short(told.on)} not to be before {short(self._day)}, but it is")
        if told.task is not None:
            self._complete(told, told.task)
        elif told.message is not None:
            self._receive(told, told.message)
        else:
            self._excuse(told, str(told.limit))

    def _complete(self, told: Told, bpmn_id: str) -> None:
        self._go_to(bpmn_id, told.on)
        self._fire_until(told.on)
        task = self.file.state.tasks[self._go_to(bpmn_id, told.on)]
        answers = known_answers(self.file, self.file.version.form(task.form), told.answers)
        self._record(events.TaskCompleted(task.task, answers, imported=self.command.source), told.on)

    def _receive(self, told: Told, message: str) -> None:
        self._fire_until(told.on)
        if message not in self.file.state.awaits:
            raise CannotImport(f"Expected the case to await {message} on {short(told.on)}, but it does not")
        payload = known_answers(self.file, self.file.version.form_of_message(message), told.answers)
        self._record(events.MessageReceived(message, payload, imported=self.command.source), told.on)

    def _excuse(self, told: Told, limit: str) -> None:
        """The limit is excused on a ground that was judged elsewhere, or that the source does not even name."""
        source, ground = self.command.source, told.answers.get("ground") or NOT_GIVEN
        known = self.file.version.law.register.limit(limit).latest.exceptions
        if ground != NOT_GIVEN and ground not in known:
            raise BadInput(f"Expected a ground that excuses this limit, one of {', '.join(known)}, but got {ground}")
        for deadline in [d for d in self.file.state.deadlines.values() if d.limit == limit and d.status != LIFTED]:
            name, evidence = self.file.state.next_name("exception"), f"Not known: imported from {source}"
            excused = events.ExceptionRecorded(name, deadline.timer, limit, ground, {}, evidence)
            self._record(excused, told.on)

    # --- what lies between ----------------------------------------------------------------------

    def _go_to(self, bpmn_id: str, by: date) -> str:
        """Pass what stands before a task; the name of the task, which is then open."""
        for _ in range(MOST_STEPS):
            found = [name for name in self.file.state.tasks if name.rsplit("#", 1)[0] == bpmn_id]
            if found:
                return found[0]
            if not self._pass_one(by):
                break
        raise CannotImport(f"Expected to come to {self._title(bpmn_id)} by {short(by)}, but {self._stands_at()}")

    def _pass_one(self, by: date) -> bool:
        """Go past one thing; tasks first, for a wait may end while they are done."""
        for event in (*self._tasks_to_pass(), *self._waits_to_pass(by)):
            on = event.legal + timedelta(days=1) if isinstance(event, events.TimerFired) else self._day
            self._record(event, on)
            return True
        return False

    def _tasks_to_pass(self) -> Iterator[Event]:
        for name in self.file.state.tasks:
            answers = self.command.passing.get(name.rsplit("#", 1)[0], {})
            yield events.TaskPassed(name, known_answers(self.file, None, answers), self.command.source)

    def _waits_to_pass(self, by: date) -> Iterator[Event]:
        """Waits end on their day, if that came first; otherwise they were cut short, or nobody knows."""
        for wait in sorted(self.file.state.waits.values(), key=lambda wait: (wait.legal, wait.timer)):
            yield self._fired(wait) if wait.legal < by else self._passed(wait.timer, wait.limit)
        for timer in self.file.unknown_timers():
            if timer.activity is None:
                yield self._passed(timer.timer, timer.limit)

    def _passed(self, timer: str, limit: str) -> Event:
        return events.WaitPassed(timer, limit, self.command.source)

    def _fired(self, clock: Deadline | Wait) -> events.TimerFired:
        return events.TimerFired(clock.timer, clock.limit, clock.legal, imported=self.command.source)

    # --- up to today ----------------------------------------------------------------------------

    def _fire_until(self, day: date) -> None:
        """Let every timer fire whose day passed before this one, in the order of the days."""
        for _ in range(MOST_STEPS):
            state = self.file.state
            running = [deadline for deadline in state.deadlines.values() if deadline.status == RUNNING]
            clocks: list[Deadline | Wait] = [*running, *state.waits.values()]
            due = [clock for clock in clocks if clock.legal < day]
            if not due or state.is_closed:
                return
            first = min(due, key=lambda clock: (clock.legal, clock.timer))
            self._record(self._fired(first), first.legal + timedelta(days=1))
        raise CannotImport(f"Expected the timers of the case to come to an end, but {self._stands_at()}")

    def until_today(self) -> None:
        self._fire_until(self._today)

    def to_the_end(self) -> None:
        """Pass what is left, unless the case still waits for a day that the law gives to somebody."""
        for _ in range(MOST_STEPS):
            if self.file.state.is_closed or self.file.state.waits or not self._pass_one(self._day):
                return

    def settle(self) -> None:
        """What the case wanted of others lies in the past; and what it waits for now must be known."""
        for effect, wanted in list(self.file.state.effects.items()):
            if not self._is_still_wanted(wanted):
                outcome = {"lies_before": self.command.source}
                self._record(events.EffectCarriedOut(effect, outcome), self._today)
        if not self.file.state.is_closed:
            for timer in self.file.unknown_timers():
                self._must_be_known(timer.limit)

    def _is_still_wanted(self, wanted: Facts) -> bool:
        is_over = self.file.state.is_closed
        return wanted["kind"] == "CaseToOpen" and (not is_over or wanted["process"] in self.command.goes_on)

    def _must_be_known(self, limit: str) -> None:
        try:
            self.file.version.law.reckon(limit, self.file.state.facts)
        except CannotReckonLimit as refusal:
            raise CannotImport(
                f"Expected to know from when “{limit}” counts, because the case waits for it"
            ) from refusal

    # --- writing it down ------------------------------------------------------------------------

    @property
    def _today(self) -> date:
        return day_of(self._circumstances.recorded_at)

    def _record(self, event: Event, on: date) -> None:
        self._day = max(self._day, on)
        self.file.record(event, replace(self._circumstances, effective_on=self._day))

    def _title(self, bpmn_id: str) -> str:
        return f"“{self.file.version.process.titles.get(bpmn_id, bpmn_id)}”"

    def _stands_at(self) -> str:
        state = self.file.state
        if state.is_closed:
            return f"the case was over before: {state.outcome_title}"
        return f"it stands at {', '.join(self._title(name.rsplit('#', 1)[0]) for name in state.tasks) or 'no task'}"
