"""A person whose cases live through anything: made-up answers, late work, a sweep that stood still, mistakes put right.

`python -m tests.simulation.wild_life <process> <seed>` tells the life of a seed.
"""

import sys
import tomllib
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from random import Random
from typing import Any

from engine.case import commands as c
from engine.case.commands import CaseCommand
from engine.case.rejections import ProcessStuck, Rejected
from engine.case.state import CaseState
from engine.case_file import relive
from engine.definitions import collect
from engine.living.answering import Habits, made_up_answers
from engine.living.chain import Chain
from engine.living.seeding import cast_of
from engine.living.simulate import Life, opening_facts
from engine.version import Version, compile_version
from tests.fixtures.world import AUTHORITY, MANAGER, ROOT, read_files
from tests.simulation.soundness import faults_of

CAST = cast_of([MANAGER], AUTHORITY)
PART_OF_OTHERS = "needs_assessment_request"
PROCESSES = sorted(path.stem for path in (ROOT / "processes").glob("*.bpmn") if path.stem != PART_OF_OTHERS)
BELIEVED = Habits.of(tomllib.loads((ROOT / "api/demo/northmoor.toml").read_text(encoding="utf-8"))["habits"])
LATELY = (date(2019, 1, 1), date(2026, 6, 1))
BEGUN = {
    "statement_transfer": (date(2014, 9, 1), date(2018, 2, 1)),
    "lda_transfer": (date(2014, 9, 1), date(2016, 8, 1)),
}
LONG_AGO = {"learning_difficulty_assessment_on": "2014-03-10"}
MISTAKES = 5
PACES = ([0, 3], [0, 30], [0, 120])
LIKELIHOODS = (0.0, 0.02, 0.15)


@lru_cache
def version_of(process: str) -> Version:
    return compile_version(collect(process, read_files()))


@lru_cache
def messages() -> list[str]:
    return sorted({message for process in PROCESSES for message in version_of(process).process.catchers})


class Interrupted(Life):
    """A case whose sweep stood still for some weeks: what fell due then fires on the day it ran again."""

    stood_still = (date.max, date.max)

    def another(self, version: Version, case: str) -> Life:
        life = super().another(version, case)
        assert isinstance(life, Interrupted)
        life.stood_still = self.stood_still
        return life

    def _timers(self) -> list[tuple[str, date]]:
        began, ended = self.stood_still
        return [(timer, ended if began <= day < ended else day) for timer, day in super()._timers()]


