"""The list of cases."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from engine.case.filters import CaseFilter
from engine.case.rows import CaseRow, Page
from engine.store.connected import Connected
from engine.store.reading.conditions import columns_of, equal, is_true, says
from engine.store.reading.pages import Conditions, Listed, Wanted, page
from engine.store.tables.read_models import case_summary

C = case_summary.c
_COLUMNS = columns_of(case_summary, CaseRow)
CASES = Listed(
    _COLUMNS,
    case_summary,
    {
        "opened": (C.opened_on, C.case),
        "working": (C.working, C.case),
        "person": (C.person_sort, C.case),
        "case": (C.case,),
    },
    CaseRow,
)
_CASE = select(*_COLUMNS).where(C.case == bindparam("case"), C.authority == bindparam("authority"))


class ReadsCases(Connected):
    def cases(
        self,
        authority: str,
        filter: CaseFilter = CaseFilter(),  # noqa: B008 - frozen
        *,
        sort: str = "-opened",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[CaseRow]:
        """Cases, sorted by day `opened`, `working` day of the next deadline, `person` or `case` number."""
        return page(self._connection, CASES, _arms(authority, filter), Wanted(sort, limit, cursor))

    def case(self, authority: str, case: str) -> CaseRow | None:
        row = self._first(_CASE, authority=authority, case=case)
        return None if row is None else CaseRow(*row)


def _arms(authority: str, filter: CaseFilter) -> list[Conditions]:
    """Open and closed cases stand apart in every index."""
    states = (False, True) if filter.is_closed is None else (filter.is_closed,)
    rest: list[ColumnElement[Any]] = [
        *equal(C.process, filter.process),
        *equal(C.person, filter.person),
        *equal(C.team, filter.team),
        *([] if filter.opened_from is None else [C.opened_on >= filter.opened_from]),
        *([] if filter.opened_to is None else [C.opened_on <= filter.opened_to]),
        *says(C.search, filter.text),
    ]
    return [[C.authority == authority, is_true(C.is_closed, state), *rest] for state in states]
