"""An outlook: many lives of one process lived in memory, and what became of them and of their limits."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial
from multiprocessing import get_context
from random import Random

from engine.case.commands import Actor, system
from engine.definitions import Package
from engine.living.answering import Habits
from engine.living.seeding import cast_of
from engine.living.simulate import Life, opening_facts
from engine.version import Version, compile_version

NOWHERE = "outlook"
EVERYBODY = Actor("simulated", "Simulated staff", NOWHERE, frozenset({"manager"}))
BATCH = 10
WORTH_SHARING = 100
"""Cases from which on it pays to start further processes, each of which compiles the process for itself."""


@dataclass
class Outlook:
    """What became of the simulated cases. `limits` counts deadlines by key and status."""

    cases: int = 0
    steps: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    limits: dict[str, Counter[str]] = field(default_factory=dict)
    open_tasks: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Outlook") -> None:
        self.cases += other.cases
        self.steps += other.steps
        self.outcomes.update(other.outcomes)
        self.open_tasks.update(other.open_tasks)
        for limit, statuses in other.limits.items():
            self.limits.setdefault(limit, Counter()).update(statuses)


@dataclass(frozen=True)
class Span:
    """The time that is looked at, and how people work in it."""

    first: date
    weeks: int
    habits: Habits


def look_ahead(
    package: Package,
    cases: int,
    span: Span,
    seed: int,
    progress: Callable[[int], None] = lambda cases: None,
    processes: int = 1,
) -> Outlook:
    """Live so many cases, begun over the first quarter of the time, until the weeks are over.

    Each batch of cases has its own chance, so the same seed gives the same lives, however many
    processes share the work. `progress` is told how many cases more have been lived.
    """
    seen = Outlook()
    batches = [range(start, min(start + BATCH, cases)) for start in range(0, cases, BATCH)]
    for part in _in_turn_or_shared(partial(_live_batch, package.to_bytes(), span, seed), batches, processes):
        seen.add(part)
        progress(part.cases)
    return seen


def _in_turn_or_shared(live: Callable[[range], Outlook], batches: list[range], processes: int) -> Iterator[Outlook]:
    if processes == 1 or len(batches) * BATCH < WORTH_SHARING:
        yield from map(live, batches)
        return
    # Spawned, not forked: the one who calls may hold a database or threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(live, batches)


_unpacked = lru_cache(Package.from_bytes)


def _live_batch(packed: bytes, span: Span, seed: int, numbers: range) -> Outlook:
    """The package comes packed, as another process can be handed it."""
    package = _unpacked(packed)
    seen, version = Outlook(), compile_version(package)
    chance = Random(f"{seed}:{numbers.start}")
    for life in _lives(package.process, version, span, chance, numbers):
        _count(life, seen)
    return seen


def _lives(process: str, version: Version, span: Span, chance: Random, numbers: range) -> Iterator[Life]:
    cast = cast_of([EVERYBODY, system(NOWHERE, "sweep")], NOWHERE)
    for number in numbers:
        began = span.first + timedelta(days=chance.randint(0, span.weeks * 7 // 4))
        life = Life(version, f"SIM-{number + 1:06d}", "simulated", span.habits, cast, chance)
        life.open(process, opening_facts(version, began, chance, span.habits), began)
        life.until(span.first + timedelta(weeks=span.weeks))
        yield life


def _count(life: Life, seen: Outlook) -> None:
    state = life.file.state
    seen.cases += 1
    seen.steps += life.steps
    seen.outcomes[state.outcome_title or "Still open"] += 1
    seen.open_tasks.update(task.title for task in state.tasks.values())
    for deadline in state.deadlines.values():
        seen.limits.setdefault(deadline.limit, Counter())[deadline.status] += 1
