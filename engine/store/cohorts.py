"""Cohorts: the plans in force with what a list asks of them, and whose transfers are to be begun."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import and_, bindparam, false, func, select, update

from engine.case.cohorts import REFUSED, STARTED, WAITING, CohortMember, CohortProgress, KeptPlan, Transfer
from engine.case.events import Facts
from engine.case.listed import PHASE_TRANSFER, PLAN_KEPT
from engine.store.connected import Connected
from engine.store.prepared import upsert
from engine.store.tables.read_models import case_summary
from engine.store.tables.truth import cohort_member
from engine.store.types import written_day, written_moment

_KEPT_PLAN, _MOVED = case_summary.alias("plan"), case_summary.alias("move")
_PLAN, _MOVE, _MEMBER = _KEPT_PLAN.c, _MOVED.c, cohort_member.c
_SORTED = (_PLAN.person_sort, _PLAN.case)
_KEPT = (
    select(
        _PLAN.case,
        _PLAN.person,
        _PLAN.person_name,
        _PLAN.team,
        _PLAN.listed,
        _MEMBER.standing,
        _MEMBER.sentence,
        _MOVE.case.label("transfer"),
        _MOVE.is_closed,
        _MOVE.opened_on,
        _MOVE.outcome,
        _MOVE.outcome_title,
        _MOVE.listed.label("told"),
    )
    .select_from(
        _KEPT_PLAN.outerjoin(
            _MOVED,
            and_(
                _MOVE.authority == _PLAN.authority,
                _MOVE.person == _PLAN.person,
                _MOVE.process == PHASE_TRANSFER,
            ),
        ).outerjoin(
            cohort_member,
            and_(_MEMBER.authority == _PLAN.authority, _MEMBER.year == bindparam("year"), _MEMBER.case == _PLAN.case),
        )
    )
    .where(_PLAN.authority == bindparam("authority"), _PLAN.is_closed == false(), _PLAN.process == PLAN_KEPT)
    .order_by(*_SORTED, _MOVE.case)
)
_OF_YEAR = (_MEMBER.authority == bindparam("authority"), _MEMBER.year == bindparam("year"))
_COUNTS = select(_MEMBER.standing, func.count()).where(*_OF_YEAR).group_by(_MEMBER.standing)
_REFUSALS = select(_MEMBER.case, _MEMBER.sentence).where(*_OF_YEAR, _MEMBER.standing == REFUSED).order_by(_MEMBER.case)
_WAITING = (
    select(
        _MEMBER.authority,
        _MEMBER.year,
        _MEMBER.case,
        _MEMBER.person,
        _MEMBER.move_on,
        _MEMBER.asked_by,
    )
    .where(_MEMBER.standing == WAITING)
    .order_by(_MEMBER.asked_at, _MEMBER.authority, _MEMBER.year, _MEMBER.case)
)
_ASK = upsert(cohort_member, ("move_on", "asked_by", "asked_at", "standing", "sentence"))
_SETTLE = (
    update(cohort_member)
    .where(
        _MEMBER.authority == bindparam("of_authority"),
        _MEMBER.year == bindparam("of_year"),
        _MEMBER.case == bindparam("of_case"),
    )
    .values(standing=bindparam("standing"), sentence=bindparam("sentence"))
)


class ReadsCohorts(Connected):
    def kept_plans(self, authority: str, year: int) -> list[KeptPlan]:
        """Every plan in force, by name: one query, and no history."""
        rows = self._all(_KEPT, authority=authority, year=year)
        return [_kept(list(of_case)) for _, of_case in groupby(rows, key=lambda row: row.case)]

    def cohort_progress(self, authority: str, year: int) -> CohortProgress:
        counted = {row[0]: row[1] for row in self._all(_COUNTS, authority=authority, year=year)}
        refusals = {row[0]: row[1] or "" for row in self._all(_REFUSALS, authority=authority, year=year)}
        return CohortProgress(counted.get(WAITING, 0), counted.get(STARTED, 0), counted.get(REFUSED, 0), refusals)

    def waiting_members(self) -> list[CohortMember]:
        """Those whose transfers are still to be begun, of every authority, the first asked for first."""
        return [CohortMember(*row) for row in self._all(_WAITING)]


class WritesCohorts(ReadsCohorts):
    def put_in_cohort(self, members: Sequence[CohortMember], *, by: str, at: datetime) -> None:
        """Note whose transfers are to be begun; one that was refused is tried again."""
        self._write(_ASK, *({**_row(member), "asked_by": by, "asked_at": written_moment(at)} for member in members))

    def settle_member(self, member: CohortMember, standing: str, sentence: str | None = None) -> None:
        of = {"of_authority": member.authority, "of_year": member.year, "of_case": member.case}
        self._write(_SETTLE, {**of, "standing": standing, "sentence": sentence})


def _row(member: CohortMember) -> dict[str, Any]:
    move_on = written_day(member.move_on)
    return {**vars(member), "move_on": move_on, "standing": WAITING, "sentence": None}


def _kept(rows: list[Any]) -> KeptPlan:
    """One plan, with the rows of the transfers of its holder."""
    first = rows[0]
    return KeptPlan(
        first.case,
        first.person,
        first.person_name,
        first.team,
        json.loads(first.listed or "{}"),
        tuple(_transfers(rows)),
        first.standing,
        first.sentence,
    )


def _transfers(rows: list[Any]) -> Iterator[Transfer]:
    for row in rows:
        if row.transfer is not None:
            told = _told(row.told or "{}")
            yield Transfer(row.transfer, row.is_closed, row.opened_on, row.outcome, row.outcome_title, told)


@lru_cache(maxsize=1024)
def _told(text: str) -> Facts:
    """Read once, because a list has thousands of transfers and few days on which they take place."""
    read: Facts = json.loads(text)
    return read
