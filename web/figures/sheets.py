"""Tables of figures, the same on the page and in a file that Excel opens as it is."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response

from engine import short

MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Cell:
    """What stands in a table: a number, a day, words, or nothing; and the list behind it."""

    value: int | float | date | str | None
    href: str | None = None
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | float)

    @property
    def is_day(self) -> bool:
        return isinstance(self.value, date)

    @property
    def text(self) -> str:
        """As it is read on a page; a file has the value as it is."""
        if self.value is None:
            return "–"
        return short(self.value) if isinstance(self.value, date) else f"{self.value}{self.unit}"


@dataclass(frozen=True)
class Column:
    title: str
    is_number: bool = True


@dataclass(frozen=True)
class Sheet:
    """A table; the first cell of each row says what the row is about."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    nothing: str = "There is nothing to count here."

    @property
    def lines(self) -> list[tuple[Cell, list[tuple[Column, Cell]]]]:
        """Of each row what it is about, and the other cells with their columns."""
        return [(head, list(zip(self.columns[1:], cells, strict=True))) for head, *cells in self.rows]


def sheet(key: str, caption: str, columns: str, rows: list[list[Cell]], nothing: str = "") -> Sheet:
    """Columns are named in one text, those of words behind a `'`: `'Limit, Overdue`."""
    named = (name.strip() for name in columns.split(","))
    heads = tuple(Column(name.removeprefix("'"), not name.startswith("'")) for name in named)
    return Sheet(key, caption, heads, rows, nothing or Sheet.nothing)


def spreadsheet(name: str, columns: list[str], rows: list[list[Any]]) -> Response:
    """A CSV file: UTF-8 with a mark, days as 2026-02-16, numbers bare, and no text that a program would reckon."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerows([[safe(value) for value in row] for row in (columns, *rows)])
    answer = Response(MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def safe(value: Any) -> str:
    """A text that would be taken for a formula stands behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip(" ").startswith(BEGINS_A_FORMULA) else text


def taken_away(sheet: Sheet, name: str) -> Response:
    columns = [column.title for column in sheet.columns]
    return spreadsheet(name, columns, [[cell.value for cell in row] for row in sheet.rows])
