"""Cohorts: the plans in force with what a list asks of them, and whose transfers are to be begun."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, false, func, select, true, update

from engine.case.cohorts import REFUSED, STARTED, WAITING, CohortMember, CohortProgress, KeptPlan, Transfer
from engine.case.events import Facts
from engine.case.listed import PHASE_TRANSFER, PLAN_KEPT
from engine.store.connected import Connected
from engine.store.prepared import upsert
from engine.store.tables.read_models import case_summary
from engine.store.tables.truth import cohort_member
from engine.store.types import written_day, written_moment

_PLAN, _MEMBER = case_summary.c, cohort_member.c
_PLANS = (
    select(
        _PLAN.case,
        _PLAN.person,
        _PLAN.person_name,
        _PLAN.team,
        _PLAN.listed,
        _MEMBER.standing,
        _MEMBER.sentence,
    )
    .select_from(
        case_summary.outerjoin(
            cohort_member,
            and_(_MEMBER.authority == _PLAN.authority, _MEMBER.year == bindparam("year"), _MEMBER.case == _PLAN.case),
        )
    )
    .where(_PLAN.authority == bindparam("authority"), _PLAN.is_closed == false(), _PLAN.process == PLAN_KEPT)
    .order_by(_PLAN.person_sort, _PLAN.case)
)
_TRANSFERS = (
    select(
        _PLAN.person,
        _PLAN.case,
        _PLAN.is_closed,
        _PLAN.opened_on,
        _PLAN.outcome,
        _PLAN.outcome_title,
        _PLAN.listed,
    )
    .where(
        _PLAN.authority == bindparam("authority"),
        _PLAN.is_closed.in_([false(), true()]),  # both, so that the index by process answers
        _PLAN.process == PHASE_TRANSFER,
    )
    .order_by(_PLAN.case)
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


class KeptRow(NamedTuple):
    """A plan in force and the transfers of its holder as the database has them: two are equal if nothing differs."""

    plan: Any
    transfers: tuple[Any, ...]

    def read(self) -> KeptPlan:
        row = self.plan
        return KeptPlan(
            row.case,
            row.person,
            row.person_name,
            row.team,
            json.loads(row.listed or "{}"),
            tuple(map(_transfer, self.transfers)),
            row.standing,
            row.sentence,
        )


class ReadsCohorts(Connected):
    def kept_plans(self, authority: str, year: int) -> list[KeptRow]:
        """Every plan in force, by name, with the transfers of its holder: two queries, and no history."""
        transfers: dict[str, tuple[Any, ...]] = {}
        for row in self._all(_TRANSFERS, authority=authority):
            transfers[row.person] = (*transfers.get(row.person, ()), row)
        plans = self._all(_PLANS, authority=authority, year=year)
        return [KeptRow(row, transfers.get(row.person, ())) for row in plans]

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


def _transfer(row: Any) -> Transfer:
    told = _told(row.listed or "{}")
    return Transfer(row.case, row.is_closed, row.opened_on, row.outcome, row.outcome_title, told)


@lru_cache(maxsize=1024)
def _told(text: str) -> Facts:
    """Read once, because a list has thousands of transfers and few days on which they take place."""
    read: Facts = json.loads(text)
    return read
