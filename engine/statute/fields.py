"""What may stand in a field of the register, and the findings where something else does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from engine.statute.wording import listed

Table = Mapping[str, Any]

TEXT, FLAG, DAY, TIME, NUMBER = "a text", "true or false", "a day", "a time", "a whole number"
TEXTS, AMOUNT, TABLES, DAYS = (
    "one text or a list of texts",
    "a table of whole numbers",
    "a list of tables",
    "a list of days",
)
TABLE = "a table"


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_number(value: Any) -> bool:
    return type(value) is int and value > 0


def _are_texts(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))


KINDS: Mapping[str, Callable[[Any], bool]] = {
    TEXT: _is_text,
    FLAG: lambda value: isinstance(value, bool),
    DAY: _is_day,
    TIME: lambda value: isinstance(value, time),
    NUMBER: _is_number,
    TEXTS: _are_texts,
    AMOUNT: lambda value: isinstance(value, dict) and all(map(_is_number, value.values())),
    TABLES: lambda value: isinstance(value, list) and value != [] and all(isinstance(item, dict) for item in value),
    TABLE: lambda value: isinstance(value, dict),
    DAYS: lambda value: isinstance(value, list) and all(map(_is_day, value)),
}


@dataclass
class Findings:
    """The faults found so far in one table."""

    where: str
    faults: list[str] = field(default_factory=list)

    def add(self, fault: str) -> None:
        self.faults.append(f"{self.where}: {fault}")

    def check(self, table: Table, fields: Mapping[str, str], what: str) -> None:
        """Each field must be one that is known, and hold what it is for."""
        for name, value in table.items():
            if name not in fields:
                self.add(f"'{name}' is not a field of {what}; expected one of {listed(sorted(fields), 'or')}.")
            elif not KINDS[fields[name]](value):
                self.add(f"expected {fields[name]} in '{name}', but found {value!r}.")

    def need(self, table: Table, names: Iterable[str]) -> None:
        for name in names:
            if name not in table:
                self.add(f"expected '{name}'.")

    def need_note(self, table: Table) -> None:
        if table.get("verified") is False and "note" not in table:
            self.add("expected a 'note' that says what is unsure, because it is not verified.")


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)
