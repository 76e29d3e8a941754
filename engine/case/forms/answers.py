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
            kept[field.name] = [row for _, row in clean_rows(field, kept[field.name])]
        if is_empty(kept[field.name]) or (field.show_if and not field.is_shown(kept)):
            del kept[field.name]
    return kept


def clean_rows(field: Field, rows: Sequence[Any]) -> list[tuple[int, Any]]:
    """The rows that are not blank, each with its place among all."""
    cleaned = (clean(field.rows, row) if isinstance(row, Mapping) else row for row in rows)
    return [(number, row) for number, row in enumerate(cleaned) if not is_empty(row)]


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
