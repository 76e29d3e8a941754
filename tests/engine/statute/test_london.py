"""A day is a day in London, on both sides of the clock changes."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statute import day_of, start_of
from tests.engine.statute.registers import on

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
INSTANT = timedelta(microseconds=1)


@given(DAYS)
def test_a_day_begins_at_its_start_and_not_before(day: date) -> None:
    assert day_of(start_of(day)) == day
    assert day_of(start_of(day) - INSTANT) == day - timedelta(days=1)


@given(DAYS)
def test_the_start_of_a_day_is_given_in_utc(day: date) -> None:
    assert start_of(day).tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        ("2026-03-28", "2026-03-28T00:00", 24),
        ("2026-03-29", "2026-03-29T00:00", 23),
        ("2026-03-30", "2026-03-29T23:00", 24),
        ("2026-10-25", "2026-10-24T23:00", 25),
        ("2026-10-26", "2026-10-26T00:00", 24),
    ],
)
def test_the_clock_changes_make_short_and_long_days(day: str, start: str, hours: int) -> None:
    assert start_of(on(day)) == datetime.fromisoformat(f"{start}:00+00:00")
    assert start_of(on(day) + timedelta(days=1)) - start_of(on(day)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-01T22:59:59+00:00", "2026-07-01"),
        ("2026-07-01T23:00:00+00:00", "2026-07-02"),
        ("2026-01-01T23:59:59+00:00", "2026-01-01"),
        ("2026-07-02T01:30:00+02:00", "2026-07-02"),
        ("2026-12-31T19:00:00-05:00", "2027-01-01"),
    ],
)
def test_the_day_of_a_moment_is_the_day_in_london(moment: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(moment)) == on(day)


@given(DAYS, st.integers(-12, 12))
def test_the_day_does_not_depend_on_how_the_moment_is_written(day: date, hours: int) -> None:
    elsewhere = start_of(day).astimezone(timezone(timedelta(hours=hours)))
    assert day_of(elsewhere) == day


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a moment with a time zone"):
        day_of(datetime(2026, 1, 5, 12))  # noqa: DTZ001
