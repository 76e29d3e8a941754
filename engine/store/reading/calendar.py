"""What stands in the calendar: the days that cases have fixed, and the days of the law, in one order."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, null, select, true, tuple_

from engine.case.calendar import CalendarFilter, CalendarRow
from engine.case.calendar_words import LIMIT, MINE, TEAMS
from engine.store.connected import Connected
from engine.store.reading.arms import PassedOver
from engine.store.reading.pages import bad
from engine.store.tables.calendar import calendar_entry
from engine.store.tables.read_models import case_summary, deadline, open_task
from engine.store.types import WORDS

E, D, C = calendar_entry.c, deadline.c, case_summary.c
_NOTHING = literal("")
_ENTRIES = select(
    E.day,
    E.starts_at,
    E.kind,
    E.title,
    E.entry,
    E.case,
    E.person,
    C.person_name,
    E.team,
    E.process,
    E.place,
    null().label("limit"),
    null().label("sentence"),
    E.sequence,
    E.changed_at,
).select_from(calendar_entry.join(case_summary, C.case == E.case))
_ENTRIES_AT = (E.day, func.coalesce(E.starts_at, ""), E.case, E.entry)
_LIMITS = select(
    D.legal,
    null().label("starts_at"),
    literal(LIMIT).label("kind"),
    D.limit.label("title"),
    D.timer,
    D.case,
    D.person,
    C.person_name,
    D.team,
    D.process,
    null().label("place"),
    D.limit,
    D.sentence,
    C.sequence,
    null().label("changed_at"),
).select_from(deadline.join(case_summary, C.case == D.case))
_LIMITS_AT = (D.legal, _NOTHING, D.case, D.timer)

Place = tuple[str, str, str, str]


class ReadsCalendar(Connected):
    def calendar(
        self, authority: str, filter: CalendarFilter, *, limit: int = 100, after: Place | None = None
    ) -> list[CalendarRow]:
        """What stands on the days asked for, in order: those after a place, and no more than a limit."""
        found = [self._page(query, at, limit, after) for query, at in _asked(authority, filter)]
        return list(islice(merge(*found, key=lambda row: row.key), limit))

    def calendar_counts(self, authority: str, filter: CalendarFilter) -> Counter[tuple[date, str]]:
        """How many of each kind stand on each day."""
        counted: Counter[tuple[date, str]] = Counter()
        if filter.asked_kinds:
            entries = (
                select(E.day, E.kind, func.count()).where(*_entry_terms(authority, filter)).group_by(E.day, E.kind)
            )
            counted.update({(row[0], row[1]): row[2] for row in self._connection.execute(entries)})
        if filter.wants(LIMIT):
            limits = select(D.legal, func.count()).where(*_limit_terms(authority, filter)).group_by(D.legal)
            counted.update({(row[0], LIMIT): row[1] for row in self._connection.execute(limits)})
        return counted

    def _page(
        self, query: Select[Any], at: tuple[ColumnElement[Any], ...], limit: int, after: Place | None
    ) -> list[CalendarRow]:
        if after is not None:
            keys = [func.coalesce(key, "", type_=WORDS) for key in at]
            query = query.where(at[0] >= date.fromisoformat(after[0]), tuple_(*keys) > tuple_(*map(_said, after)))
        return [CalendarRow(*row) for row in self._connection.execute(query.order_by(*at).limit(limit))]


def _said(value: str) -> ColumnElement[str]:
    return literal(value, WORDS)


def _asked(authority: str, filter: CalendarFilter) -> list[tuple[Select[Any], tuple[ColumnElement[Any], ...]]]:
    asked: list[tuple[Select[Any], tuple[ColumnElement[Any], ...]]] = []
    for wanted, query, at, terms in (
        (bool(filter.asked_kinds), _ENTRIES, _ENTRIES_AT, _entry_terms),
        (filter.wants(LIMIT), _LIMITS, _LIMITS_AT, _limit_terms),
    ):
        if wanted:
            asked.append((query.where(*terms(authority, filter)), tuple(map(_order(filter), at))))
    return asked


def _order(filter: CalendarFilter) -> Callable[[ColumnElement[Any]], ColumnElement[Any]]:
    """The days of a few cases are found by these cases, and sorted afterwards."""
    return PassedOver if filter.whose == MINE or filter.case is not None else lambda column: column


def _entry_terms(authority: str, filter: CalendarFilter) -> list[ColumnElement[bool]]:
    here, day = _order(filter)(E.authority), _order(filter)(E.day)
    terms = [here == authority, day >= filter.first, day <= filter.last]
    if filter.kinds:
        terms.append(E.kind.in_(sorted(filter.asked_kinds)))
    return terms + _whose(E.case, E.team, authority, filter)


def _limit_terms(authority: str, filter: CalendarFilter) -> list[ColumnElement[bool]]:
    here, day, under_way = map(_order(filter), (D.authority, D.legal, D.is_under_way))
    days = [here == authority, under_way == true(), day >= filter.first, day <= filter.last]
    return days + _whose(D.case, D.team, authority, filter)


def _whose(case: Any, team: Any, authority: str, filter: CalendarFilter) -> list[ColumnElement[bool]]:
    """Mine are the days of the cases in which I hold a task."""
    terms = [] if filter.case is None else [case == filter.case]
    if filter.whose == MINE:
        held = select(open_task.c.case).where(open_task.c.authority == authority, open_task.c.assignee == filter.user)
        terms.append(case.in_(held))
    elif filter.whose == TEAMS:
        terms.append(team.in_(sorted(filter.teams)))
    return terms


def place_of_cursor(cursor: str) -> Place:
    """Where a page begins, from the cursor that the page before gave."""
    try:
        said = json.loads(bytes.fromhex(cursor))
        date.fromisoformat(said[0])
        if [type(one) for one in said] == [str] * 4:
            return (said[0], said[1], said[2], said[3])
    except (ValueError, TypeError, KeyError, IndexError):
        pass
    raise bad("cursor", "Cursor must be one that this list gave")


def cursor_of(row: CalendarRow) -> str:
    return json.dumps(row.key).encode().hex()
