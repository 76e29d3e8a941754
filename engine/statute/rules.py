"""The ways of counting that the register may name, each with the amounts it takes and its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.statute import counting
from engine.statute.ages import compulsory_school_age_ends
from engine.statute.calendars import Calendar, in_tribunal_break
from engine.statute.limits import Count
from engine.statute.wording import MONTHS, amount, short, spoken


@dataclass(frozen=True, slots=True)
class Counted:
    """The day that a count gives from its start, in words, and how the counting went."""

    start: date
    day: date
    words: str
    how: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule may look at: the amount, the start and its words, and the calendar."""

    count: Count
    start: date
    words: str
    calendar: Calendar
    closed: Callable[[date], bool]

    @property
    def said(self) -> str:
        return f"{spoken(self.start)}, {self.words}"

    @property
    def amount(self) -> str:
        return amount(self.count.number, self.count.unit)


Rule = Callable[[Given], Counted]

FIXED = "The law fixes the date; it does not depend on the start."


def _within(given: Given) -> Counted:
    end = _WITHIN[given.count.unit](given.start, given.count.number, given.calendar)
    return Counted(given.start, end, f"{given.amount} from {given.said}", "The day itself is not counted.")


def _beginning_with(given: Given) -> Counted:
    end = _BEGINNING[given.count.unit](given.start, given.count.number, given.calendar)
    return Counted(
        given.start, end, f"{given.amount} beginning with {given.said}", "That day is the first one counted."
    )


def _at_least_before(given: Given) -> Counted:
    end = _BEFORE[given.count.unit](given.start, given.count.number, given.calendar)
    return Counted(given.start, end, f"at least {given.amount} before {given.said}", "Counted back from that day.")


def _before_the_day(given: Given) -> Counted:
    return Counted(given.start, given.start - counting.DAY, f"before {given.said}", "The day before it is the last.")


def _on_the_day(given: Given) -> Counted:
    return Counted(given.start, given.start, given.words, "The act is due on that very day.")


def _before_date(given: Given) -> Counted:
    allow = given.count.allow
    fixed = date(given.start.year, allow["month"], allow["day"])
    last = fixed - counting.DAY
    words = f"before {short(fixed)}, in the calendar year of {given.said}"
    how = f"{spoken(last)} is the last day before {short(fixed)}."
    weeks = allow.get("weeks", 0)
    if weeks:
        words, how = f"{amount(weeks, 'weeks')} back from the last day {words}", f"{how} Counted back from it."
    return Counted(given.start, last - timedelta(weeks=weeks), words, how)


def _fixed_date(given: Given) -> Counted:
    fixed = _fixed(given.count)
    return Counted(given.start, fixed, f"by {short(fixed)}, for {given.said}", FIXED)


def _before_fixed_date(given: Given) -> Counted:
    fixed = _fixed(given.count)
    return Counted(given.start, fixed - counting.DAY, f"before {short(fixed)}, for {given.said}", FIXED)


def _fixed(count: Count) -> date:
    return date(count.allow["year"], count.allow["month"], count.allow["day"])


def _year_end(given: Given) -> Counted:
    allow = given.count.allow
    end = counting.on_or_after(given.start, allow["month"], allow["day"])
    ends = f"{allow['day']} {MONTHS[allow['month'] - 1]}"
    return Counted(
        given.start, end, f"the end of the academic year of {given.said}", f"The academic year ends on {ends}."
    )


def _last_friday_in_june(given: Given) -> Counted:
    end = compulsory_school_age_ends(given.start)
    words = f"the last Friday in June of the school year of {given.said}"
    return Counted(given.start, end, words, "A school year runs from 1 September to 31 August.")


def _appeal_start(given: Given) -> Counted:
    plain = counting.corresponding_date(given.start, given.count.number)
    end = counting.rolled_out_of_the_break(plain, given.calendar)
    words = f"{given.amount} from {given.said}"
    if end == plain:
        return Counted(given.start, end, words, "The day itself is not counted.")
    return Counted(
        given.start, end, f"{words}, moved on from {spoken(plain)}", f"{spoken(plain)} is {_why_moved(plain)}."
    )


