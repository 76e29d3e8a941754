"""Reads a sheet of the caseload from CSV; which kind it is shows in its columns."""

import csv
import io

from engine.importing.columns import SHEETS
from engine.importing.rows import ASSESSMENTS, PERSONS, PLANS, REQUESTS, LeftOut, Problem, Row, SourceUnreadable


def read_csv(name: str, text: str) -> tuple[list[Row], list[Problem], list[LeftOut]]:
    """The rows of a sheet, what cannot be understood in it, and what is not kept: nothing.

    Raises `SourceUnreadable`.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise SourceUnreadable(f"{name} is not a CSV file: line {reader.line_num}: {error}") from error
    if not lines:
        raise SourceUnreadable(f"{name} is empty")
    header = [cell.strip().lower() for cell in lines[0][1]]
    kind = _kind_of(name, header)
    known = [column.name for column in SHEETS[kind].columns]
    problems = [
        Problem(name, lines[0][0], column, f"There is no column “{column}”; it was left out", kind)
        for column in header
        if column not in known
    ]
    rows = [_row(kind, name, number, header, cells, problems) for number, cells in lines[1:]]
    return rows, problems, []


def _kind_of(name: str, header: list[str]) -> str:
    """The kind of sheet: it has the column that names its rows, and all the columns that must be filled in."""
    if len(set(header)) < len(header):
        raise SourceUnreadable(
            f"{name} has a column twice: {', '.join(sorted({c for c in header if header.count(c) > 1}))}"
        )
    kinds = [kind for kind in (ASSESSMENTS, PLANS, REQUESTS, PERSONS) if SHEETS[kind].key in header]
    if not kinds:
        keys = ", ".join(sheet.key for sheet in SHEETS.values())
        raise SourceUnreadable(f"Expected the first line of {name} to name its columns, among them one of {keys}")
    required = [column.name for column in SHEETS[kinds[0]].columns if column.is_required]
    missing = [column for column in required if column not in header]
    if missing:
        raise SourceUnreadable(f"{name} lacks a column: {', '.join(missing)}")
    return kinds[0]


def _row(kind: str, name: str, number: int, header: list[str], cells: list[str], problems: list[Problem]) -> Row:
    if len(cells) > len(header):
        sentence = f"Expected {len(header)} values, but there are {len(cells)}"
        problems.append(Problem(name, number, "", sentence, kind))
    known = {column.name for column in SHEETS[kind].columns}
    values = zip(header, (cell.strip() for cell in cells), strict=False)
    return Row(kind, name, number, {column: value for column, value in values if value and column in known})
