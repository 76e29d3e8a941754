"""How many due timers a second are fired, by one worker and by two."""

from datetime import timedelta
from multiprocessing.synchronize import Barrier

from bench.completing import together
from bench.figures import timed
from bench.office import Office, small_package
from engine import sweep

PAST_THE_LIMIT = timedelta(weeks=7)


def fired_by_one(url: str, timers: int) -> float:
    office = Office(url).found(small_package())
    office.open_small(timers)
    office.now += PAST_THE_LIMIT
    with timed() as watch:
        fired = sweep(office.engine).fired
    office.close()
    assert fired == timers, f"expected {timers} timers to fire, but {fired} did"
    return timers / watch.seconds


def fired_by_several(url: str, timers: int, workers: int) -> float:
    """On PostgreSQL, where several workers may sweep one database."""
    office = Office(url).found(small_package())
    office.open_small(timers)
    seconds = together(_sweep, [(url,)] * workers)
    office.now += PAST_THE_LIMIT
    left = sweep(office.engine).fired
    office.close()
    assert left == 0, f"expected every timer to fire, but {left} did not"
    return timers / seconds


def _sweep(barrier: Barrier, url: str) -> None:
    office = Office(url)
    office.register_child()
    office.warm()
    office.now += PAST_THE_LIMIT
    barrier.wait()
    # A worker that was passed by everywhere looks again at its next turn, as the alarm clock would have it.
    while (done := sweep(office.engine)).fired or done.passed_over:
        pass
    barrier.wait()
    office.close()
