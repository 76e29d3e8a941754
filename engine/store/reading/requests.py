"""What is asked of people outside, over all cases: the boards of advice and of consultations."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select

from engine.case.outside_rows import FamilyWordRow
from engine.case.requests import RECEIVED, TO_CHECK, TO_SEND, WAITING, RequestCounts, RequestFilter, RequestRow
from engine.case.rows import Page
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, Term, among, before, equals, given
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.outside import family_word, request

R, W = request.c, family_word.c
REQUESTS = Listed(
    columns_of(request, RequestRow),
    request,
    {
        "working": (R.working, R.case, R.item),
        "person": (R.person_sort, R.case, R.item),
        "who": (R.who_sort, R.case, R.item),
    },
    RequestRow,
)
WORDS = Listed(
    columns_of(family_word, FamilyWordRow),
    family_word,
    {"received": (W.received_on, W.case, W.answer)},
    FamilyWordRow,
)


class ReadsRequests(Connected):
    def requests(
        self,
        authority: str,
        filter: RequestFilter = RequestFilter(),  # noqa: B008 - frozen
        *,
        sort: str = "working",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[RequestRow]:
        """What advisers and schools were asked in cases that run."""
        return page(self._connection, REQUESTS, [Arm(_terms(authority, filter))], Wanted(sort, limit, cursor))

    def who_was_asked(self, authority: str, cases: Iterable[str]) -> dict[tuple[str, str], str]:
        """The adviser or school that stands behind each item of some cases."""
        terms = (equals(R.authority, authority), among(R.case, cases))
        asked = Arm(terms, frozenset({"case"})).conditions()
        rows = self._connection.execute(select(R.case, R.item, R.who).where(*asked))
        return {(case, item): who for case, item, who in rows}

    def count_requests(self, authority: str, filter: RequestFilter, today: date, most: int) -> RequestCounts:
        """How many there are of each standing under a filter, whatever standing it asks for."""
        by = {name: {"standing": name} for name in (TO_SEND, WAITING, TO_CHECK, RECEIVED)}
        asked: dict[str, dict[str, Any]] = {**by, "late": {"standing": WAITING, "late_on": today}}
        counts = {name: self._count(authority, filter, more, most) for name, more in asked.items()}
        return RequestCounts(**counts, most=most)

    def _count(self, authority: str, filter: RequestFilter, more: dict[str, Any], most: int) -> int:
        said = {**vars(filter), "standing": None, "late_on": None, **more}
        arm = Arm(_terms(authority, RequestFilter(**said)))
        few = select(R.case).where(*arm.conditions()).limit(most + 1).subquery()
        return int(self._connection.execute(select(func.count()).select_from(few)).scalar_one())

    def family_words(self, authority: str, *, limit: int = 50, cursor: str | None = None) -> Page[FamilyWordRow]:
        """What families sent that nobody has taken note of yet, the oldest first."""
        return page(
            self._connection, WORDS, [Arm((equals(W.authority, authority),))], Wanted("received", limit, cursor)
        )


def _terms(authority: str, filter: RequestFilter) -> tuple[Term, ...]:
    return (
        equals(R.authority, authority),
        *given(equals, R.kind, filter.kind),
        *given(equals, R.standing, filter.standing),
        *given(equals, R.service, filter.service),
        *given(equals, R.who, filter.who),
        *given(equals, R.team, filter.team),
        *given(before, R.working, filter.late_on),
        *given(before, R.legal, filter.late_on),
    )
