"""Between a form of the process and a form in the browser: names of inputs, and what was typed into them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from engine.case.forms import Field

BLANK_ROWS = 1
"""Empty rows that a page offers below those that are filled in."""

MOST_ROWS = 200
DATE_PARTS = ("year", "month", "day")


def typed(fields: Sequence[Field], given: MultiDict[str, str], prefix: str = "") -> dict[str, Any]:
    """The answers as they were typed; what cannot be read is kept as text, for the check to name."""
    answers = {field.name: _typed(field, given, f"{prefix}{field.name}") for field in fields}
    return {name: answer for name, answer in answers.items() if answer not in (None, "", [])}


def day_typed(said: Any) -> date | None:
    """The day that an answer names; None if it names none."""
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def _typed(field: Field, given: MultiDict[str, str], name: str) -> Any:
    if field.kind == "date":
        return _date(given, name)
    if field.kind == "choices":
        return given.getlist(name)
    if field.kind == "rows":
        return _rows(field, given, name)
    text = given.get(name, "").replace("\r\n", "\n").strip()
    if field.kind == "yes_no":
        return {"yes": True, "no": False}.get(text)
    if field.kind == "number":
        return _number(text)
    return text


def _date(given: MultiDict[str, str], name: str) -> str | None:
    year, month, day = (given.get(f"{name}.{part}", "").strip() for part in DATE_PARTS)
    if not (year or month or day):
        return None
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def _number(text: str) -> Any:
    try:
        return int(text)
    except ValueError:
        return text or None


def _rows(field: Field, given: MultiDict[str, str], name: str) -> list[dict[str, Any]]:
    typed_rows = [typed(field.rows, given, f"{name}.{number}.") for number in range(rows_sent(given, name))]
    return [row for row in typed_rows if row]


def rows_sent(given: MultiDict[str, str], name: str) -> int:
    """How many rows the page had that these answers come from."""
    count = _number(given.get(f"{name}.count", "0"))
    return min(max(count, 0), MOST_ROWS) if isinstance(count, int) else 0


def date_parts(value: Any) -> dict[str, str]:
    """Year, month and day of an answer, to be shown in three boxes, whatever was typed."""
    parts = str(value or "").split("-")
    parts = [*parts, "", "", ""][:3]
    return {name: part.lstrip("0") or part for name, part in zip(DATE_PARTS, parts, strict=True)}


def rows_to_show(field: Field, answers: Mapping[str, Any], at_least: int = 0) -> list[dict[str, Any]]:
    """The rows of an answer, and some empty ones."""
    filled = [row for row in answers.get(field.name) or [] if isinstance(row, dict)]
    wanted = min(max(len(filled) + BLANK_ROWS, at_least), MOST_ROWS)
    return [*filled, *({} for _ in range(wanted - len(filled)))]


def place_of(path: str, fields: Sequence[Field]) -> str:
    """The id of the input that a fault is about: `/advice/0/adviser` is at `advice.0.adviser`."""
    name, *deeper = path.strip("/").split("/")
    field = next((one for one in fields if one.name == name), None)
    if field is None or field.kind != "rows" or not deeper:
        return name
    return ".".join([name, deeper[0], deeper[1] if len(deeper) > 1 else field.rows[0].name])
