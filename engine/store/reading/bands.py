"""The bands of a queue: what is overdue, due today, due this week, due later, or without a day."""

from collections.abc import Sequence
from datetime import date, timedelta

from engine.case.filters import BANDS, TaskFilter
from engine.case.rejections import BadInput, Fault
from engine.store.reading.arms import Term, before, equals, from_on
from engine.store.tables.read_models import open_task

T = open_task.c
FURTHEST = timedelta(days=35)
"""No working day lies further before its legal day; the tribunal's August is the longest stretch without one."""

DAY = timedelta(days=1)


def sunday_of(today: date) -> date:
    """The last day of the week."""
    return today + timedelta(days=6 - today.weekday())


def band_terms(band: str, today: date) -> Sequence[Term]:
    """What a task of a band must meet. Every task is in one band: late is only what is past its day by law."""
    tomorrow, monday = today + DAY, sunday_of(today) + DAY
    return {
        "overdue": [before(T.working, today), before(T.legal, today)],
        "today": [from_on(T.working, today - FURTHEST + DAY), before(T.working, tomorrow), from_on(T.legal, today)],
        "this_week": [from_on(T.working, tomorrow), before(T.working, monday)],
        "later": [from_on(T.working, monday), before(T.working, date.max)],
        "undated": [equals(T.working, date.max)],
    }[band]


def band_of(working: date | None, legal: date | None, today: date) -> str:
    """The band of one task that was read."""
    if working is None:
        return "undated"
    if working <= today:
        return "overdue" if legal is not None and legal < today else "today"
    return "this_week" if working <= sunday_of(today) else "later"


def of_band(filter: TaskFilter) -> Sequence[Term]:
    """The terms of the band that a filter asks for, if it does."""
    if filter.band is None:
        return []
    if filter.band not in BANDS or filter.band_on is None:
        sentence = f"Band must be one of {', '.join(BANDS)}, as seen on a day"
        raise BadInput(sentence, (Fault("band", sentence),))
    return band_terms(filter.band, filter.band_on)