def _why_moved(day: date) -> str:
    if not in_tribunal_break(day):
        return "not a working day, so the time ends on the next working day"
    if day.month == 8:
        return "in August, so the time ends on the first working day after 31 August"
    return "between 25 December and 1 January, so the time ends on the first working day after 1 January"


def _tribunal_within(given: Given) -> Counted:
    reckon = counting.tribunal_days if given.count.unit == "days" else counting.tribunal_working_days
    return _tribunal(given, reckon(given.start, given.count.number, given.calendar))


def _upper_tribunal_within(given: Given) -> Counted:
    return _tribunal(given, counting.upper_tribunal_months(given.start, given.count.number, given.calendar))


def _tribunal(given: Given, end: date) -> Counted:
    words = f"{given.amount} from {given.said}, without August and 25 December to 1 January"
    return Counted(given.start, end, words, "The day itself, August and 25 December to 1 January are not counted.")


def _tribunal_day(given: Given) -> Counted:
    end = given.calendar.working_day_on_or_after(given.start)
    words = given.words if end == given.start else f"{given.said}, moved on to the next working day"
    return Counted(given.start, end, words, "A day the Tribunal fixes moves only when it is not a working day.")


def _school_days(given: Given) -> Counted:
    end = counting.school_days_after(given.start, given.count.number, given.calendar, given.closed)
    how = "Only days on which the school is open to its pupils are counted; the day itself is not."
    return Counted(given.start, end, f"{given.amount} from {given.said}", how)


Step = Callable[[date, int, Calendar], date]

_WITHIN: Mapping[str, Step] = {
    "days": lambda start, number, _: counting.within_days(start, number),
    "weeks": lambda start, number, _: counting.within_weeks(start, number),
    "months": lambda start, number, _: counting.corresponding_date(start, number),
    "working_days": lambda start, number, calendar: counting.counted_days_after(start, number, calendar.is_working_day),
}
_BEGINNING: Mapping[str, Step] = {
    "days": lambda start, number, _: counting.days_beginning_with(start, number),
    "weeks": lambda start, number, _: counting.weeks_beginning_with(start, number),
    "months": lambda start, number, _: counting.months_starting_with(start, number),
    "working_days": lambda start, number, calendar: counting.counted_days_beginning_with(
        start, number, calendar.is_working_day
    ),
}
_BEFORE: Mapping[str, Step] = {
    "days": lambda event, number, _: counting.within_days(event, -number),
    "weeks": lambda event, number, _: counting.weeks_before(event, number),
    "months": lambda event, number, _: counting.months_before(event, number),
    "working_days": lambda event, number, calendar: counting.counted_days_before(
        event, number, calendar.is_working_day
    ),
}

# Each way of counting, and the sets of amounts it takes.
RULES: Mapping[str, tuple[Rule, tuple[frozenset[str], ...]]] = {
    "within": (_within, tuple(frozenset({unit}) for unit in _WITHIN)),
    "beginning_with": (_beginning_with, tuple(frozenset({unit}) for unit in _BEGINNING)),
    "at_least_before": (_at_least_before, tuple(frozenset({unit}) for unit in _BEFORE)),
    "before_the_day": (_before_the_day, (frozenset(),)),
    "on_the_day": (_on_the_day, (frozenset(),)),
    "before_date": (_before_date, (frozenset({"month", "day"}), frozenset({"month", "day", "weeks"}))),
    "fixed_date": (_fixed_date, (frozenset({"year", "month", "day"}),)),
    "before_fixed_date": (_before_fixed_date, (frozenset({"year", "month", "day"}),)),
    "year_end": (_year_end, (frozenset({"month", "day"}),)),
    "last_friday_in_june": (_last_friday_in_june, (frozenset(),)),
    "appeal_start": (_appeal_start, (frozenset({"months"}),)),
    "tribunal_within": (_tribunal_within, (frozenset({"days"}), frozenset({"working_days"}))),
    "tribunal_day": (_tribunal_day, (frozenset(),)),
    "upper_tribunal_within": (_upper_tribunal_within, (frozenset({"months"}),)),
    "school_days": (_school_days, (frozenset({"school_days"}),)),
}
