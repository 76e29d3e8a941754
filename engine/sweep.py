"""The sweep: fire what fell due, oldest first, each in its own transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.case.commands import FireTimer, RaiseIncident, system
from engine.case.rejections import CaseMovedOn, TimerNotDue, TimerNotRunning
from engine.case.rows import DueTimer
from engine.engine import Engine

BATCH = 200
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
"""How long a timer that failed waits before it is tried again; after the last it is an incident."""

log = logging.getLogger("duecourse.sweep")


@dataclass(frozen=True)
class Swept:
    """What one sweep did. `passed_over` were taken by somebody else at that moment."""

    fired: int = 0
    failed: int = 0
    passed_over: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(self.fired + other.fired, self.failed + other.failed, self.passed_over + other.passed_over)


def sweep(engine: Engine, most: int | None = None) -> Swept:
    """Fire every timer that is due (or at most so many). Two sweeps at once are harmless."""
    swept = Swept()
    now = engine.clock()
    while most is None or swept.fired + swept.failed + swept.passed_over < most:
        with engine.database.read() as tx:
            due = tx.due_timers(now, BATCH)
        done = sum((_fire(engine, timer, now) for timer in due), Swept())
        swept += done
        if len(due) < BATCH or done.fired + done.failed == 0:
            break
    return swept


def _fire(engine: Engine, timer: DueTimer, now: datetime) -> Swept:
    by = system(timer.authority, "sweep")
    try:
        engine.handle(FireTimer(by=by, case=timer.case, timer=timer.timer), wait=False)
    except (TimerNotRunning, TimerNotDue, CaseMovedOn):
        return Swept(passed_over=1)
    except Exception as failure:  # noqa: BLE001 - one timer that fails must never hold up those behind it
        log.exception("Timer %s of case %s failed", timer.timer, timer.case)
        _note(engine, timer, now, f"{type(failure).__name__}: {failure}")
        return Swept(failed=1)
    return Swept(fired=1)


def _note(engine: Engine, timer: DueTimer, now: datetime, sentence: str) -> None:
    note_failure(engine, timer.authority, timer.case, timer.timer, timer.attempts, now, sentence)


def note_failure(
    engine: Engine, authority: str, case: str, about: str, attempts: int, now: datetime, sentence: str
) -> None:
    """Try again after a growing pause; when the pauses are used up, a person must look."""
    pause = PAUSES[min(attempts, len(PAUSES) - 1)]
    with engine.database.write() as tx:
        tx.note_failure(case, about, now, now + pause, sentence)
    if attempts >= len(PAUSES) - 1:
        by = system(authority, "sweep")
        engine.handle(RaiseIncident(by=by, case=case, about=about, sentence=sentence))
