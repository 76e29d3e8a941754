"""An authority's own working calendar: terms of schools, and the days on which schools or the office are closed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from engine.statute.calendars import Calendar

TERM, SCHOOLS, OFFICE = "term", "schools", "office"
KINDS: dict[str, str] = {TERM: "Term of the schools", SCHOOLS: "Schools closed", OFFICE: "Our office closed"}
COLUMNS = ("kind", "name", "setting", "first_on", "last_on")
"""What one row of a sheet says."""

LONGEST_HOLIDAY = timedelta(weeks=10)
"""More than this between two terms is a term that nobody has entered, and no holiday."""

DAY = timedelta(days=1)
WEEK = 7
ENGLAND = Calendar()


@dataclass(frozen=True)
class WorkingRow:
    """A term, or a time in which schools (all of them, or the one named) or the office are closed."""

    authority: str
    id: str
    kind: str
    name: str
    setting: str
    first_on: date
    last_on: date
    kept_by: str
    kept_at: datetime


@dataclass(frozen=True)
class Closure:
    """A time without a break in which all schools, one school, or the office are closed."""

    kind: str
    title: str
    setting: str
    first_on: date
    last_on: date

    @property
    def opens_on(self) -> date:
        """The first working day after it."""
        return ENGLAND.working_day_on_or_after(self.last_on + DAY)

    @property
    def weeks(self) -> int:
        return (self.opens_on - self.first_on).days // WEEK

    def has(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


def closures_of(rows: Iterable[WorkingRow]) -> list[Closure]:
    """Every closure in order: holidays between terms, and closures that were entered, each told once.

    A school with dates of its own is told with those of all schools, unless it has terms of its own.
    """
    of_setting: dict[str, list[WorkingRow]] = {"": []}
    for row in rows:
        of_setting.setdefault(row.setting, []).append(row)
    usual = _joined(_of_schools(of_setting[""]))
    found = _joined(_plain(OFFICE, (row for of in of_setting.values() for row in of))) + usual
    for setting in of_setting.keys() - {""}:
        found += _apart(setting, of_setting[setting], usual)
    return sorted(found, key=lambda one: (one.first_on, one.kind, one.setting))


def concerning(rows: Iterable[WorkingRow], schools: Iterable[str] = ()) -> list[WorkingRow]:
    """Of many rows those about all schools, these schools, and the office."""
    named = {"", *(school.strip().lower() for school in schools)}
    return [row for row in rows if row.kind == OFFICE or row.setting.lower() in named]


def _apart(setting: str, rows: list[WorkingRow], usual: list[Closure]) -> Iterator[Closure]:
    """The closures of one school that are not just the holidays of all schools."""
    has_terms = any(row.kind == TERM for row in rows)
    others = [] if has_terms else [replace(one, setting=setting) for one in usual]
    own = list(_of_schools(rows))
    times = {(one.first_on, one.last_on) for one in usual}
    return (one for one in _joined([*others, *own]) if own and (one.first_on, one.last_on) not in times)


def _of_schools(rows: list[WorkingRow]) -> Iterator[Closure]:
    """What lies between terms, and what was entered as closed."""
    terms = sorted((row for row in rows if row.kind == TERM), key=lambda row: row.first_on)
    for before, after in zip(terms, terms[1:], strict=False):
        first, last = before.last_on + DAY, after.first_on - DAY
        if first <= last and last - first <= LONGEST_HOLIDAY:
            yield Closure(SCHOOLS, f"School holidays after {before.name}", before.setting, first, last)
    yield from _plain(SCHOOLS, rows)


def _plain(kind: str, rows: Iterable[WorkingRow]) -> Iterator[Closure]:
    for row in rows:
        if row.kind == kind:
            yield Closure(kind, row.name, row.setting if kind == SCHOOLS else "", row.first_on, row.last_on)


def _joined(closures: Iterable[Closure]) -> list[Closure]:
    """Closures with no working day between them are one."""
    joined: list[Closure] = []
    for one in sorted(closures, key=lambda each: (each.first_on, each.last_on)):
        before = joined[-1] if joined else None
        if before is None or one.first_on > before.opens_on:
            joined.append(one)
            continue
        title = before.title if one.title == before.title else f"{before.title}; {one.title}"
        joined[-1] = replace(before, title=title, last_on=max(before.last_on, one.last_on))
    return joined


def closed_on(closures: Iterable[Closure], day: date, kind: str, setting: str = "") -> list[Closure]:
    """What is closed on a day: for everybody, and at this school."""
    settings = {"", setting.strip().lower()}
    return [one for one in closures if one.kind == kind and one.has(day) and one.setting.lower() in settings]


def last_open_day(closures: Iterable[Closure], day: date) -> date:
    """The last working day on or before a day on which the office is open."""
    office = [one for one in closures if one.kind == OFFICE]
    while True:
        day = ENGLAND.working_day_on_or_before(day)
        closed = next((one for one in office if one.has(day)), None)
        if closed is None:
            return day
        day = closed.first_on - DAY


@dataclass(frozen=True)
class Window:
    """A closure, and the days from which to which advice must have been asked for so that it can excuse a limit."""

    closure: Closure
    first: date
    last: date
    is_long_enough: bool

    def has(self, day: date) -> bool:
        return self.is_long_enough and self.first <= day <= self.last


def windows_of(closures: Iterable[Closure], weeks: int, lead_weeks: int, start: date, legal: date) -> list[Window]:
    """The closures in whose window advice could have been asked for within the time of a limit."""
    lead = timedelta(weeks=lead_weeks)
    found = [
        Window(one, one.first_on - lead, one.opens_on - lead, one.opens_on - one.first_on >= timedelta(weeks=weeks))
        for one in closures
    ]
    return [one for one in found if one.first <= legal and start <= one.last]
