"""An outlook: many lives of one process lived in memory, and what became of them and of their limits."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from engine.answering import Habits
from engine.case.commands import Actor, system
from engine.definitions import Package
from engine.seeding import cast_of, opening_facts
from engine.simulate import Life
from engine.version import Version, compile_version

NOWHERE = "outlook"
EVERYBODY = Actor("simulated", "Simulated staff", NOWHERE, frozenset({"manager"}))


@dataclass
class Outlook:
    """What became of the simulated cases. `limits` counts deadlines by key and status."""

    cases: int = 0
    steps: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    limits: dict[str, Counter[str]] = field(default_factory=dict)
    open_tasks: Counter[str] = field(default_factory=Counter)


def look_ahead(
    package: Package,
    cases: int,
    first: date,
    weeks: int,
    habits: Habits,
    chance: Random,
    progress: Callable[[], None] = lambda: None,
) -> Outlook:
    """Live so many cases, begun over the first quarter of the time, until the weeks are over."""
    seen, version = Outlook(), compile_version(package)
    for life in _lives(package.process, version, cases, first, weeks, habits, chance):
        _count(life, seen)
        progress()
    return seen


def _lives(
    process: str, version: Version, cases: int, first: date, weeks: int, habits: Habits, chance: Random
) -> Iterator[Life]:
    cast = cast_of([EVERYBODY, system(NOWHERE, "sweep")], NOWHERE)
    last = first + timedelta(weeks=weeks)
    for number in range(1, cases + 1):
        began = first + timedelta(days=chance.randint(0, weeks * 7 // 4))
        life = Life(version, f"SIM-{number:06d}", "simulated", habits, cast, chance)
        life.open(process, opening_facts(version, began, chance, habits), began)
        life.until(last)
        yield life


def _count(life: Life, seen: Outlook) -> None:
    state = life.file.state
    seen.cases += 1
    seen.steps += life.steps
    seen.outcomes[state.outcome_title or "Still open"] += 1
    seen.open_tasks.update(task.title for task in state.tasks.values())
    for deadline in state.deadlines.values():
        seen.limits.setdefault(deadline.limit, Counter())[deadline.status] += 1
