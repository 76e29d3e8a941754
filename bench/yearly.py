"""Chained lives in memory: twenty weeks after a request, and a year of the plans that a large authority keeps."""

import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from multiprocessing import get_context
from random import Random
from time import perf_counter, process_time

from bench.figures import timed
from bench.office import CAST, HABITS, INVENTED, MANAGER, MONDAY, PATHWAY, Office, at_nine
from bench.small import ROOT
from engine import carry_out, invented_person, list_processes, read_package, sweep
from engine.case.commands import OpenCase
from engine.living.chain import Chain
from engine.living.simulate import Life, opening_facts
from engine.version import Version, compile_version

PLANS = "plan_maintenance"
REVIEWS = "annual_review"
LARGE_AUTHORITY = 18_000
"""Plans."""

YEAR, TWENTY_WEEKS = timedelta(days=365), timedelta(weeks=20)
SHARE = 30
"""Lives that a process lives before it says how far it is."""


@dataclass
class Lived:
    """What so many lives were, and what they took. A step is a task done, a timer fired or a message heard."""

    lives: int = 0
    steps: int = 0
    cases: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    """Of processor time, which other work on the machine does not lengthen as it does the time on the clock."""
    megabytes: float = 0.0
    """The most that a process held."""
    elapsed: float = 0.0

    def add(self, other: "Lived") -> None:
        self.lives += other.lives
        self.steps += other.steps
        self.cases.update(other.cases)
        self.seconds += other.seconds
        self.megabytes = max(self.megabytes, other.megabytes)

    @property
    def steps_a_second(self) -> float:
        return self.steps / self.seconds

    @property
    def milliseconds_each(self) -> float:
        return self.seconds * 1000 / self.lives


def twenty_weeks(lives: int) -> Lived:
    """Requests, each with all that comes of it in twenty weeks."""
    return _shared(_requests, lives)


def year_of_plans(plans: int) -> Lived:
    """Plans made in the year before, each with the reviews, amendments, moves and disputes of one year."""
    return _shared(_plans, plans)


def _shared(live: Callable[[range], Lived], lives: int) -> Lived:
    shares = [range(start, min(start + SHARE, lives)) for start in range(0, lives, SHARE)]
    whole, began = Lived(), perf_counter()
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        for part in pool.map(live, shares):
            whole.add(part)
            print(f"  {whole.lives:,} of {lives:,} lived", end="\r", file=sys.stderr)
    whole.elapsed = perf_counter() - began
    return whole


def _requests(numbers: range) -> Lived:
    return _measured((_chain(PATHWAY, MONDAY, number), MONDAY, TWENTY_WEEKS) for number in numbers)


def _plans(numbers: range) -> Lived:
    """What happened to a plan before the year is lived too, but not measured."""
    begun = ((number, MONDAY - timedelta(days=Random(number).randint(1, YEAR.days))) for number in numbers)
    return _measured((_chain(PLANS, made_on, number), MONDAY, YEAR) for number, made_on in begun)


def _measured(chains: Iterator[tuple[Chain, date, timedelta]]) -> Lived:
    _compile_all()
    lived = Lived()
    for chain, first, time in chains:
        chain.until(first)
        before, began = sum(life.steps for life in chain.lives), process_time()
        chain.until(first + time)
        lived.seconds += process_time() - began
        lived.lives += 1
        lived.steps += sum(life.steps for life in chain.lives) - before
        lived.cases.update(life.file.state.process for life in chain.lives)
    lived.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return lived


def _chain(process: str, began: date, number: int) -> Chain:
    """A case that begins; each number is another child, and always the same one."""
    chance, names = Random(f"{process}:{number}"), count(2)
    child = invented_person(INVENTED["people"], began, chance, (4, 18))
    habits = HABITS.knowing({"date_of_birth": child["date_of_birth"]})
    version = _version(process)
    assert version is not None, f"there is no process {process}"
    life = Life(version, f"{number}-1", "P000001", habits, CAST, chance)
    life.open(process, opening_facts(version, began, chance, habits), began)
    return Chain(life, _version, lambda: f"{number}-{next(names)}")


@lru_cache
def _version(process: str) -> Version | None:
    return compile_version(read_package(ROOT / "processes", process))


@lru_cache
def _compile_all() -> None:
    for process in list_processes(ROOT / "processes"):
        _version(process)


def planning_day(url: str, plans: int) -> float:
    """Reviews opened a second by the sweep, on the day on which so many plans fall due to have theirs planned."""
    office = Office(url).found(*(read_package(ROOT / "processes", process) for process in (PLANS, REVIEWS)))
    for _ in range(plans):
        office.register_child()  # each plan is another child's: a review speaks to all that is open for its child
        _open(office, PLANS)
    _open(office, REVIEWS, review_kind="annual")  # compiles it
    with office.database.read() as tx:
        [first] = tx.due_timers(at_nine(MONDAY + YEAR), 1)
    office.now = first.due_at + timedelta(hours=9)
    with timed() as watch:
        fired = sweep(office.engine).fired
        failed = carry_out(office.engine).failed
    office.close()
    assert (fired, failed) == (plans, 0), f"expected {plans} reviews, but {fired} timers fired, {failed} failed"
    return plans / watch.seconds


def _open(office: Office, process: str, **more: str) -> None:
    """A case of a child whose next move to another school is far away."""
    facts = {"plan_made_on": MONDAY.isoformat(), "date_of_birth": "2018-05-04", **more}
    office.engine.handle(OpenCase(by=MANAGER, process=process, person=office.person, facts=facts))
