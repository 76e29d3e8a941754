"""What the law asks in each case, what is at risk, and how the limits were kept."""

from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select, true

from engine.case.filters import DeadlineFilter
from engine.case.rows import DeadlineRow, Page, TimelinessRow
from engine.case.state import LIFTED, MET, MET_LATE, MISSED, RUNNING
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, Term, before, equals, from_on, given, up_to
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.read_models import case_summary, deadline

D = deadline.c
_COLUMNS = columns_of(deadline, DeadlineRow, person_name=case_summary.c.person_name)
_SOURCE = deadline.join(case_summary, case_summary.c.case == D.case)
DEADLINES = Listed(_COLUMNS, _SOURCE, {"working": (D.working, D.case, D.timer)}, DeadlineRow)
_OF_CASE = (
    select(*_COLUMNS)
    .select_from(_SOURCE)
    .where(D.case == bindparam("case"), D.authority == bindparam("authority"))
    .order_by(D.working, D.timer)
)
_MONTH = func.substr(D.legal, 1, 7)


def _counted(status: str, *, if_excused: bool = False) -> ColumnElement[int]:
    fits = and_(D.status == status, D.is_excused == true()) if if_excused else D.status == status
    return func.coalesce(func.sum(case((fits, 1), else_=0)), 0)


_TIMELINESS = (
    select(
        D.limit,
        _MONTH,
        _counted(MET),
        _counted(MET_LATE),
        _counted(MET_LATE, if_excused=True),
        _counted(MISSED),
        _counted(MISSED, if_excused=True),
        _counted(RUNNING),
    )
    .where(D.status != LIFTED)
    .group_by(D.limit, _MONTH)
    .order_by(D.limit, _MONTH)
)


class ReadsDeadlines(Connected):
    def deadlines_of(self, authority: str, case: str) -> list[DeadlineRow]:
        """All deadlines of a case, met and lifted ones too."""
        return [DeadlineRow(*row) for row in self._all(_OF_CASE, authority=authority, case=case)]

    def deadlines_at_risk(
        self,
        authority: str,
        filter: DeadlineFilter = DeadlineFilter(),  # noqa: B008 - frozen
        *,
        due_before: date | None = None,
        sort: str = "working",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[DeadlineRow]:
        """Deadlines still to be met, missed ones included, whose working day is before a day."""
        under_way = [equals(D.authority, authority), equals(D.is_under_way, True)]
        arm = Arm((*under_way, *_terms(filter), *given(before, D.working, due_before)))
        return page(self._connection, DEADLINES, [arm], Wanted(sort, limit, cursor))

    def timeliness(
        self,
        authority: str,
        since: date,
        until: date,
        filter: DeadlineFilter = DeadlineFilter(),  # noqa: B008 - frozen
    ) -> list[TimelinessRow]:
        """How each limit was kept, by the month of its legal day, from one day to another, both included."""
        days = (equals(D.authority, authority), from_on(D.legal, since), up_to(D.legal, until))
        arm = Arm((*days, *_terms(filter)))
        return [TimelinessRow(*row) for row in self._connection.execute(_TIMELINESS.where(*arm.conditions()))]


def _terms(filter: DeadlineFilter) -> list[Term]:
    return [
        *given(equals, D.process, filter.process),
        *given(equals, D.team, filter.team),
        *given(equals, D.limit, filter.limit),
    ]
