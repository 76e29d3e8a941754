"""How days, weeks, months and working days are counted; nothing here rolls forward unless its name says so."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from engine.statute.calendars import Calendar, in_tribunal_break

DAY = timedelta(days=1)
Counted = Callable[[date], bool]


def within_days(start: date, days: int) -> date:
    """ "Within N days of": the day of the event is not counted."""
    return start + timedelta(days=days)


def within_weeks(start: date, weeks: int) -> date:
    """ "Within N weeks of": the same weekday, N weeks later."""
    return start + timedelta(weeks=weeks)


def days_beginning_with(start: date, days: int) -> date:
    """ "N days beginning with": the first day is counted."""
    return start + timedelta(days=days - 1)


def weeks_beginning_with(start: date, weeks: int) -> date:
    """ "N weeks beginning with": ends on the day before the same weekday."""
    return start + timedelta(days=7 * weeks - 1)


def corresponding_date(start: date, months: int) -> date:
    """The same day number some months on (or back), or the last day of a shorter month (Dodds v Walker)."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def months_starting_with(start: date, months: int) -> date:
    """ "The period of N months starting with": the day before the corresponding date.

    Where the target month has no such day, the period runs to the month's end.
    """
    end = corresponding_date(start, months)
    return end if end.day < start.day else end - DAY


def before_date(year: int, month: int, day: int) -> date:
    """ "Before" a date: the day before it is the last."""
    return date(year, month, day) - DAY


def on_or_after(start: date, month: int, day: int) -> date:
    """The first time this day of the year comes round, the start itself included."""
    this_year = date(start.year, month, day)
    return this_year if start <= this_year else date(start.year + 1, month, day)


def weeks_before(event: date, weeks: int) -> date:
    """ "At least N weeks before"; the cautious reading (clear weeks) is one day earlier."""
    return event - timedelta(weeks=weeks)


def months_before(event: date, months: int) -> date:
    """ "At least N months before", by the corresponding date."""
    return corresponding_date(event, -months)


def counted_days_after(start: date, days: int, counted: Counted) -> date:
    """The Nth counted day after the start, which is itself left out."""
    day = start
    while days > 0:
        day += DAY
        days -= counted(day)
    return day


def counted_days_beginning_with(start: date, days: int, counted: Counted) -> date:
    """The Nth counted day, where the start is the first if it is counted."""
    return counted_days_after(start - DAY, days, counted)


def counted_days_before(event: date, days: int, counted: Counted) -> date:
    """The Nth counted day before the event."""
    day = event
    while days > 0:
        day -= DAY
        days -= counted(day)
    return day


def appeal_start(start: date, months: int, calendar: Calendar) -> date:
    """The last day for starting an appeal (HESC Rules 2008 r.12(2), (3)(a)).

    The days of August and Christmas count; a period that ends among them moves
    to the first working day after them, and one that ends on any other day off
    moves to the next working day.
    """
    return rolled_out_of_the_break(corresponding_date(start, months), calendar)


def rolled_out_of_the_break(end: date, calendar: Calendar) -> date:
    """The first working day once August, or Christmas, is over."""
    if end.month == 8:
        end = date(end.year, 9, 1)
    elif in_tribunal_break(end):
        end = date(end.year + (end.month == 12), 1, 2)
    return calendar.working_day_on_or_after(end)


def tribunal_days(start: date, days: int, calendar: Calendar) -> date:
    """Calendar days without August and Christmas; then the next working day (r.12(2), (3)(b))."""
    end = counted_days_after(start, days, lambda day: not in_tribunal_break(day))
    return calendar.working_day_on_or_after(end)


def tribunal_working_days(start: date, days: int, calendar: Calendar) -> date:
    """Working days without August and Christmas (r.12(3)(b))."""
    return counted_days_after(start, days, calendar.is_tribunal_working_day)


def upper_tribunal_months(start: date, months: int, calendar: Calendar) -> date:
    """Months without August and Christmas (UT Rules 2008 r.12(2), (3)): as many days as they have.

    Where the first day to count would be one that is left out, the period starts after it.
    """
    while in_tribunal_break(start + DAY):
        start += DAY
    return tribunal_days(start, (corresponding_date(start, months) - start).days, calendar)


def school_days_after(start: date, days: int, calendar: Calendar, closed: Counted) -> date:
    """The Nth day after the start on which a school is open to its pupils."""
    return counted_days_after(start, days, lambda day: calendar.is_working_day(day) and not closed(day))
