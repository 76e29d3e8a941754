"""The list of cases."""

from sqlalchemy import bindparam, select

from engine.case.filters import CaseFilter
from engine.case.rows import CaseRow, Page
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, Term, before, equals, from_on, given, up_to
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.reading.searching import Search, says
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
        search = Search(self._connection, authority, filter.text)
        arms = _arms(authority, filter, search.among_cases())
        return page(self._connection, CASES, arms, Wanted(sort, limit, cursor))

    def case(self, authority: str, case: str) -> CaseRow | None:
        row = self._first(_CASE, authority=authority, case=case)
        return None if row is None else CaseRow(*row)


def _arms(authority: str, filter: CaseFilter, leading: list[Term]) -> list[Arm]:
    terms = [*_terms(authority, filter), *leading]
    equal = {term.name for term in terms if term.values}
    for narrow in ({"case"}, {"authority", "person"}):
        if narrow & equal > narrow & {"authority"}:
            state = given(equals, C.is_closed, filter.is_closed)
            return [Arm((*terms, *state), frozenset(narrow), is_sorted=True)]
    # Open and closed cases stand apart in every index.
    states = (False, True) if filter.is_closed is None else (filter.is_closed,)
    return [Arm((*terms, equals(C.is_closed, state))) for state in states]


def _terms(authority: str, filter: CaseFilter) -> list[Term]:
    return [
        equals(C.authority, authority),
        *given(equals, C.process, filter.process),
        *given(equals, C.person, filter.person),
        *given(equals, C.team, filter.team),
        *given(from_on, C.opened_on, filter.opened_from),
        *given(up_to, C.opened_on, filter.opened_to),
        *given(before, C.legal, filter.overdue_on),
        *given(before, C.working, filter.overdue_on),  # says no more, but is what the index is sorted by
        *says(C.search, filter.text),
    ]
