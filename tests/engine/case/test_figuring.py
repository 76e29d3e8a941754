"""Shares, months and quartiles, counted by hand."""

from datetime import date

from engine.case.figure_rows import MonthRow
from engine.case.figuring import Kept, Spread, by_month, kept, last_of, months_to, percent, rolling, spread, together

JANUARY = MonthRow("final_plan", "2026-01", in_time=5, in_time_excused=1, late=4, late_excused=2)


def test_cases_with_an_exception_are_left_out_whether_in_time_or_not() -> None:
    one = kept([JANUARY])
    assert (one.all, one.percent) == (9, 55.6)  # 5 of 9
    assert one.percent_unexcused == 66.7  # 4 of 6


def test_the_twenty_weeks_count_whoever_is_or_was_detained() -> None:
    detained = MonthRow("detained_final_plan", "2026-01", in_time=1, in_time_excused=0, late=1, late_excused=1)
    released = MonthRow("custody_change_final_plan", "2026-01", in_time=0, in_time_excused=0, late=1, late_excused=0)
    advice = MonthRow("detained_body_advice", "2026-01", in_time=7, in_time_excused=0, late=0, late_excused=0)
    [row] = together("final_plan", [JANUARY, detained, released, advice])
    assert row == MonthRow("final_plan", "2026-01", in_time=6, in_time_excused=1, late=6, late_excused=3)
    assert (kept([row]).percent, kept([row]).percent_unexcused) == (50.0, 62.5)  # 6 of 12, and 5 of 8


def test_nothing_due_has_no_percentage_rather_than_none() -> None:
    assert (percent(0, 0), Kept().percent, percent(0, 3)) == (None, None, 0.0)


def test_months_are_counted_back_over_the_new_year() -> None:
    assert months_to(date(2026, 2, 28), 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_a_month_ends_on_its_last_day_in_leap_years_too() -> None:
    assert [last_of(month).day for month in ("2026-02", "2028-02", "2026-12", "2026-01")] == [28, 29, 31, 31]


def test_twelve_months_end_with_the_month_itself() -> None:
    rows = [MonthRow("final_plan", month, 1, 0, 0, 0) for month in months_to(date(2026, 3, 1), 14)]
    counted = by_month(rows, months_to(date(2026, 3, 1), 14))
    assert rolling(counted, "2026-03").all == 12
    assert rolling(counted, "2026-02").all == 12
    assert rolling(counted, "2025-04").all == 3


def test_quartiles_are_values_that_were_there() -> None:
    assert spread([(1, 1), (2, 1), (3, 1), (10, 1)]) == Spread(4, 1, 2, 3)
    assert spread([(30, 2), (7, 1)]) == Spread(3, 7, 30, 30)
    assert spread([]) is None
