"""A month as a page shows it: weeks of days, each with what stands on it, or with how much."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from engine.case.calendar import CalendarRow
from engine.case.calendar_words import KINDS

WEEK = 7
SHOWN = 4
"""How many things a day of the month names before it only says how many more there are."""


@dataclass
class Day:
    day: date
    rows: list[CalendarRow] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """How many of each kind, in the order of the kinds."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def shown(self) -> list[CalendarRow]:
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def month_of(text: str, today: date) -> date:
    """The first day of the month that an address names, such as 2026-02; of this month if it names none."""
    try:
        first = date.fromisoformat(f"{text}-01") if len(text) == len("2026-01") else today.replace(day=1)
        return first if 1900 < first.year < 2200 else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)


def day_of(text: str, otherwise: date) -> date:
    try:
        found = date.fromisoformat(text)
        return found if 1900 < found.year < 2200 else otherwise
    except ValueError:
        return otherwise


def month_after(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def window_of(first: date) -> tuple[date, date]:
    """The Monday before a month begins, and the Sunday after it ends."""
    last = month_after(first, 1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=WEEK - 1 - last.weekday())


def weeks_of(first: date, rows: Iterable[CalendarRow], counts: Mapping[tuple[date, str], int]) -> list[list[Day]]:
    """The weeks of a month, from Monday to Sunday."""
    begin, end = window_of(first)
    days = {begin + timedelta(days=n): Day(begin + timedelta(days=n)) for n in range((end - begin).days + 1)}
    for row in rows:
        days[row.day].rows.append(row)
    order = list(KINDS)
    for (day, kind), count in sorted(counts.items(), key=lambda one: order.index(one[0][1])):
        days[day].counts[kind] = count
    every = list(days.values())
    return [every[n : n + WEEK] for n in range(0, len(every), WEEK)]


def total(counts: Counter[tuple[date, str]]) -> int:
    return sum(counts.values())
