"""The conditions that several lists share."""

from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, false, true


def columns_of(table: Table, row: type, **elsewhere: Column[Any]) -> list[Column[Any]]:
    """The columns that fill the fields of a row, in their order; those named come from another table."""
    return [elsewhere[name] if name in elsewhere else table.c[name] for name in row.__dataclass_fields__]  # type: ignore[attr-defined]


def equal(column: Column[Any], value: object | None) -> list[ColumnElement[bool]]:
    """That a column has a value, if one is asked for."""
    return [] if value is None else [column == value]


def is_true(column: Column[Any], value: bool) -> ColumnElement[bool]:
    return column == (true() if value else false())


def before(column: Column[Any], day: date | None) -> list[ColumnElement[bool]]:
    return [] if day is None else [column < day]


def says(column: Column[Any], text: str | None) -> list[ColumnElement[bool]]:
    """That a column of lower-case text has every word of a search somewhere in it."""
    return [column.contains(word, autoescape=True) for word in (text or "").lower().split()]
