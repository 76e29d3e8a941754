"""Lists in pages: each page begins after the last row of the one before, so nothing is lost or doubled."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, FromClause, Integer, Select, literal, select, tuple_, type_coerce

from engine.case.rejections import BadInput, Fault
from engine.case.rows import Page
from engine.store.reading.arms import Arm, Written
from engine.store.types import WORDS

Columns = Sequence[Written]

LONGEST = 200
"""The most rows of a page."""


@dataclass(frozen=True)
class Listed:
    """A list that can be paged through: its columns, where they come from, and what it can be sorted by.

    The columns of each sort tell any two rows apart.
    """

    columns: Columns
    source: FromClause
    sorts: Mapping[str, Columns]
    make: Callable[..., Any]


@dataclass(frozen=True)
class Wanted:
    """Which page: how the list is sorted (`-opened` is `opened` backwards), how long it is, where it begins."""

    sort: str
    limit: int
    cursor: str | None

    @property
    def is_backwards(self) -> bool:
        return self.sort.startswith("-")


def page(connection: Connection, listed: Listed, arms: Sequence[Arm], wanted: Wanted) -> Page[Any]:
    """The rows that meet the conditions of one of the arms. No row may fit two of them."""
    keys, place = _asked(listed, wanted)
    rows = [row for arm in arms for row in connection.execute(_query(listed, arm, keys, wanted, place))]
    end, last = len(listed.columns), wanted.limit - 1
    if len(arms) > 1:
        rows.sort(key=lambda row: tuple(row[end:]), reverse=wanted.is_backwards)
    following = _cursor(wanted.sort, rows[last][end:]) if len(rows) > wanted.limit else None
    return Page([listed.make(*row[:end]) for row in rows[: wanted.limit]], following)


def page_among(found: Iterable[Any], listed: Listed, wanted: Wanted) -> Page[Any]:
    """A page of what was read already; the keys of its sort are kept as Python has them, such as numbers."""
    keys, place = _asked(listed, wanted)
    placed = [([getattr(item, key.name) for key in keys], item) for item in found]
    placed.sort(key=itemgetter(0), reverse=wanted.is_backwards)
    if place is not None:
        placed = [one for one in placed if (one[0] < place if wanted.is_backwards else one[0] > place)]
    shown = placed[: wanted.limit]
    following = _cursor(wanted.sort, shown[-1][0]) if len(placed) > wanted.limit else None
    return Page([item for _, item in shown], following)


def _asked(listed: Listed, wanted: Wanted) -> tuple[Columns, list[Any] | None]:
    """The columns of the sort, and where the page begins."""
    keys = _keys(listed, wanted.sort)
    if not 1 <= wanted.limit <= LONGEST:
        raise bad("limit", f"Limit must be between 1 and {LONGEST}")
    return keys, None if wanted.cursor is None else _read_cursor(wanted.cursor, wanted.sort, keys)


def _keys(listed: Listed, sort: str) -> Columns:
    """The columns of a sort as they are written, so that places can be compared as they are."""
    name = sort.removeprefix("-")
    if name not in listed.sorts:
        raise bad("sort", f"Sort must be one of {', '.join(sorted(listed.sorts))}, or one of them after a -")
    columns = listed.sorts[name]
    return [column if isinstance(column.type, Integer) else type_coerce(column, WORDS) for column in columns]


def _query(
    listed: Listed, arm: Arm, keys: Columns, wanted: Wanted, place: Sequence[Any] | None
) -> Select[*tuple[Any, ...]]:
    shown = [*listed.columns, *(key.label(f"key_{n}") for n, key in enumerate(keys))]
    ours = [arm.key(key) for key in keys]
    query = select(*shown).select_from(listed.source).where(*arm.conditions())
    if place is not None:
        # One comparison of tuples, which an index answers.
        theirs = tuple_(*(literal(value, key.type) for key, value in zip(keys, place, strict=True)))
        query = query.where(tuple_(*ours) < theirs if wanted.is_backwards else tuple_(*ours) > theirs)
    ordered = query.order_by(*(key.desc() if wanted.is_backwards else key.asc() for key in ours))
    return ordered.limit(wanted.limit + 1)  # the one more tells whether there is a next page


def _cursor(sort: str, place: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, *place]).encode()).decode()


def _read_cursor(cursor: str, sort: str, keys: Columns) -> list[Any]:
    try:
        said = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, ValueError) as unreadable:
        raise bad("cursor", "Cursor must be one that this list gave") from unreadable
    kinds = [int if isinstance(key.type, Integer) else str for key in keys]
    if not isinstance(said, list) or [type(value) for value in said] != [str, *kinds] or said[0] != sort:
        raise bad("cursor", "Cursor must be one that this list gave under the same sort")
    return said[1:]


def bad(path: str, sentence: str) -> BadInput:
    return BadInput(sentence, (Fault(path, sentence),))
