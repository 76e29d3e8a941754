"""How many tasks a second are completed: through the engine, on each database, in one process and in two."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any

from bench.figures import timed
from bench.office import Office, small_package
from bench.small import APPROVED, FIRST, SECOND, SENT

LONGEST = 600
"""Seconds after which a process is taken to have failed."""

STEPS = ((FIRST, APPROVED), (SECOND, SENT))


def all_in_turn(url: str, cases: int) -> float:
    """Everybody's first task, then everybody's second: each case is read from its snapshot when its turn comes."""
    office = Office(url).found(small_package()).warm()
    opened = office.open_small(cases)
    with timed() as watch:
        for task, answers in STEPS:
            for case in opened:
                office.complete(case, task, answers)
    office.close()
    return cases * len(STEPS) / watch.seconds


def one_by_one(url: str, cases: int) -> float:
    """One case after the other: the second task finds its case still in memory."""
    office = Office(url).found(small_package()).warm()
    opened = office.open_small(cases)
    with timed() as watch:
        for case in opened:
            for task, answers in STEPS:
                office.complete(case, task, answers)
    office.close()
    return cases * len(STEPS) / watch.seconds


def in_processes(url: str, cases: int, processes: int) -> float:
    """The same work, shared by several processes on one database."""
    office = Office(url).found(small_package())
    opened = office.open_small(cases)
    office.close()
    shares = [opened[n::processes] for n in range(processes)]
    return cases * len(STEPS) / together(_complete_share, [(url, share) for share in shares])


def _complete_share(barrier: Barrier, url: str, cases: list[str]) -> None:
    office = Office(url)
    office.register_child()
    office.warm()
    barrier.wait()
    for task, answers in STEPS:
        for case in cases:
            office.complete(case, task, answers)
    barrier.wait()
    office.close()


def together(work: Callable[..., None], shares: list[tuple[Any, ...]]) -> float:
    """Seconds between the two barriers that each process comes to: ready, and done."""
    spawn = get_context("spawn")
    barrier = spawn.Barrier(len(shares) + 1)
    crowd = [spawn.Process(target=work, args=(barrier, *share)) for share in shares]
    for process in crowd:
        process.start()
    barrier.wait(LONGEST)
    began = perf_counter()
    barrier.wait(LONGEST)
    seconds = perf_counter() - began
    for process in crowd:
        process.join()
    return seconds
