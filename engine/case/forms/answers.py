"""Which of the answers count: not the empty ones, and not those to questions that are hidden."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.case.forms.fields import Field

DEEPEST = 5


def clean(fields: Sequence[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that count; what no field asks for is left for the check to name."""
    kept = {name: answer for name, answer in answers.items() if not is_empty(answer)}
    for field in fields:
        if field.name not in kept:
            continue
        if field.rows and isinstance(kept[field.name], list):
            kept[field.name] = [row for row in _clean_rows(field, kept[field.name]) if not is_empty(row)]
        if is_empty(kept[field.name]) or (field.show_if and not field.is_shown(kept)):
            del kept[field.name]
    return kept


def row_numbers(field: Field, rows: Sequence[Any]) -> list[int]:
    """Where the rows that count stood before the blank ones were left out."""
    return [number for number, row in enumerate(_clean_rows(field, rows)) if not is_empty(row)]


def is_empty(answer: Any) -> bool:
    if isinstance(answer, str):
        return not answer.strip()
    return answer is None or answer == [] or answer == {}


def is_too_deep(answers: Mapping[str, Any]) -> bool:
    """No form nests deeper than a choice of several in a row; more is not an answer but an attack."""
    level: list[Any] = [answers]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _inside(value) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, Mapping) else value


def _clean_rows(field: Field, rows: Sequence[Any]) -> list[Any]:
    return [clean(field.rows, row) if isinstance(row, Mapping) else row for row in rows]
