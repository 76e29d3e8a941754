"""What is worked out from counts: shares, months that roll on, and the middle of many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.case.figure_rows import MonthRow

A_YEAR = 12
"""Months."""

TIMELY = (
    "final_plan",
    "assess_decision",
    "assess_refusal",
    "plan_decision",
    "plan_refusal",
    "body_advice",
    "own_advice",
    "school_reply",
    "review_completed",
    "review_decision",
    "amendment_proposals",
    "amended_plan",
    "transfer_between_phases",
    "transfer_to_post_16",
    "transfer_within_post_16",
    "reassess_decision",
    "reassessment_final_plan",
    "transfer_of_plan",
    "appeal_response",
)
"""The limits whose timeliness is told, the twenty weeks first."""

COUNTED_WITH: Mapping[str, tuple[str, ...]] = {
    "final_plan": ("detained_final_plan", "custody_change_final_plan"),
    "assess_decision": ("detained_assess_decision",),
    "assess_refusal": ("detained_assess_refusal",),
    "plan_decision": ("detained_plan_decision",),
    "plan_refusal": ("detained_plan_refusal", "custody_change_plan_refusal"),
    "body_advice": ("detained_body_advice",),
}
"""The same time under the rules for detained persons. The SEN2 return counts every request that was received, those
made in relevant youth accommodation too, from its receipt to the notice or the plan."""


@dataclass(frozen=True)
class Kept:
    """How often a limit was kept: of all cases, and of those without an exception."""

    all: int = 0
    in_time: int = 0
    excused: int = 0
    in_time_excused: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def late(self) -> int:
        return self.all - self.in_time

    @property
    def percent(self) -> float | None:
        return percent(self.in_time, self.all)

    @property
    def percent_unexcused(self) -> float | None:
        """Cases with an exception are left out, whether in time or not."""
        return percent(self.in_time - self.in_time_excused, self.all - self.excused)


@dataclass(frozen=True)
class Spread:
    """How many there are of something, and its quartiles."""

    number: int
    lower: int
    middle: int
    upper: int


def percent(part: int, whole: int) -> float | None:
    """With one decimal, as figures are published; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def kept(rows: Iterable[MonthRow]) -> Kept:
    total = Kept()
    for row in rows:
        excused = row.in_time_excused + row.late_excused
        total += Kept(row.all, row.in_time, excused, row.in_time_excused)
    return total


def counted_as(limit: str) -> list[str]:
    """The limits that count in the row of a limit, itself the first."""
    return [limit, *COUNTED_WITH.get(limit, ())]


def together(limit: str, rows: Iterable[MonthRow]) -> list[MonthRow]:
    """The row of a limit for each month, with what counts in it."""
    months: dict[str, list[MonthRow]] = {}
    for row in rows:
        if row.limit in counted_as(limit):
            months.setdefault(row.month, []).append(row)
    return [_added(limit, month, months[month]) for month in sorted(months)]


def _added(limit: str, month: str, rows: list[MonthRow]) -> MonthRow:
    counts = ("in_time", "in_time_excused", "late", "late_excused")
    return MonthRow(limit, month, *(sum(getattr(row, name) for row in rows) for name in counts))


def months_to(day: date, number: int) -> list[str]:
    """The last so many months, that of the day the last of them, such as `2026-02`."""
    last = day.year * A_YEAR + day.month - 1
    return [f"{month // A_YEAR:04}-{month % A_YEAR + 1:02}" for month in range(last - number + 1, last + 1)]


def first_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def last_of(month: str) -> date:
    """The last day of a month."""
    later = first_of(month) + timedelta(days=31)
    return later.replace(day=1) - timedelta(days=1)


def by_month(rows: Iterable[MonthRow], months: Sequence[str]) -> dict[str, Kept]:
    """Each of these months, nothing having been due in some of them."""
    listed = list(rows)
    return {month: kept(row for row in listed if row.month == month) for month in months}


def rolling(found: dict[str, Kept], month: str) -> Kept:
    """The twelve months that end with one, those that are known."""
    wanted = months_to(first_of(month), A_YEAR)
    return sum((found[one] for one in wanted if one in found), Kept())


def spread(counted: Iterable[tuple[int, int]]) -> Spread | None:
    """The quartiles of values, each given with how often it comes: of each the value that stands at its place."""
    found = sorted(counted)
    number = sum(times for _, times in found)
    if not number:
        return None
    lower, middle, upper = (_at(found, -(-number * quarter // 4)) for quarter in (1, 2, 3))
    return Spread(number, lower, middle, upper)


def _at(found: Sequence[tuple[int, int]], place: int) -> int:
    """The value that comes at a place, counted from one."""
    for value, times in found:
        place -= times
        if place <= 0:
            return value
    return found[-1][0]
