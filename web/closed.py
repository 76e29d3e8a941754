"""What pages say of days on which schools or the office are closed, by the working calendar of the authority."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from flask import g

from engine import Explained, Ground
from engine.case.requests import ADVICE, Request, request_names, request_of
from engine.case.state import CaseState
from engine.case.working_calendar import (
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
DAY = timedelta(days=1)
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
            if day.weekday() < 5:
                marked.setdefault(day, []).append(SAID[one.kind])
            day += DAY
    return marked


def closed_then(day: date, place: str | None = None) -> list[Closure]:
    """What is closed on a day: the office, and all schools or the one of a place; the longest of each."""
    found = (closed_on(closures(), day, OFFICE), closed_on(closures(place or ""), day, SCHOOLS, place or ""))
    return [max(closed, key=lambda one: one.last_on - one.first_on) for closed in found if closed]


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
    return {"office_closed": office_closed, "closed_then": closed_then, "closed_said": SAID}
