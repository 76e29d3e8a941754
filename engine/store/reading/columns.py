"""Which columns fill the rows that a query returns."""

from typing import Any

from sqlalchemy import Column, Table


def columns_of(table: Table, row: type, **elsewhere: Column[Any]) -> list[Column[Any]]:
    """The columns that fill the fields of a row, in their order; those named come from another table."""
    names = row.__dataclass_fields__  # type: ignore[attr-defined]
    return [elsewhere[name] if name in elsewhere else table.c[name] for name in names]
