"""How days are counted: leap days, year ends, month ends, and what must hold for every day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statute import counting
from engine.statute.calendars import in_tribunal_break
from tests.engine.statute.registers import CALENDAR, on

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
NUMBERS = st.integers(1, 60)
Step = Callable[[date, int], date]


def after(start: date, days: int) -> date:
    return counting.counted_days_after(start, days, CALENDAR.is_working_day)


RULES: dict[str, Step] = {
    "within days": counting.within_days,
    "within weeks": counting.within_weeks,
    "days beginning with": counting.days_beginning_with,
    "weeks beginning with": counting.weeks_beginning_with,
    "months": counting.corresponding_date,
    "months starting with": counting.months_starting_with,
    "weeks before": counting.weeks_before,
    "months before": counting.months_before,
    "working days": after,
    "working days from": lambda day, n: counting.counted_days_beginning_with(day, n, CALENDAR.is_working_day),
    "working days before": lambda day, n: counting.counted_days_before(day, n, CALENDAR.is_working_day),
    "start of an appeal": lambda day, n: counting.appeal_start(day, n, CALENDAR),
    "tribunal days": lambda day, n: counting.tribunal_days(day, n, CALENDAR),
    "tribunal working days": lambda day, n: counting.tribunal_working_days(day, n, CALENDAR),
    "months of the Upper Tribunal": lambda day, n: counting.upper_tribunal_months(day, n, CALENDAR),
    "school days": lambda day, n: counting.school_days_after(day, n, CALENDAR, lambda day: day.month == 8),
}
each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())


@each_rule
@given(start=DAYS, number=NUMBERS)
def test_a_later_start_never_gives_an_earlier_day(rule: Step, start: date, number: int) -> None:
    assert rule(start, number) <= rule(start + timedelta(days=1), number)


@each_rule
@given(start=DAYS, number=NUMBERS)
def test_a_larger_amount_never_gives_a_day_nearer_the_start(rule: Step, start: date, number: int) -> None:
    assert abs(rule(start, number) - start) <= abs(rule(start, number + 1) - start)


@given(start=DAYS, number=st.integers(-40, 900))
def test_working_days_between_two_days_are_each_of_them(start: date, number: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, number + 1)]
    counted = CALENDAR.working_days_between(start, start + timedelta(days=number))
    assert counted == sum(CALENDAR.is_working_day(day) for day in days)


@given(start=DAYS, number=NUMBERS)
def test_weeks_and_days_can_be_counted_back(start: date, number: int) -> None:
    assert counting.weeks_before(counting.within_weeks(start, number), number) == start
    assert counting.within_days(counting.within_days(start, number), -number) == start


@given(start=DAYS, number=NUMBERS)
def test_weeks_end_on_the_same_weekday(start: date, number: int) -> None:
    assert counting.within_weeks(start, number).weekday() == start.weekday()


@given(start=DAYS, number=NUMBERS)
def test_beginning_with_ends_a_day_before_within(start: date, number: int) -> None:
    one_day = timedelta(days=1)
    assert counting.weeks_beginning_with(start, number) == counting.within_weeks(start, number) - one_day
    assert counting.days_beginning_with(start, number) == counting.within_days(start, number) - one_day


@given(start=DAYS, number=NUMBERS)
def test_months_can_be_counted_back_where_all_have_the_day(start: date, number: int) -> None:
    there = counting.corresponding_date(start, number)
    assert there.day == start.day or (there + timedelta(days=1)).day == 1
    if start.day <= 28:
        assert counting.corresponding_date(there, -number) == start


@given(start=DAYS, number=NUMBERS)
def test_working_days_can_be_counted_back_from_a_working_day(start: date, number: int) -> None:
    there = after(CALENDAR.working_day_on_or_before(start), number)
    back = counting.counted_days_before(there, number, CALENDAR.is_working_day)
    assert back == CALENDAR.working_day_on_or_before(start)


@given(start=DAYS, number=NUMBERS)
def test_counting_from_a_working_day_with_it_is_one_day_shorter(start: date, number: int) -> None:
    start = CALENDAR.working_day_on_or_after(start)
    assert counting.counted_days_beginning_with(start, number + 1, CALENDAR.is_working_day) == after(start, number)


@given(start=DAYS, number=NUMBERS)
def test_the_tribunal_leaves_out_august_and_christmas(start: date, number: int) -> None:
    end = counting.tribunal_working_days(start, number, CALENDAR)
    span = (start + timedelta(days=one) for one in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_working_day(day) and not in_tribunal_break(day) for day in span) == number
    assert CALENDAR.is_tribunal_working_day(end)


@given(start=DAYS, number=st.integers(1, 3))
def test_an_appeal_never_ends_on_a_day_off_nor_in_the_breaks(start: date, number: int) -> None:
    end, plain = counting.appeal_start(start, number, CALENDAR), counting.corresponding_date(start, number)
    assert CALENDAR.is_working_day(end)
    assert end == plain or in_tribunal_break(plain) or not CALENDAR.is_working_day(plain)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-10-31", 4, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_months_follow_the_corresponding_date(start: str, months: int, end: str) -> None:
    assert counting.corresponding_date(on(start), months) == on(end)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-09-01", 12, "2027-08-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-03-31", 3, "2026-06-30"),
        ("2026-11-09", 3, "2027-02-08"),
    ],
)
def test_a_period_starting_with_a_day_ends_before_the_next(start: str, months: int, end: str) -> None:
    assert counting.months_starting_with(on(start), months) == on(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-06-01", "2026-09-01"),
        ("2026-06-30", "2026-09-01"),
        ("2026-05-31", "2026-07-31"),
        ("2026-07-01", "2026-09-01"),
        ("2026-10-24", "2026-12-24"),
        ("2026-10-25", "2027-01-04"),
        ("2026-11-01", "2027-01-04"),
        ("2026-11-02", "2027-01-04"),
        ("2022-10-24", "2022-12-28"),
        ("2027-02-05", "2027-04-05"),
    ],
)
def test_two_months_for_an_appeal_move_out_of_the_breaks(start: str, end: str) -> None:
    assert counting.appeal_start(on(start), 2, CALENDAR) == on(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-07-17", 28, "2026-09-14"),
        ("2026-08-10", 28, "2026-09-28"),
        ("2026-12-10", 14, "2026-12-24"),
        ("2026-12-11", 14, "2027-01-04"),
        ("2027-07-03", 28, "2027-08-02"),
    ],
)
def test_days_of_the_tribunal_jump_over_the_breaks(start: str, days: int, end: str) -> None:
    assert counting.tribunal_days(on(start), days, CALENDAR) == on(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-03", "2026-04-07"),
        ("2026-07-10", "2026-09-10"),
        ("2026-07-31", "2026-09-30"),
        ("2026-08-20", "2026-09-30"),
        ("2026-12-24", "2027-02-01"),
    ],
)
def test_a_month_of_the_upper_tribunal_leaves_out_the_breaks(start: str, end: str) -> None:
    assert counting.upper_tribunal_months(on(start), 1, CALENDAR) == on(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2027-07-31", "2027-07-31"), ("2027-08-01", "2028-07-31"), ("2026-12-31", "2027-07-31")],
)
def test_a_year_ends_on_its_next_last_day(start: str, end: str) -> None:
    assert counting.on_or_after(on(start), 7, 31) == on(end)


def test_before_a_date_leaves_out_the_date() -> None:
    assert counting.before_date(2028, 3, 1) == on("2028-02-29")
