"""The lists behind figures: each holds the cases that a number counts, no more and no fewer."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Column, Table, and_, select

from engine.case.figure_rows import (
    BROKEN,
    DONE,
    EXCUSED,
    KEPT,
    NOBODY,
    OUTSTANDING,
    OVERDUE,
    UNEXCUSED,
    AdviceCaseRow,
    Part,
    ReachedCaseRow,
    StageCaseRow,
    last_day_at_risk,
)
from engine.case.rows import DeadlineRow, Page
from engine.case.state import MET, MET_LATE, MISSED
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, Term, absent, among, before, equals, from_on, given, up_to
from engine.store.reading.bands import FURTHEST
from engine.store.reading.columns import columns_of
from engine.store.reading.deadlines import DEADLINES
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.measured import advice_time, milestone, stage_time
from engine.store.tables.read_models import case_summary, deadline, open_task

D, T, C = deadline.c, open_task.c, case_summary.c
M, S, A = milestone.c, stage_time.c, advice_time.c


def _listed(table: Table, row: type, day: str, *key: str) -> Listed:
    """Rows of a table, each with its case, sorted by a day."""
    ours = {name: C[name] for name in ("person", "person_name", "process") if name in {one.name for one in fields(row)}}
    columns = columns_of(table, row, **ours)
    return Listed(
        columns,
        table.join(case_summary, C.case == table.c.case),
        {"day": (table.c[day], *(table.c[name] for name in key))},
        row,
    )


_LIMITS = Listed(
    DEADLINES.columns,
    DEADLINES.source,
    {**DEADLINES.sorts, "legal": (D.legal, D.case, D.timer), "met": (D.met_on, D.case, D.timer)},
    DeadlineRow,
)
_PRESSING = Listed(
    DEADLINES.columns,
    open_task.join(deadline, and_(D.case == T.case, D.timer == T.timer)).join(case_summary, C.case == T.case),
    {"working": (T.working, T.case, T.task)},
    DeadlineRow,
)
_REACHED = _listed(milestone, ReachedCaseRow, "reached_on", "case")
_ENDED = _listed(stage_time, StageCaseRow, "ended_on", "began_on", "case")
_RUNNING = _listed(stage_time, StageCaseRow, "began_on", "case")
_ADVICE = _listed(advice_time, AdviceCaseRow, "legal", "case", "timer")


class ListsFigures(Connected):
    def limits_at_risk(
        self,
        authority: str,
        band: str,
        today: date,
        part: Part,
        *,
        team: str | None = None,
        limit: str | None = None,
        is_excused: bool | None = None,
    ) -> Page[DeadlineRow]:
        """Limits overdue, or due in so many weeks, the nearest first."""
        terms = [
            equals(D.authority, authority),
            equals(D.is_under_way, True),
            *_band(D.legal, D.working, band, today),
            *given(equals, D.team, team),
            *given(equals, D.limit, limit),
            *given(equals, D.is_excused, is_excused),
        ]
        arm = Arm(tuple(terms), frozenset({"authority", "is_under_way", "working"}))
        return page(self._connection, _LIMITS, [arm], _wanted(part, "working"))

    def tasks_at_risk(
        self,
        authority: str,
        band: str,
        today: date,
        part: Part,
        officer: str,
        *,
        team: str | None = None,
        is_excused: bool | None = None,
    ) -> Page[DeadlineRow]:
        """The same limits, once for each open task of an officer that they press; `nobody` is an officer too."""
        terms = [
            equals(T.authority, authority),
            absent(T.assignee) if officer == NOBODY else equals(T.assignee, officer),
            *_band(T.legal, T.working, band, today),
            *given(equals, T.team, team),
            *given(equals, T.is_excused, is_excused),
        ]
        arm = Arm(tuple(terms), frozenset({"authority", "assignee", "working"}))
        return page(self._connection, _PRESSING, [arm], _wanted(part, "working"))

    def limits_kept(
        self,
        authority: str,
        limits: Sequence[str],
        basis: str,
        since: date,
        until: date,
        part: Part,
        *,
        which: str | None = None,
        team: str | None = None,
    ) -> Page[DeadlineRow]:
        """The limits that a month counts: `which` are those kept, broken, excused or not excused."""
        day = D.met_on if basis == DONE else D.legal
        terms = [
            equals(D.authority, authority),
            among(D.status, (MET, MET_LATE) if basis == DONE else (MET, MET_LATE, MISSED)),
            from_on(day, since),
            up_to(day, until),
            *given(equals, D.team, team),
            *_which(which),
        ]
        arms = [Arm((equals(D.limit, limit), *terms)) for limit in limits]
        return page(self._connection, _LIMITS, arms, _wanted(part, "met" if basis == DONE else "legal"))

    def holders(self, authority: str, rows: list[DeadlineRow]) -> dict[tuple[str, str], list[str | None]]:
        """Who has the open tasks that each of these limits presses; None is nobody."""
        if not rows:
            return {}
        cases = sorted({row.case for row in rows})
        found_by_case = Arm((equals(T.authority, authority), among(T.case, cases)), frozenset({"case"}))
        query = select(T.case, T.timer, T.assignee).where(*found_by_case.conditions()).distinct()
        found: dict[tuple[str, str], list[str | None]] = {}
        for case, timer, assignee in self._connection.execute(query):
            found.setdefault((case, timer), []).append(assignee)
        return found

    def cases_that_reached(
        self,
        authority: str,
        milestone: str,
        since: date,
        until: date,
        part: Part,
        *,
        kind: str | None = None,
        team: str | None = None,
    ) -> Page[ReachedCaseRow]:
        """The cases that reached a milestone from one day to another."""
        terms = [
            equals(M.authority, authority),
            equals(M.milestone, milestone),
            from_on(M.reached_on, since),
            up_to(M.reached_on, until),
            *given(equals, M.kind, kind),
            *given(equals, M.team, team),
        ]
        return page(self._connection, _REACHED, [Arm(tuple(terms))], _wanted(part, "day"))

    def cases_past_stage(
        self, authority: str, stage: str, since: date, until: date, part: Part, *, team: str | None = None
    ) -> Page[StageCaseRow]:
        """The cases in which a stage ended from one day to another."""
        ended = [from_on(S.ended_on, since), up_to(S.ended_on, until)]
        terms = (equals(S.authority, authority), equals(S.stage, stage), *ended, *given(equals, S.team, team))
        return page(self._connection, _ENDED, [Arm(terms)], _wanted(part, "day"))

    def cases_in_stage(self, authority: str, stage: str, part: Part, *, team: str | None = None) -> Page[StageCaseRow]:
        """The cases in which a stage runs, the longest first."""
        runs = equals(S.ended_on, date.max)
        terms = (equals(S.authority, authority), equals(S.stage, stage), runs, *given(equals, S.team, team))
        return page(self._connection, _RUNNING, [Arm(terms)], _wanted(part, "day"))

    def advice_asked(
        self,
        authority: str,
        service: str,
        since: date,
        until: date,
        part: Part,
        *,
        which: str | None = None,
        team: str | None = None,
    ) -> Page[AdviceCaseRow]:
        """Advice of a service that was due from one day to another: all, in time, late, or outstanding."""
        terms = [
            equals(A.authority, authority),
            equals(A.service, service),
            from_on(A.legal, since),
            up_to(A.legal, until),
            *_how_late(which),
            *given(equals, A.team, team),
        ]
        return page(self._connection, _ADVICE, [Arm(tuple(terms))], _wanted(part, "day"))


def _wanted(part: Part, sort: str) -> Wanted:
    return Wanted(sort, part.limit, part.cursor)


def _band(legal: Column[Any], working: Column[Any], band: str, today: date) -> list[Term]:
    if band == OVERDUE:
        return [before(legal, today), before(working, today)]
    first = today - FURTHEST  # so that an index by the working day begins behind what is overdue
    return [from_on(legal, today), from_on(working, first), up_to(working, last_day_at_risk(band, today))]


def _which(which: str | None) -> list[Term]:
    terms: dict[str | None, list[Term]] = {
        KEPT: [equals(D.status, MET)],
        BROKEN: [among(D.status, (MET_LATE, MISSED))],
        EXCUSED: [equals(D.is_excused, True)],
        UNEXCUSED: [equals(D.is_excused, False)],
    }
    return terms.get(which, [])


def _how_late(which: str | None) -> list[Term]:
    late = Term(A.days_late, lambda days: days > 0)
    terms: dict[str | None, list[Term]] = {
        KEPT: [equals(A.days_late, 0)],
        BROKEN: [late],
        OUTSTANDING: [absent(A.days_late)],
    }
    return terms.get(which, [])
