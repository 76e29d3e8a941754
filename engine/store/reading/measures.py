"""What cases reached, how long their stages took, and how late advice came, counted."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.sql import Select

from engine.case.figure_rows import AdviceRow, OpenCasesRow, ReachedRow, SpellRow
from engine.statute import Calendar
from engine.store.connected import Connected
from engine.store.tables.measured import advice_time, milestone, stage_time
from engine.store.tables.read_models import case_summary

ENGLAND = Calendar()
M, S, A, C = milestone.c, stage_time.c, advice_time.c, case_summary.c
_OVERDUE = case((C.legal < bindparam("today", type_=C.legal.type), 1), else_=0)
_OPEN = (
    select(C.process, func.count(), func.coalesce(func.sum(_OVERDUE), 0))
    .where(C.authority == bindparam("authority"), C.is_closed.is_(False))
    .group_by(C.process)
    .order_by(C.process)
)
Query = Select[*tuple[Any, ...]]


class CountsMeasures(Connected):
    def reached(
        self, authority: str, milestones: Sequence[str], since: date, until: date, team: str | None = None
    ) -> list[ReachedRow]:
        """How many cases reached milestones in each month, by kind, from one day to another."""
        days: Query = (
            select(M.milestone, M.reached_on, M.kind, func.count().label("cases"))
            .where(M.authority == authority, M.milestone.in_(milestones), M.reached_on >= since, M.reached_on <= until)
            .group_by(M.milestone, M.reached_on, M.kind)
        )
        of_day = (days if team is None else days.where(M.team == team)).subquery().c
        alike = (of_day.milestone, func.substr(of_day.reached_on, 1, 7), of_day.kind)
        query = select(*alike, func.sum(of_day.cases)).group_by(*alike).order_by(*alike)
        return [ReachedRow(*row[:3], int(row[3])) for row in self._connection.execute(query)]

    def spells(
        self, authority: str, stages: Sequence[str], since: date, until: date, team: str | None = None
    ) -> list[SpellRow]:
        """The working days of the stages that ended from one day to another, and in how many cases each number."""
        days: Query = (
            select(S.stage, S.ended_on, S.working_days, func.count().label("cases"))
            .where(S.authority == authority, S.stage.in_(stages), S.ended_on >= since, S.ended_on <= until)
            .group_by(S.stage, S.ended_on, S.working_days)
        )
        return [SpellRow(*row) for row in self._summed(days if team is None else days.where(S.team == team))]

    def running(self, authority: str, stages: Sequence[str], today: date, team: str | None = None) -> list[SpellRow]:
        """The working days up to today of the stages that still run, and in how many cases each number."""
        query: Query = (
            select(S.stage, S.began_on, func.count())
            .where(S.authority == authority, S.stage.in_(stages), S.ended_on == date.max)
            .group_by(S.stage, S.began_on)
            .order_by(S.stage, S.began_on)
        )
        rows = self._connection.execute(query if team is None else query.where(S.team == team))
        return [SpellRow(stage, ENGLAND.working_days_between(began, today), cases) for stage, began, cases in rows]

    def advice_times(self, authority: str, since: date, until: date, team: str | None = None) -> list[AdviceRow]:
        """How late the advice came that was due from one day to another, by service."""
        days: Query = (
            select(A.service, A.legal, A.days_late, func.count().label("cases"))
            .where(A.authority == authority, A.legal >= since, A.legal <= until)
            .group_by(A.legal, A.service, A.days_late)
        )
        return [AdviceRow(*row) for row in self._summed(days if team is None else days.where(A.team == team))]

    def _summed(self, days: Query) -> Iterator[tuple[Any, ...]]:
        """What was counted day by day, in the order of an index, without the days: much cheaper than all at once."""
        of_day = days.subquery()
        what, _, number, cases = of_day.c
        query = select(what, number, func.sum(cases)).group_by(what, number).order_by(what, number)
        return ((*row[:2], int(row[2])) for row in self._connection.execute(query))

    def open_cases(self, authority: str, today: date, team: str | None = None) -> list[OpenCasesRow]:
        """How many cases of each process are open."""
        query = _OPEN if team is None else _OPEN.where(C.team == team)
        rows = self._connection.execute(query, {"authority": authority, "today": today})
        return [OpenCasesRow(*row) for row in rows]
