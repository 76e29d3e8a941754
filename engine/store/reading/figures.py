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


def _sum(fits: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((fits, 1), else_=0)), 0)


def _at_risk(
    key: ColumnElement[str], legal: ColumnElement[date], working: ColumnElement[date], excused: Any
) -> list[Any]:
    return [
        key,
        _sum(legal < _TODAY),
        _sum(and_(legal < _TODAY, excused == true())),
        *(_sum(and_(legal >= _TODAY, working <= last)) for last in _LAST.values()),
    ]


def _risk_by(key: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(*_at_risk(key, D.legal, D.working, D.is_excused))
        .where(D.authority == bindparam("authority"), D.is_under_way == true(), D.working <= _LAST["eight"])
        .group_by(key)
        .order_by(key)
    )


_RISK = {"limit": _risk_by(D.limit), "team": _risk_by(D.team)}
_BY_OFFICER = (
    select(*_at_risk(T.assignee, T.legal, T.working, T.is_excused))
    .where(T.authority == bindparam("authority"))
    .group_by(T.assignee)
    .order_by(T.assignee)
)
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


def _kept(of: Any) -> list[ColumnElement[int]]:
    """How many limits were kept and broken, and how many of each were excused, of days that were counted."""
    kept, broken = of.status == MET, of.status.in_((MET_LATE, MISSED))
    fits = (kept, and_(kept, of.is_excused == true()), broken, and_(broken, of.is_excused == true()))
    return [func.coalesce(func.sum(case((one, of.number), else_=0)), 0) for one in fits]


class CountsLimits(Connected):
    def at_risk(self, authority: str, by: str, today: date, team: str | None = None) -> list[RiskRow]:
        """Limits overdue and due in the next weeks, by `limit` or `team`; by `officer`, the tasks that they press."""
        days = {band: last_day_at_risk(band, today) for band in AT_RISK_DAYS}
        query, of_team = (_BY_OFFICER, T.team) if by == "officer" else (_RISK[by], D.team)
        asked = query if team is None else query.where(of_team == team)
        rows = self._connection.execute(asked, {"authority": authority, "today": today, **days})
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
            .where(D.status.in_((MET, MET_LATE) if basis == DONE else (MET, MET_LATE, MISSED)))
            .where(*([] if team is None else [D.team == team]))
            .group_by(D.limit, day, D.status, D.is_excused)  # as the index has them: no sorting, and few days remain
            .subquery()
        )
        month = func.substr(counted.c.day, 1, 7)
        query = select(counted.c.limit, month, *_kept(counted.c)).group_by(counted.c.limit, month)
        return [MonthRow(*row) for row in self._connection.execute(query.order_by(counted.c.limit, month))]
