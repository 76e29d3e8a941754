"""Which days are working days in England."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=256)
def england_bank_holidays(year: int) -> frozenset[date]:
    """Christmas Day, Good Friday and the bank holidays of one year."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


@lru_cache(maxsize=4096)
def in_tribunal_break(day: date) -> bool:
    """August, and 25 December to 1 January (HESC Rules 2008 r.12(3))."""
    return day.month == 8 or (day.month == 12 and day.day >= 25) or (day.month == 1 and day.day == 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """England's days off: those of the library, or the years pinned here, and days added by hand."""

    added: frozenset[date] = frozenset()
    pinned: Mapping[int, frozenset[date]] = field(default_factory=dict, hash=False)
    _days_off: dict[int, frozenset[date]] = field(default_factory=dict, repr=False, compare=False)

    def days_off(self, year: int) -> frozenset[date]:
        """The bank holidays of a year; a pinned year does not change when the library does."""
        known = self._days_off.get(year)
        if known is None:
            pinned = self.pinned.get(year)
            listed = england_bank_holidays(year) if pinned is None else pinned
            known = listed | frozenset(day for day in self.added if day.year == year)
            self._days_off[year] = known
        return known

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.days_off(day.year)

    def is_tribunal_working_day(self, day: date) -> bool:
        """A working day that the tribunal counts for steps after a case has started."""
        return not in_tribunal_break(day) and self.is_working_day(day)

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= DAY
        return day

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += DAY
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after one day, up to another; none if that is earlier."""
        if end <= start:
            return 0
        years = range(start.year, end.year + 1)
        off = sum(start < day <= end and day.weekday() < SATURDAY for year in years for day in self.days_off(year))
        return _weekdays_until(end) - _weekdays_until(start) - off

    def with_days(self, days: Iterable[date]) -> "Calendar":
        """The same calendar with further days off, such as a one-off bank holiday."""
        return Calendar(self.added | frozenset(days), self.pinned)


def _weekdays_until(day: date) -> int:
    """How many days from Monday to Friday there were since 1 January of the year 1, which was a Monday."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * SATURDAY + min(rest, SATURDAY)
