"""Days among the facts of a case."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

Facts = Mapping[str, Any]
EARLIEST, LATEST = date(1980, 1, 1), date(2199, 12, 31)


def day_in(facts: Facts, name: str) -> date | str | None:
    """The day in a fact; None where it is missing; a sentence where it is not a day."""
    value = facts.get(name)
    if value is None or value == "":
        return None
    return as_day(value) or f"Expected '{name}' to be a day such as 2026-01-05, but found {value!r}."


def days_in(facts: Facts, names: Iterable[str]) -> tuple[dict[str, date], list[str]]:
    """The days that these facts hold, and a sentence for each that holds something else."""
    days: dict[str, date] = {}
    faults: list[str] = []
    for name in names:
        day = day_in(facts, name)
        if isinstance(day, date):
            days[name] = day
        elif day:
            faults.append(day)
    return days, faults


def spans_in(facts: Facts, name: str) -> tuple[list[tuple[date, date]], list[str]]:
    """The spans of days in a list of {"from": day, "to": day}, or a sentence that says it is none."""
    value = facts.get(name) or []
    spans = [_span(one) for one in value] if isinstance(value, list) else [None]
    if None in spans:
        return [], [f"Expected '{name}' to be a list of spans with a day in 'from' and in 'to', but found {value!r}."]
    return [span for span in spans if span], []


def _span(value: Any) -> tuple[date, date] | None:
    if not isinstance(value, Mapping):
        return None
    first, last = as_day(value.get("from")), as_day(value.get("to"))
    return (first, last) if first and last else None


def as_day(value: Any) -> date | None:
    """A day, given as such or as 2026-01-05."""
    if isinstance(value, str):
        return _parsed(value)
    is_day = isinstance(value, date) and not isinstance(value, datetime) and EARLIEST <= value <= LATEST
    return value if is_day else None


@lru_cache(maxsize=8192)
def _parsed(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None
