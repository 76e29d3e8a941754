"""What waits for the system: timers that fell due, effects to carry out, and what failed before."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)

from engine.case.rows import DueTimer, FailureRow, Lag, PendingEffect
from engine.store.connected import Connected
from engine.store.prepared import deletion, upsert
from engine.store.tables.read_models import effect, incident, timer
from engine.store.tables.truth import failure
from engine.store.types import written_moment

_MOMENT = timer.c.due_at.type


def _beside_failures(table: Table, about: Any) -> Any:
    return table.outerjoin(failure, and_(failure.c.case == table.c.case, failure.c.about == about))


def _may_be_tried(table: Table, about: Any) -> ColumnElement[bool]:
    """Not waiting for a later attempt, and not handed to a person as an incident.

    A person who retries clears the failures; the incident stays open until the step has passed.
    """
    handed_over = exists().where(
        incident.c.case == table.c.case, incident.c.about == about, incident.c.is_open == true()
    )
    rested = or_(failure.c.next_attempt_at.is_(None), failure.c.next_attempt_at <= bindparam("now", type_=_MOMENT))
    return and_(rested, or_(failure.c.attempts.is_(None), ~handed_over))


_ATTEMPTS = func.coalesce(failure.c.attempts, 0).label("attempts")
_DUE = (
    select(timer.c.authority, timer.c.case, timer.c.timer, timer.c.due_at, _ATTEMPTS)
    .select_from(_beside_failures(timer, timer.c.timer))
    .where(timer.c.due_at <= bindparam("now", type_=_MOMENT), _may_be_tried(timer, timer.c.timer))
    .order_by(timer.c.due_at, timer.c.case, timer.c.timer)
    .limit(bindparam("most"))
)
_DUE_AFTER = _DUE.where(
    tuple_(timer.c.due_at, timer.c.case, timer.c.timer)
    > tuple_(bindparam("due_at", type_=_MOMENT), bindparam("case"), bindparam("timer"))
)
_PENDING = (
    select(
        effect.c.authority,
        effect.c.case,
        effect.c.effect,
        effect.c.kind,
        effect.c.detail,
        effect.c.recorded_at,
        _ATTEMPTS,
    )
    .select_from(_beside_failures(effect, effect.c.effect))
    .where(_may_be_tried(effect, effect.c.effect))
    .order_by(effect.c.recorded_at, effect.c.case, effect.c.effect)
    .limit(bindparam("most"))
)


def _lag(column: Column[Any]) -> Select[*tuple[Any, ...]]:
    waiting = select(column).where(column <= bindparam("now", type_=_MOMENT)).order_by(column).limit(bindparam("most"))
    found = waiting.subquery()
    return select(func.count(), func.min(found.c[column.name]))


_SWEEP_LAG = _lag(timer.c.due_at)
_EFFECTS_LAG = _lag(effect.c.recorded_at)
_RUNS = select(timer.c.limit).where(timer.c.case == bindparam("case"), timer.c.timer == bindparam("timer"))
_FAILURE = select(failure).where(failure.c.case == bindparam("case"), failure.c.about == bindparam("about"))
_FAILURES = select(failure).where(failure.c.case == bindparam("case"))
_NOTE_FAILURE = upsert(failure)
_CLEAR = deletion(failure)
_CLEAR_ALL = delete(failure).where(failure.c.case == bindparam("case"))


class ReadsWaiting(Connected):
    def due_timers(self, now: datetime, limit: int, after: DueTimer | None = None) -> list[DueTimer]:
        """Timers whose day has passed, of all authorities, the oldest first; `after` goes on from one of them."""
        if after is None:
            return [DueTimer(*row) for row in self._all(_DUE, now=now, most=limit)]
        place = {"due_at": after.due_at, "case": after.case, "timer": after.timer}
        return [DueTimer(*row) for row in self._all(_DUE_AFTER, now=now, most=limit, **place)]

    def is_running(self, case: str, timer: str) -> bool:
        """Whether a timer still runs; another sweep may have fired it meanwhile."""
        return self._first(_RUNS, case=case, timer=timer) is not None

    def pending_effects(self, limit: int, now: datetime) -> list[PendingEffect]:
        """Intents of all authorities that wait to be carried out, the oldest first."""
        rows = (row._asdict() for row in self._all(_PENDING, now=now, most=limit))
        return [PendingEffect(**row | {"detail": json.loads(row["detail"])}) for row in rows]

    def sweep_lag(self, now: datetime, *, most: int = 10_000) -> Lag:
        """How many timers are due and not fired yet, failed ones included."""
        waiting, oldest_at = self._first(_SWEEP_LAG, now=now, most=most)
        return Lag(waiting, oldest_at, most)

    def effects_lag(self, now: datetime, *, most: int = 10_000) -> Lag:
        """How many effects wait to be carried out, failed ones included."""
        waiting, oldest_at = self._first(_EFFECTS_LAG, now=now, most=most)
        return Lag(waiting, oldest_at, most)

    def failure(self, case: str, about: str) -> FailureRow | None:
        row = self._first(_FAILURE, case=case, about=about)
        return None if row is None else FailureRow(*row)


class WritesWaiting(ReadsWaiting):
    def note_failure(self, case: str, about: str, at: datetime, next_attempt_at: datetime, sentence: str) -> int:
        """Remember that firing a timer or carrying out an effect failed; how often it has by now."""
        known = self.failure(case, about)
        attempts = 1 if known is None else known.attempts + 1
        self._keep_failure(FailureRow(case, about, attempts, at, next_attempt_at, sentence))
        return attempts

    def clear_failures(self, case: str, about: str) -> None:
        self._write(_CLEAR, {"case": case, "about": about})

    def _rename_failures(self, case: str, renamed: Mapping[str, str]) -> None:
        rows = [FailureRow(*row) for row in self._all(_FAILURES, case=case)]
        self._write(_CLEAR_ALL, {"case": case})
        for row in rows:
            self._keep_failure(replace(row, about=renamed.get(row.about, row.about)))

    def _keep_failure(self, row: FailureRow) -> None:
        moments = {"failed_at": written_moment(row.failed_at), "next_attempt_at": written_moment(row.next_attempt_at)}
        self._write(_NOTE_FAILURE, {**vars(row), **moments})
