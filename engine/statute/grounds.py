"""The grounds that excuse a limit: what each asks for, and whether it is open in a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TESTS = ("closure", "absence", "circumstances", "appointment", "coronavirus")


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason the law accepts for not meeting a limit."""

    key: str
    title: str
    text: str
    evidence: str
    test: str
    citation: str
    particulars: tuple[str, ...]
    weeks: int = 0
    lead_weeks: int = 0
    asked_of: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    open_from: date | None = None
    open_until: date | None = None
    verified: bool = True
    note: str = ""


FIELDS = tuple(Ground.__dataclass_fields__)
NEEDED = ("title", "text", "evidence", "test", "citation", "particulars")


def read_grounds(tables: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Ground], list[str]]:
    """Every ground of exception, and every fault."""
    grounds: dict[str, Ground] = {}
    faults: list[str] = []
    for key, table in tables.items():
        found = _faults(key, table)
        faults += found
        if not found:
            grounds[key] = _ground(key, table)
    return grounds, faults


def _faults(key: str, table: Mapping[str, Any]) -> list[str]:
    faults = [f"{key}: expected '{name}' in this ground." for name in NEEDED if name not in table]
    faults += [f"{key}: '{name}' is not a field of a ground." for name in table if name not in FIELDS]
    if table.get("test", TESTS[0]) not in TESTS:
        faults.append(f"{key}: expected 'test' to be one of {', '.join(TESTS)}, but found {table['test']!r}.")
    if table.get("verified") is False and "note" not in table:
        faults.append(f"{key}: expected a 'note' that says what is unsure, because it is not verified.")
    return faults


def _ground(key: str, table: Mapping[str, Any]) -> Ground:
    lists = {name: tuple(table.get(name, ())) for name in ("particulars", "asked_of", "affects")}
    return Ground(key=key, **{**table, **lists})
