"""Plans in force with what there is of a transfer in one September: counted as they are alike, and listed by name."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, cast, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from engine.case.cohorts import (
    IN_ERROR,
    IN_HAND,
    MOVED,
    NOT_STARTED,
    NOTHING,
    REFUSED,
    SETTLED,
    STARTING,
    Alike,
    KeptPlan,
    Wanted,
)
from engine.case.listed import PLAN_KEPT
from engine.case.rows import Page
from engine.store.connected import Connected
from engine.store.reading.pages import bad
from engine.store.tables.read_models import case_summary
from engine.store.tables.truth import cohort_member
from engine.store.types import WORDS
from engine.store.wording import plain

_PLAN, _MOVE, _NAMED = case_summary.alias("plan"), case_summary.alias("move"), case_summary.alias("named")
P, M, MEMBER = _PLAN.c, _MOVE.c, cohort_member.c
ASKED = cohort_member.alias("asked").c
AUTHORITY: ColumnElement[str] = bindparam("authority")
YEAR: ColumnElement[int] = bindparam("year")
LAST_YEAR: ColumnElement[int] = bindparam("last_year")


def _transfer(said: ColumnElement[Any], year: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    """Something of the transfer of a September, one that is open before those that have ended."""
    return (
        select(said)
        .where(M.authority == AUTHORITY, M.move_year == year, M.person == P.person, *conditions)
        .order_by(M.is_closed, M.case)
        .limit(1)
        .correlate(_PLAN, cohort_member)
        .scalar_subquery()
    )


def _of_year(said: ColumnElement[Any]) -> Any:
    counts = or_(MEMBER.standing.is_not(None), M.outcome.is_(None), M.outcome != literal(IN_ERROR, WORDS))
    return _transfer(said, YEAR, counts)


_BEFORE = _transfer(M.case, LAST_YEAR, or_(~M.is_closed, *(M.outcome == outcome for outcome in MOVED)))
_IS_BEFORE = _BEFORE.is_not(None)
_ASKED_FOR = case((MEMBER.standing.is_(None), NOTHING), (MEMBER.standing == REFUSED, NOT_STARTED), else_=STARTING)
_STANDING = func.coalesce(_of_year(case((M.is_closed, SETTLED), else_=IN_HAND)), _ASKED_FOR)
_SOURCE = _PLAN.outerjoin(
    cohort_member, and_(MEMBER.authority == AUTHORITY, MEMBER.year == YEAR, MEMBER.case == P.case)
)
_IN_FORCE = (P.authority == AUTHORITY, P.profile.is_not(None))
_WITH_A_TRANSFER = or_(
    P.person.in_(select(M.person).where(M.authority == AUTHORITY, M.move_year.in_((YEAR, LAST_YEAR)))),
    P.case.in_(select(ASKED.case).where(ASKED.authority == AUTHORITY, ASKED.year == YEAR)),
)
_EACH = (
    select(P.profile, _STANDING.label("standing"), _IS_BEFORE.label("is_moved_before"))
    .select_from(_SOURCE)
    .where(*_IN_FORCE, _WITH_A_TRANSFER)
    .offset(0)  # so that SQLite does not work each of them out again for the groups
    .subquery()
)
_IN_A_TRANSFER = select(*_EACH.c, func.count().label("number")).group_by(*_EACH.c)
_PROFILES = select(P.profile, func.count()).where(*_IN_FORCE).group_by(P.profile)
_FOUND = (
    select(
        P.person_sort,
        P.case,
        _STANDING.label("standing"),
        _of_year(M.case).label("transfer"),
        _of_year(M.outcome_title).label("outcome_title"),
        _BEFORE.label("before"),
        MEMBER.sentence,
    )
    .select_from(_SOURCE)
    .where(*_IN_FORCE)
    .order_by(P.person_sort, P.case)
)
_PLACE = select(case_summary.c.person_sort).where(
    case_summary.c.case == bindparam("case"),
    case_summary.c.authority == bindparam("authority"),
    case_summary.c.process == PLAN_KEPT,
)


class ReadsMoves(Connected):
    def plans_alike(self, authority: str, year: int) -> list[Alike]:
        """Every plan in force, counted: all by an index, and those with a transfer once more by what there is of it."""
        asked = {"authority": authority, "year": year, "last_year": year - 1}
        in_a_transfer = [Alike(*row) for row in self._all(_IN_A_TRANSFER, **asked)]
        others = Counter({profile: number for profile, number in self._all(_PROFILES, authority=authority)})
        for one in in_a_transfer:
            others[one.profile] -= one.number
        return in_a_transfer + [Alike(profile, NOTHING, False, number) for profile, number in (+others).items()]

    def kept_plans(self, authority: str, year: int, wanted: Wanted) -> list[KeptPlan]:
        """Every plan that is wanted, by name."""
        return self._kept(self._narrowed(wanted), authority, year)

    def page_of_plans(
        self, authority: str, year: int, wanted: Wanted, *, limit: int, after: str | None
    ) -> Page[KeptPlan]:
        """Some of them, behind the plan whose case the page before ended with."""
        query = self._narrowed(wanted).limit(limit + 1)
        if after is not None:
            place = self._first(_PLACE, case=after, authority=authority)
            if place is None:
                raise bad("after", "Cursor must be one that this list gave")
            query = query.where(tuple_(P.person_sort, P.case) > tuple_(literal(place[0], WORDS), literal(after, WORDS)))
        found = self._kept(query, authority, year)
        return Page(found[:limit], found[limit - 1].case if len(found) > limit else None)

    def _kept(self, query: Select[*tuple[Any, ...]], authority: str, year: int) -> list[KeptPlan]:
        """The summaries are read of those alone that were found in the index."""
        found, named = query.subquery("found"), _NAMED.c
        rows = (
            select(found, named.person, named.person_name, named.team, named.profile, named.listed)
            .join_from(found, _NAMED, named.case == found.c.case)
            .order_by(found.c.person_sort, found.c.case)
        )
        asked = {"authority": authority, "year": year, "last_year": year - 1}
        return [_read(row) for row in self._connection.execute(rows, asked)]

    def _narrowed(self, wanted: Wanted) -> Select[*tuple[Any, ...]]:
        query = _FOUND
        if wanted.profiles is not None and wanted.moved_before is not None:
            as_they_are = and_(~_IS_BEFORE, P.profile.in_(self._each(wanted.profiles)))
            query = query.where(or_(as_they_are, and_(_IS_BEFORE, P.profile.in_(self._each(wanted.moved_before)))))
        if wanted.standings:
            query = query.where(_STANDING.in_(wanted.standings))
        if wanted.team is not None:
            query = query.where(P.team == wanted.team)
        if wanted.text:
            query = query.where(P.person_sort.contains(plain(wanted.text), autoescape=True))
        return query if wanted.cases is None else query.where(P.case.in_(self._each(wanted.cases)))

    def _each(self, texts: Iterable[str]) -> Select[str]:
        """Texts as one value: thousands of values would take longer to be put into the statement than to be found."""
        values = sorted(texts)
        if self._dialect == "postgresql":
            found = func.jsonb_array_elements_text(cast(values, JSONB)).table_valued("value")
        else:
            found = func.json_each(json.dumps(values)).table_valued("value")
        return select(found.c.value)


def _read(row: Any) -> KeptPlan:
    return KeptPlan(
        row.case,
        row.person,
        row.person_name,
        row.team,
        row.profile,
        json.loads(row.listed or "{}"),
        row.standing,
        row.transfer,
        row.outcome_title if row.transfer else row.sentence if row.standing == NOT_STARTED else None,
        row.before,
    )
