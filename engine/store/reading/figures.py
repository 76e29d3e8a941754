"""What the law asks of an authority, in numbers: what is at risk, how it was kept, and who carries it."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, distinct, func, select, true
from sqlalchemy.sql import Select

from engine.case.figure_rows import AT_RISK_DAYS, DONE, CarriedRow, MonthRow, RiskRow, last_day_at_risk
from engine.case.state import MET, MET_LATE, MISSED
from engine.store.connected import Connected
from engine.store.reading.bands import sunday_of
from engine.store.tables.read_models import deadline, open_task

D, T = deadline.c, open_task.c
_DAY = D.legal.type
_TODAY = bindparam("today", type_=_DAY)
_LAST = {band: bindparam(band, type_=_DAY) for band in AT_RISK_DAYS}


def _sum(fits: ColumnElement[bool], number: Any = 1) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((fits, number), else_=0)), 0)


def _at_risk(key: ColumnElement[str], of: Any, number: Any = 1) -> list[Any]:
    return [
        key,
        _sum(of.legal < _TODAY, number),
        _sum(and_(of.legal < _TODAY, of.is_excused == true()), number),
        *(_sum(and_(of.legal >= _TODAY, of.working <= last), number) for last in _LAST.values()),
    ]


def _risk_by(key: str, *narrowed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Counted day by day as the index has them, without sorting, and what few rows remain are added up."""
    alike = (D.working, D.legal, D.limit, D.team, D.is_excused)
    days = (
        select(*alike, func.count().label("number"))
        .where(D.authority == bindparam("authority"), D.is_under_way == true(), D.working <= _LAST["eight"], *narrowed)
        .group_by(*alike)
        .subquery()
    )
    return select(*_at_risk(days.c[key], days.c, days.c.number)).group_by(days.c[key]).order_by(days.c[key])


def _risk_by_officer(*narrowed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    pressed = T.authority == bindparam("authority")
    return select(*_at_risk(T.assignee, T)).where(pressed, *narrowed).group_by(T.assignee).order_by(T.assignee)


_TEAM = bindparam("team", type_=D.team.type)
_RISK = {
    "limit": (_risk_by("limit"), _risk_by("limit", D.team == _TEAM)),
    "team": (_risk_by("team"), _risk_by("team", D.team == _TEAM)),
    "officer": (_risk_by_officer(), _risk_by_officer(T.team == _TEAM)),
}
"""Of every team, and of one."""
_CARRIED = (
    select(
        T.assignee,
        T.team,
        func.count(),
        func.count(T.legal),
        _sum(T.legal < _TODAY),
        _sum(and_(T.working <= bindparam("sunday", type_=_DAY), T.legal >= _TODAY)),
        case((T.assignee.is_(None), 0), else_=func.count(distinct(T.case))),
    )
    .where(T.authority == bindparam("authority"))
    .group_by(T.assignee, T.team)
)


def _kept(of: Any, basis: str) -> list[ColumnElement[int]]:
    """How many limits were kept and broken, and how many of each were excused, of days that were counted."""
    kept, broken = of.status == MET, of.status.in_((MET_LATE,) if basis == DONE else (MET_LATE, MISSED))
    fits = (kept, and_(kept, of.is_excused == true()), broken, and_(broken, of.is_excused == true()))
    return [_sum(one, of.number) for one in fits]


class CountsLimits(Connected):
    def at_risk(self, authority: str, by: str, today: date, team: str | None = None) -> list[RiskRow]:
        """Limits overdue and due in the next weeks, by `limit` or `team`; by `officer`, the tasks that they press."""
        days = {band: last_day_at_risk(band, today) for band in AT_RISK_DAYS}
        everywhere, of_a_team = _RISK[by]
        given = {"authority": authority, "today": today, **days}
        rows = self._all(everywhere, **given) if team is None else self._all(of_a_team, team=team, **given)
        found = [RiskRow(*row) for row in rows]
        return [row for row in found if row.overdue or row.eight]

    def carried(self, authority: str, today: date) -> list[CarriedRow]:
        """What everybody carries in each team."""
        given = {"authority": authority, "today": today, "sunday": sunday_of(today)}
        return [CarriedRow(*row) for row in self._all(_CARRIED, **given)]

    def months(
        self, authority: str, limits: list[str], basis: str, since: date, until: date, team: str | None = None
    ) -> list[MonthRow]:
        """How limits were kept month by month, of what fell due, or of what was done, from one day to another."""
        day = D.met_on if basis == DONE else D.legal
        counted = (
            select(D.limit, day.label("day"), D.status, D.is_excused, func.count().label("number"))
            .where(D.authority == authority, D.limit.in_(limits), day >= since, day <= until)
            .where(*([] if team is None else [D.team == team]))
            .group_by(D.limit, day, D.status, D.is_excused)  # as the index has them: no sorting, and few days remain
            .subquery()  # every status: to ask each row for it would take half as long again
        )
        month = func.substr(counted.c.day, 1, 7)
        query = select(counted.c.limit, month, *_kept(counted.c, basis)).group_by(counted.c.limit, month)
        rows = self._connection.execute(query.order_by(counted.c.limit, month))
        return [found for row in rows if (found := MonthRow(*row)).all]
