"""When a letter counts as served, and when a child becomes a young person."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.statute import (
    MEANS,
    age_on,
    compulsory_school_age_ends,
    last_friday_in_june,
    service_day,
    service_sentence,
    year_group_on,
)
from tests.engine.statute.registers import CALENDAR, on

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(DAYS)
def test_post_is_served_on_a_later_working_day(sent: date) -> None:
    served = service_day(sent, "post", CALENDAR)
    assert CALENDAR.is_working_day(served)
    assert timedelta(days=2) <= served - sent <= timedelta(days=7)


@pytest.mark.parametrize("means", ["hand", "email", "portal"])
@given(sent=DAYS)
def test_other_means_serve_on_the_day_itself(means: str, sent: date) -> None:
    assert service_day(sent, means, CALENDAR) == sent


def test_an_unknown_means_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="one of hand, post, email, portal, but found 'pigeon'"):
        service_day(on("2026-01-05"), "pigeon", CALENDAR)


@pytest.mark.parametrize("means", MEANS)
def test_the_sentence_of_service_admits_that_it_is_unverified(means: str) -> None:
    assert "not verified" in service_sentence(on("2026-01-05"), means, CALENDAR)


def test_the_sentence_of_service_says_how_it_was_counted() -> None:
    assert service_sentence(on("2027-02-11"), "post", CALENDAR) == (
        "Monday 15 February 2027: served by first-class post, sent on Thursday 11 February 2027 "
        "(the second working day after posting; not verified, Interpretation Act 1978 s.7)"
    )


@given(st.integers(2000, 2100))
def test_the_last_friday_in_june_is_the_last_friday_in_june(year: int) -> None:
    day = last_friday_in_june(year)
    assert (day.weekday(), day.month, (day + timedelta(days=7)).month) == (4, 6, 7)


@pytest.mark.parametrize(
    ("birthday", "last_day"),
    [
        ("2026-09-01", "2027-06-25"),
        ("2026-11-03", "2027-06-25"),
        ("2027-06-25", "2027-06-25"),
        ("2027-06-26", "2027-06-25"),
        ("2027-08-31", "2027-06-25"),
        ("2027-09-01", "2028-06-30"),
    ],
)
def test_compulsory_school_age_ends_in_the_year_of_the_birthday(birthday: str, last_day: str) -> None:
    assert compulsory_school_age_ends(on(birthday)) == on(last_day)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-11-03", "2026-11-02", 15),
        ("2010-11-03", "2026-11-03", 16),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2026-05-01", "2026-05-01", 0),
    ],
)
def test_age_is_in_completed_years(born: str, day: str, age: int) -> None:
    assert age_on(on(born), on(day)) == age


@pytest.mark.parametrize(
    ("born", "day", "group"),
    [
        ("2010-11-03", "2026-11-03", 11),
        ("2021-08-31", "2025-09-01", 0),
        ("2021-09-01", "2025-09-01", -1),
        ("2012-09-01", "2026-09-01", 9),
        ("2013-08-31", "2026-09-01", 9),
        ("2012-09-01", "2026-08-31", 8),
    ],
)
def test_the_year_group_follows_the_school_year(born: str, day: str, group: int) -> None:
    assert year_group_on(on(born), on(day)) == group
