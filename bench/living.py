"""Whole lives of the 20-week pathway: replayed and verified, simulated, and weighed."""

import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.figures import milliseconds_of, timed
from bench.office import AUTHORITY, HABITS, MONDAY, Office, pathway
from engine import Looking, Span, look_ahead
from engine.store import fold_finished

LONG_AGO = timedelta(weeks=60)
SPREAD_WEEKS = 23
"""Cases begin over the first quarter of this time, so that each is lived for twenty weeks on average."""


def finished_cases(url: str, cases: int) -> tuple[list[float], float]:
    """Milliseconds to replay and verify each of some finished cases, and the bytes that each keeps when folded."""
    office = Office(url, MONDAY + LONG_AGO).found(pathway())
    before = _bytes(url)
    lived = [office.live_pathway(Random(seed), MONDAY) for seed in range(cases)]
    with office.database.read() as tx:
        finished = [case for case in lived if (row := tx.case(AUTHORITY, case)) is not None and row.is_closed]
    looking = Looking(office.engine)
    milliseconds = [milliseconds_of(lambda c=case: _replay(looking, c), 1)[0] for case in finished]  # type: ignore[misc]
    fold_finished(office.database, date.max)
    office.close()
    return milliseconds[1:], (_bytes(url) - before) / len(lived)


def _replay(looking: Looking, case: str) -> None:
    found = looking.replay(AUTHORITY, case)
    assert found.is_sound, found.flaws


def _bytes(url: str) -> int:
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def seconds_to_simulate(cases: int) -> float:
    """Twenty weeks each of so many cases, in memory, as `duecourse simulate` lives them: on every core."""
    package, span = pathway(), Span(MONDAY, SPREAD_WEEKS, HABITS)
    with timed() as watch:
        look_ahead(package, cases, span, seed=1, processes=os.cpu_count() or 1)
    return watch.seconds
