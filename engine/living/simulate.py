"""Simulation: lives of cases, lived forward in memory on a turning clock, with nothing stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from engine.case.commands import (
    Actor,
    CarryOutEffect,
    Command,
    CompleteTask,
    FireTimer,
    OpenCase,
    ReceiveMessage,
    system,
)
from engine.case.events import Facts, PlanIssued
from engine.case.plan_kinds import IN_FORCE
from engine.case.state import RUNNING, Deadline, OpenTask, Wait
from engine.case_file import CaseFile, Circumstances, Shelf
from engine.handlers import HANDLERS
from engine.living.answering import Habits, made_up_answers
from engine.statute import LONDON
from engine.version import Version, with_item
from engine.writing import Parties, kept_as_document, write_letter

Act = Callable[[date], None]

SYSTEM = system("simulation", "effects")
USUAL_MOMENT = (3, 130)
LONGEST_LIFE = 800
"""Steps after which a life is taken to go in a circle."""


class LifeGoesInCircles(Exception):
    """A simulated case took more steps than any real one would."""


@dataclass(frozen=True)
class Cast:
    """Who does the work, by task role."""

    by_role: Mapping[str, list[Actor]]

    def whoever(self, role: str, chance: Random) -> Actor:
        return chance.choice(self.by_role[role])


def plan_in_force(lives: Sequence["Life"]) -> Facts:
    """What the plan says that these cases of one person made or amended last; nothing if none did."""
    issued = [entry for life in lives for entry in life.file.new if entry.kind == PlanIssued.__name__]
    in_force = [entry for entry in issued if entry.event.kind in IN_FORCE]
    newest = max(in_force, key=lambda entry: (entry.effective_on, entry.recorded_at), default=None)
    return newest.event.sections if newest is not None else {}


def opening_facts(version: Version, began: date, chance: Random, habits: Habits) -> dict[str, Any]:
    """What the first form of the process is told when a case begins."""
    form = version.form(version.start_form)
    begun = {version.starts_on: began.isoformat()}
    if form is None:
        return begun
    facts = made_up_answers(form, began, chance, habits)
    return {**facts, **begun} if any(field.name in begun for field in form.fields()) else facts


class Life:
    """One case that lives forward: its people do their tasks, its timers fire on their days."""

    def __init__(self, version: Version, case: str, person: str, habits: Habits, cast: Cast, chance: Random) -> None:
        shelf = Shelf(lambda hash: version, lambda: self.file.new, lambda person: plan_in_force(self.beside))
        self.file = CaseFile.empty(version, case, shelf)
        self.beside = [self]
        """The cases of the same person that live with this one, itself among them."""
        self.person = person
        self.habits = habits
        self.cast = cast
        self.chance = chance
        self.parties: Parties | None = None
        """Who writes to whom; if it is known, the letters that were sent are kept with the case."""
        self._planned: dict[str, date] = {}
        self._today = date.min
        self.steps = 0

    def another(self, version: Version, case: str) -> "Life":
        """A further case of the same person, worked on by the same people."""
        life = type(self)(version, case, self.person, self.habits, self.cast, self.chance)
        life.parties, life.beside = self.parties, self.beside
        self.beside.append(life)
        return life

    def open(self, process: str, facts: Mapping[str, Any], on: date, team: str | None = None) -> None:
        """Open the case as a person of the authority does."""
        by = self.cast.whoever("casework", self.chance)
        self.begin(OpenCase(by=by, process=process, person=self.person, facts=dict(facts), team=team), on)

    def begin(self, command: OpenCase, on: date, recorded_on: date | None = None) -> None:
        """Open the case on a day; it may have been written down later."""
        self.do(command, on, recorded_on)
        self._coming = self._choose_happenings(on)

    def until(self, last: date) -> None:
        """Let everything happen that happens up to and including a day."""
        while (found := self.next_act(last)) is not None:
            self.step(*found)

    def step(self, day: date, act: Act) -> None:
        """Let one thing happen."""
        self.steps += 1
        if self.steps > LONGEST_LIFE:
            raise LifeGoesInCircles(f"case {self.file.state.case} is still open after {self.steps} steps")
        act(day)

    def _choose_happenings(self, on: date) -> list[tuple[date, str]]:
        """Now and then something comes from outside: a withdrawal, a move, a quarrel, a death, an error."""
        coming, process = [], self.file.state.process
        for message in [known for known in self.habits.happenings if known in self.file.version.process.catchers]:
            if self.chance.random() < self.habits.likelihood(message, process):
                soonest, latest = self.habits.moments.get(message, USUAL_MOMENT)
                coming.append((on + timedelta(days=self.chance.randint(soonest, latest)), message))
        return sorted(coming)

    def next_act(self, last: date) -> tuple[date, Act] | None:
        """The earliest thing that happens next, if the case is open and it happens in time."""
        if self.file.state.is_closed:
            return None
        self._plan()
        found: list[tuple[date, int, str, Act]] = [
            (day, 1, task, lambda on, task=task: self._complete(task, on))  # type: ignore[misc]
            for task, day in self._planned.items()
        ]
        found += [
            (day, 0, timer, lambda on, timer=timer: self._fire(timer, on))  # type: ignore[misc]
            for timer, day in self._timers()
        ]
        if self._coming:
            found.append((self._coming[0][0], 2, "", self._let_happen))
        in_time = [each for each in found if each[0] <= last]
        if not in_time:
            return None
        day, _, _, act = min(in_time, key=lambda each: each[:3])
        # A limit that is counted back from a meeting can have passed before anybody knew of the meeting.
        return max(day, self._today), act

    def _plan(self) -> None:
        """Decide for each new task on which working day it will be done."""
        tasks = self.file.state.tasks
        self._planned = {task: day for task, day in self._planned.items() if task in tasks}
        for name in [name for name in tasks if name not in self._planned]:
            self._planned[name] = self._day_for(tasks[name])

    def _day_for(self, task: OpenTask) -> date:
        pace = self.habits.pace
        fewest, most = pace.get(task.task.rsplit("#", 1)[0]) or pace.get("any_other", [0, 4])
        day = task.opened_on + timedelta(days=self.chance.randint(fewest, most))
        return self.file.version.law.calendar.working_day_on_or_after(day)

    def _timers(self) -> list[tuple[str, date]]:
        """Timers that run, with the day on which they fire."""
        state = self.file.state
        running = [deadline for deadline in state.deadlines.values() if deadline.status == RUNNING]
        clocks: list[Deadline | Wait] = [*running, *state.waits.values()]
        return [(clock.timer, clock.legal + timedelta(days=1)) for clock in clocks]

    def _complete(self, name: str, on: date) -> None:
        task = self.file.state.tasks[name]
        form = self.file.version.form(task.form)
        habits = self.habits.seeing(with_item(self.file.state.facts, task.item))
        answers = made_up_answers(form, on, self.chance, habits) if form is not None else {}
        by = self.cast.whoever(task.role, self.chance)
        self.do(CompleteTask(by=by, case=self.file.state.case, task=name, answers=answers), on)

    def _fire(self, timer: str, on: date) -> None:
        by = self.cast.whoever("system", self.chance)
        self.do(FireTimer(by=by, case=self.file.state.case, timer=timer), on)

    def _let_happen(self, on: date) -> None:
        _, message = self._coming.pop(0)
        if message not in self.file.state.awaits:
            return
        form = self.file.version.form_of_message(message)
        payload = made_up_answers(form, on, self.chance, self.habits) if form is not None else {}
        by = self.cast.whoever("casework", self.chance)
        self.do(ReceiveMessage(by=by, case=self.file.state.case, message=message, payload=payload), on)

    def do(self, command: Command, on: date, recorded_on: date | None = None) -> None:
        """Carry out a command that takes effect on a day."""
        self._today = max(self._today, on)
        minutes = min(len(self.file.new), 400)
        moment = datetime.combine(recorded_on or on, time(9), LONDON) + timedelta(minutes=minutes)
        HANDLERS[type(command)](command, self.file, Circumstances(command.by.id, moment.astimezone(UTC), on))
        if self.parties is not None:
            self._keep_letters(self.parties, Circumstances("system:effects", moment.astimezone(UTC), on))

    def _keep_letters(self, parties: Parties, circumstances: Circumstances) -> None:
        """Keep each letter that was sent as a document, as the effects do."""
        state, case = self.file.state, self.file.state.case
        for effect in [name for name, wanted in state.effects.items() if wanted["kind"] == "LetterToFile"]:
            due = state.letters[state.effects[effect]["letter"]]
            drawn = write_letter(self.file.version, state, due, parties, {}, circumstances.effective_on)
            filed = kept_as_document(drawn, case, SYSTEM)
            HANDLERS[type(filed)](filed, self.file, circumstances)
            outcome = {"document": list(state.documents)[-1]}
            done = CarryOutEffect(by=SYSTEM, case=case, effect=effect, outcome=outcome)
            HANDLERS[type(done)](done, self.file, circumstances)
