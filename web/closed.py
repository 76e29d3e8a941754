"""What pages say of days on which schools or the office are closed, by the working calendar of the authority."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from flask import flash, g

from engine import Explained, Ground, short, spoken
from engine.case.calendar import DatedDay, dated_of, days_of
from engine.case.events import Facts
from engine.case.forms import Form
from engine.case.requests import ADVICE, Request, request_names, request_of
from engine.case.state import CaseState
from engine.case.working_calendar import (
    ENGLAND,
    OFFICE,
    SCHOOLS,
    Closure,
    Window,
    closed_on,
    closures_of,
    concerning,
    last_open_day,
    windows_of,
)
from web.frame import house, pages
from web.guarding import caller

SAID = {SCHOOLS: "Schools closed", OFFICE: "Office closed"}
DAY, FRIDAY = timedelta(days=1), 4
PLANNED = frozenset({"review", "meeting", "mediation"})
"""What cases fix for people to meet, who would rather not on a day on which schools or the office are closed."""

EDUCATIONAL = ("", "educational")
"""The services whose advice schools give; without a word, it may be one of theirs."""


def closures(*schools: str) -> list[Closure]:
    """Those of the office, of all schools and of these; asked once for a page, and only by pages that show days."""
    if "closures" not in g:
        g.working_rows, g.closures = house().working_calendar.rows(caller().authority), {}
    if schools not in g.closures:
        g.closures[schools] = closures_of(concerning(g.working_rows, schools))
    found: list[Closure] = g.closures[schools]
    return found


def marks(first: date, last: date) -> dict[date, list[str]]:
    """What is closed on the days from Monday to Friday: all schools, or the office."""
    marked: dict[date, list[str]] = {}
    for one in closures():
        day = max(first, one.first_on)
        while day <= min(last, one.last_on):
            if day.weekday() <= FRIDAY:
                marked.setdefault(day, []).append(SAID[one.kind])
            day += DAY
    return marked


def closed_then(day: date, place: str | None = None) -> list[Closure]:
    """What is closed on a day: the office, and all schools or the one of a place; the longest of each."""
    found = (closed_on(closures(), day, OFFICE), closed_on(closures(place or ""), day, SCHOOLS, place or ""))
    return [max(closed, key=lambda one: one.last_on - one.first_on) for closed in found if closed]


def day_off(day: date) -> str:
    """That a day is one on which nobody works, if so."""
    return "" if ENGLAND.is_working_day(day) else "Weekend" if day.weekday() > FRIDAY else "Bank holiday"


def warn_of_closures(form: Form | None, answers: Facts, case: str) -> None:
    """Say of each day that was just fixed for people to meet whether schools or the office are closed then."""
    asked = [one for one in dated_of(form.schema) if one.kind in PLANNED] if form is not None else []
    if not asked:
        return
    today = house().engine.today()
    facts = {**house().looking.state(caller().authority, case).facts, **_rows_by_number(answers)}
    days = [day for one in asked if one.watches & answers.keys() for day in days_of(one, facts).values()]
    for day in dict.fromkeys(day for day in days if day is not None and day.day >= today):
        for closure in closed_then(day.day, day.place):
            flash(_met_by(day, closure), "important")


def _rows_by_number(answers: Facts) -> Facts:
    """Rows as the case will know them: under a key each."""
    return {name: dict(enumerate(said)) if isinstance(said, list) else said for name, said in answers.items()}


def _met_by(day: DatedDay, closure: Closure) -> str:
    what = f"{closure.title}, {closure.setting}" if closure.setting else closure.title
    span = f"from {short(closure.first_on)} to {short(closure.last_on)}"
    return (
        f"{day.title} on {spoken(day.day)}: {SAID[closure.kind].lower()} then ({what}, {span}). "
        "The day is recorded all the same. If people cannot come, agree another."
    )


def office_closed(day: date) -> dict[str, Any] | None:
    """Why the office is closed on a day, and the last day before on which it is open; None if it is open."""
    if "office_closures" not in g:
        g.office_closures = house().working_calendar.closures_of_office(caller().authority)
    found = closed_on(g.office_closures, day, OFFICE)
    return {"title": found[0].title, "open_on": last_open_day(g.office_closures, day)} if found else None


def windows(ground: Ground, explained: Explained, schools_of_case: Iterable[str]) -> list[Window]:
    """The closures of schools that could excuse a limit, with the time in which advice must have been asked for."""
    if explained.reckoning is None:
        return []
    schools = [one for one in closures(*schools_of_case) if one.kind == SCHOOLS]
    return windows_of(schools, ground.weeks, ground.lead_weeks, explained.reckoning.start, explained.clock.legal)


def advice_asked(state: CaseState) -> list[Request]:
    """The advice that schools were asked for in a case, with the day on which they were."""
    return [one for one in _requests(state) if one.kind == ADVICE and one.sent_on and one.service in EDUCATIONAL]


def _requests(state: CaseState) -> Iterator[Request]:
    for name in request_names(state):
        found = request_of(name, state)
        if found is not None:
            yield found


@pages.app_context_processor
def closed_words() -> dict[str, Any]:
    return {"office_closed": office_closed, "day_off": day_off, "closed_then": closed_then, "closed_said": SAID}