class WildPerson:
    """One case of a process, all that it opens, and what people do to them by mistake or against the grain."""

    def __init__(self, process: str, seed: int) -> None:
        self.chance = chance = Random(f"{process}:{seed}")
        self.told: list[str] = []
        self.reopened: set[str] = set()
        first, last = BEGUN.get(process, LATELY)
        self.today = first + timedelta(days=chance.randint(0, (last - first).days))
        self.last = self.today + timedelta(days=chance.choice((200, 500, 1200)))
        version, numbers = version_of(process), count(2)
        life = Interrupted(version, "LIF-000001", "P000001", self._habits(), CAST, chance)
        stopped = self.today + timedelta(days=chance.randint(1, 300))
        life.stood_still = (stopped, stopped + timedelta(days=chance.choice((0, 5, 40))))
        self.chain = Chain(life, version_of, lambda: f"LIF-{next(numbers):06d}")
        life.open(process, opening_facts(version, self.today, chance, life.habits), self.today)

    def _habits(self) -> Habits:
        """People who answer anything, or as a rule; who are quick, or late; to whom much happens, or little."""
        pace, likelihood = self.chance.choice(PACES), self.chance.choice(LIKELIHOODS)
        oldest = 24 if self.chance.random() < 0.3 else 16
        born = self.today - timedelta(days=self.chance.randint(2 * 365, oldest * 365))
        return Habits(
            answers=BELIEVED.answers if self.chance.random() < 0.5 else {},
            known={"date_of_birth": born.isoformat(), **LONG_AGO},
            pace={"any_other": pace},
            happenings=dict.fromkeys(messages(), likelihood),
            moments=dict.fromkeys(messages(), [1, 600]),
        )

    def live(self) -> None:
        """Until the last day, with some mistakes on the way."""
        days = sorted(self.chance.randint(1, (self.last - self.today).days) for _ in range(MISTAKES))
        acts = (self._correct, self._correct, self._excuse, self._hear, self._reopen)
        for day in [self.today + timedelta(days=n) for n in days]:
            self._go_on_to(day)
            self.chance.choice(acts)(self.chance.choice(self.chain.lives))
            self.chain.carry_out()
        self._go_on_to(self.last)

    def _go_on_to(self, day: date) -> None:
        self.chain.until(day)
        self.today = day
        self.told += [f"{day} {s.case} {s.process}: {', '.join(s.tasks) or s.outcome}" for s in self.states]

    @property
    def states(self) -> list[CaseState]:
        return [life.file.state for life in self.chain.lives]

    # --- what people do against the grain -------------------------------------------------------

    def _correct(self, life: Life) -> None:
        """A day was misread."""
        days = sorted(name for name, value in life.file.state.facts.items() if _is_day(value))
        if days:
            name = self.chance.choice(days)
            day = date.fromisoformat(life.file.state.facts[name]) + timedelta(days=self.chance.randint(-40, 20))
            self._tell(life, c.CorrectFacts, facts={name: min(day, self.today).isoformat()}, reason="Misread")

    def _excuse(self, life: Life) -> None:
        """A limit is excused, or its excuse has fallen away."""
        deadlines, grounds = life.file.state.deadlines, life.file.version.law.register.grounds
        if not deadlines or not grounds:
            return
        deadline, ground = deadlines[self.chance.choice(sorted(deadlines))], self.chance.choice(sorted(grounds))
        if deadline.exception is not None:
            self._tell(life, c.EndException, exception=deadline.exception, ended_on=self.today)
            return
        asked = grounds[ground].particulars
        days = [name for name in asked if name.endswith(("_on", "_from", "_until"))]
        particulars = {**dict.fromkeys(asked, "child"), **dict.fromkeys(days, self.today.isoformat())}
        reason = {"ground": ground, "particulars": particulars, "evidence": "A letter"}
        self._tell(life, c.RecordException, timer=deadline.timer, **reason)

    def _hear(self, life: Life) -> None:
        """Something that the case waits for, whoever else may have said it."""
        awaited = sorted(life.file.state.awaits)
        if awaited:
            message = self.chance.choice(awaited)
            form = life.file.version.form_of_message(message)
            payload = made_up_answers(form, self.today, self.chance, life.habits) if form is not None else {}
            self._tell(life, c.ReceiveMessage, message=message, payload=payload)

    def _reopen(self, life: Life) -> None:
        if life.file.state.is_closed:
            self.reopened.add(life.file.state.case)
            self._tell(life, c.ReopenCase, reason="Closed in error")

    def _tell(self, life: Life, kind: type[CaseCommand], **values: Any) -> None:
        """What is refused has not happened, as the engine keeps nothing of it."""
        file = life.file
        entries = list(file.new)
        self.told.append(f"{self.today} {file.state.case} {kind.__name__} {values}")
        try:
            life.do(kind(by=MANAGER, case=file.state.case, **values), self.today)
        except ProcessStuck:
            raise
        except Rejected as refusal:
            self.told[-1] += f" -> {refusal.kind}"
            life.file = relive(file.state.case, entries, file.shelf)
            life.file.shelf = file.shelf

    # --- whether it went well -------------------------------------------------------------------

    def faults(self) -> list[str]:
        """Sentences about whatever is not as it should be in the end."""
        return list(faults_of(self.chain.lives, self.today, self.reopened))


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def wrong_with(process: str, seed: int) -> list[str]:
    """What is wrong with the life of a seed; the last thing told is what it broke off at."""
    person = WildPerson(process, seed)
    try:
        person.live()
    except (Rejected, ValueError, LookupError, AssertionError) as broken:
        return [*person.told[-5:], f"{type(broken).__name__}: {broken}"]
    return person.faults()


def tell(process: str, seed: int) -> None:
    """The life of a seed, line by line; whatever is raised on the way comes after."""
    person = WildPerson(process, seed)
    try:
        person.live()
    finally:
        ends = [
            f"{s.case} {s.process} of {s.opened_by_case}: {s.outcome or [*s.tasks, *s.waits]}" for s in person.states
        ]
        sys.stdout.write("\n".join([*person.told, *ends, ""]))
    sys.stdout.write("\n".join([*person.faults(), ""]))


if __name__ == "__main__":
    tell(sys.argv[1], int(sys.argv[2]))
