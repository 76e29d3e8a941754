"""Cohorts: whose transfers are to be begun, and how far that has come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from engine.case.cohorts import REFUSED, STARTED, WAITING, CohortMember, CohortProgress
from engine.store.prepared import upsert
from engine.store.reading.moves import ReadsMoves
from engine.store.tables.truth import cohort_member
from engine.store.types import written_day, written_moment

_MEMBER = cohort_member.c
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


class ReadsCohorts(ReadsMoves):
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
