"""From rows and days to plain JSON."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from flask.json.provider import DefaultJSONProvider

from engine.case.rows import Page

Row = TypeVar("Row")

UNSHOWN = frozenset({"authority"})
"""A caller belongs to one authority and sees nothing of another, so it need not be said."""


def default(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"Expected a plain value, but got {type(value).__name__}")


class Json(DefaultJSONProvider):
    """Days and moments in ISO 8601; keys stay in the order in which they were written."""

    sort_keys = False
    compact = True
    default = staticmethod(default)


def record(row: Any) -> dict[str, Any]:
    """A row as the API shows it."""
    return {one.name: getattr(row, one.name) for one in fields(row) if one.name not in UNSHOWN}


def records(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [record(row) for row in rows]


def page_record(page: Page[Row], show: Callable[[Row], dict[str, Any]] = record) -> dict[str, Any]:
    return {"items": [show(row) for row in page.items], "next": page.next}
