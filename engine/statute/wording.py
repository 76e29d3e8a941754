"""Days and amounts as people say them."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=8192)
def spoken(day: date) -> str:
    """Monday 16 February 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """16 February 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def amount(number: int, unit: str) -> str:
    """ "6 weeks", "1 month", "15 working days"."""
    words = unit.replace("_", " ")
    return f"{number} {words[:-1] if number == 1 else words}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a, b and c"."""
    *first, final = list(words) or [""]
    return f"{', '.join(first)} {last} {final}" if first else final
