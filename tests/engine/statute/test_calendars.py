"""England's bank holidays, with the one-off days, and days added by hand."""

import pytest

from engine.statute import Calendar, england_bank_holidays
from tests.engine.statute.registers import CALENDAR, on

# As published for England and Wales; the substitutes for days that fell on a weekend included.
BANK_HOLIDAYS = {
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_the_bank_holidays_of_a_year_are_as_published(year: int) -> None:
    weekdays = {f"{day:%m-%d}" for day in england_bank_holidays(year) if day.weekday() < 5}
    assert weekdays == set(BANK_HOLIDAYS[year].split())


@pytest.mark.parametrize(
    "day",
    ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2026-03-07", "2026-03-08", "2026-12-28"],
)
def test_one_off_days_and_weekends_are_days_off(day: str) -> None:
    assert not CALENDAR.is_working_day(on(day))


@pytest.mark.parametrize("day", ["2020-05-04", "2022-05-30", "2026-08-12", "2026-12-29", "2026-12-24"])
def test_days_that_were_moved_away_from_are_working_days(day: str) -> None:
    assert CALENDAR.is_working_day(on(day))


def test_the_tribunal_does_not_count_august_and_christmas() -> None:
    assert not any(map(CALENDAR.is_tribunal_working_day, [on("2026-08-12"), on("2026-12-29"), on("2027-01-01")]))
    assert CALENDAR.is_tribunal_working_day(on("2026-12-24"))
    assert CALENDAR.is_tribunal_working_day(on("2028-01-04"))


def test_a_day_added_by_hand_is_a_day_off() -> None:
    added = CALENDAR.with_days([on("2026-07-20")])
    assert CALENDAR.is_working_day(on("2026-07-20"))
    assert added.working_day_on_or_before(on("2026-07-20")) == on("2026-07-17")
    assert added.working_day_on_or_after(on("2026-07-20")) == on("2026-07-21")


def test_a_year_that_is_written_out_does_not_ask_the_library() -> None:
    pinned = Calendar(pinned={2026: frozenset([on("2026-02-03")])})
    assert pinned.is_working_day(on("2026-04-03"))
    assert not pinned.is_working_day(on("2026-02-03"))
    assert not pinned.is_working_day(on("2027-03-26"))
