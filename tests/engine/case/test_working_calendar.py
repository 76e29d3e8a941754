"""What the rows of a working calendar make: holidays between terms, closures without a break, and open days."""

from datetime import UTC, date, datetime

import pytest

from engine.case.working_calendar import (
    OFFICE,
    SCHOOLS,
    TERM,
    WorkingRow,
    closed_on,
    closures_of,
    last_open_day,
    windows_of,
)

HILL = "Hill Road"


def row(kind: str, first: str, last: str, setting: str = "", name: str = "A term") -> WorkingRow:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return WorkingRow("north", "Y1", kind, name, setting, *days, "U1", datetime(2026, 1, 5, tzinfo=UTC))


SPRING = row(TERM, "2026-06-01", "2026-07-21", name="Summer term")
AUTUMN = row(TERM, "2026-09-02", "2026-10-23", name="Autumn term")


def days(rows: list[WorkingRow]) -> list[tuple[str, str, str]]:
    return [(one.setting, f"{one.first_on:%m-%d}", f"{one.last_on:%m-%d}") for one in closures_of(rows)]


def test_the_holidays_are_what_lies_between_terms() -> None:
    [summer] = closures_of([AUTUMN, SPRING])
    assert (summer.first_on, summer.last_on, summer.opens_on) == (
        date(2026, 7, 22),
        date(2026, 9, 1),
        date(2026, 9, 2),
    )
    assert (summer.title, summer.weeks) == ("School holidays after Summer term", 6)


def test_a_term_that_nobody_entered_is_no_holiday() -> None:
    assert days([SPRING, row(TERM, "2027-01-04", "2027-02-12")]) == []


def test_closures_with_a_weekend_between_are_one() -> None:
    training = row(SCHOOLS, "2026-09-02", "2026-09-02", name="Training day")
    later = row(TERM, "2026-09-03", "2026-10-23")
    assert days([SPRING, later, training]) == [("", "07-22", "09-02")]
    apart = [row(SCHOOLS, "2026-03-06", "2026-03-06"), row(SCHOOLS, "2026-03-09", "2026-03-10")]
    assert days(apart) == [("", "03-06", "03-10")]


def test_a_closed_school_adds_to_the_holidays_of_all() -> None:
    heating = row(SCHOOLS, "2026-09-02", "2026-09-11", HILL, "No heating")
    assert days([SPRING, AUTUMN, heating]) == [("", "07-22", "09-01"), (HILL, "07-22", "09-11")]


def test_a_school_with_terms_of_its_own_keeps_to_them() -> None:
    own = [row(TERM, "2026-06-01", "2026-07-14", HILL), row(TERM, "2026-08-31", "2026-10-16", HILL)]
    assert days([SPRING, AUTUMN, *own]) == [(HILL, "07-15", "08-30"), ("", "07-22", "09-01")]


def test_a_day_is_closed_for_all_or_for_one_school() -> None:
    closures = closures_of([row(SCHOOLS, "2026-03-06", "2026-03-06", HILL, "Training day")])
    day = date(2026, 3, 6)
    assert closed_on(closures, day, SCHOOLS) == closed_on(closures, day, OFFICE) == []
    assert [one.title for one in closed_on(closures, day, SCHOOLS, " hill road")] == ["Training day"]


def test_the_last_open_day_skips_closures_weekends_and_bank_holidays() -> None:
    closures = closures_of([row(OFFICE, "2026-12-24", "2027-01-01", name="Christmas")])
    assert last_open_day(closures, date(2026, 12, 31)) == date(2026, 12, 23)
    assert last_open_day(closures, date(2027, 1, 3)) == date(2026, 12, 23)
    assert last_open_day(closures, date(2026, 12, 22)) == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("asked", "fits"), [("2026-07-14", False), ("2026-07-15", True), ("2026-08-26", True), ("2026-08-27", False)]
)
def test_advice_must_be_asked_for_in_the_window_of_a_closure(asked: str, fits: bool) -> None:
    closures = closures_of([SPRING, AUTUMN])
    [window] = windows_of(closures, 4, 1, date(2026, 7, 1), date(2026, 8, 12))
    assert window.has(date.fromisoformat(asked)) is fits
    assert windows_of(closures, 4, 1, date(2026, 9, 1), date(2026, 10, 1)) == []
    [short] = windows_of(closures, 7, 1, date(2026, 7, 1), date(2026, 8, 12))
    assert not short.has(date(2026, 7, 20))
