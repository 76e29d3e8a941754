"""The list of cases."""

from dataclasses import replace

from sqlalchemy import bindparam, select

from engine.case.filters import CaseFilter
from engine.case.rows import CaseRow, Page
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, Term, equals, from_on, given, says, up_to
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
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


_BY_PERSON = frozenset({"authority", "person"})
_NUMBER = select(C.case).where(C.authority == bindparam("authority"), C.case == bindparam("case"))


class FindsCases(Connected):
    def case_named(self, authority: str, text: str | None) -> str | None:
        """The case whose number somebody typed; most searches are for one."""
        number = (text or "").strip().upper()
        found = self._first(_NUMBER, authority=authority, case=number) if number else None
        return None if found is None else number


class ReadsCases(FindsCases):
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
        case = self.case_named(authority, filter.text)
        arms = _arms(authority, filter) if case is None else [_arm_of(authority, case, replace(filter, text=None))]
        return page(self._connection, CASES, arms, Wanted(sort, limit, cursor))

    def case(self, authority: str, case: str) -> CaseRow | None:
        row = self._first(_CASE, authority=authority, case=case)
        return None if row is None else CaseRow(*row)


def _arms(authority: str, filter: CaseFilter) -> list[Arm]:
    terms = _terms(authority, filter)
    if filter.person is not None:
        return [Arm((*terms, *given(equals, C.is_closed, filter.is_closed)), _BY_PERSON, is_sorted=True)]
    # Open and closed cases stand apart in every index.
    states = (False, True) if filter.is_closed is None else (filter.is_closed,)
    return [Arm((*terms, equals(C.is_closed, state))) for state in states]


def _arm_of(authority: str, case: str, filter: CaseFilter) -> Arm:
    terms = (*_terms(authority, filter), *given(equals, C.is_closed, filter.is_closed), equals(C.case, case))
    return Arm(terms, frozenset({"case"}), is_sorted=True)


def _terms(authority: str, filter: CaseFilter) -> list[Term]:
    return [
        equals(C.authority, authority),
        *given(equals, C.process, filter.process),
        *given(equals, C.person, filter.person),
        *given(equals, C.team, filter.team),
        *given(from_on, C.opened_on, filter.opened_from),
        *given(up_to, C.opened_on, filter.opened_to),
        *says(C.search, filter.text or ""),
    ]
