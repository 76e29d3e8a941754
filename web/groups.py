"""The queue band by band: what is overdue first, then today, this week, later and without a date, page after page."""

from dataclasses import dataclass, replace
from datetime import date

from engine import Reading
from engine.case.filters import BANDS, TaskFilter
from engine.case.rows import Bands, TaskRow

TITLES = {
    "overdue": "Overdue",
    "today": "Today",
    "this_week": "Later this week",
    "later": "After this week",
    "undated": "Without a date",
}


@dataclass(frozen=True)
class Group:
    """The tasks of one band on one page; `goes_on` if some stood on the page before."""

    band: str
    number: str
    rows: list[TaskRow]
    goes_on: bool

    @property
    def title(self) -> str:
        return TITLES[self.band]


@dataclass(frozen=True)
class Grouped:
    """A page of the queue, and the place after it."""

    groups: list[Group]
    next: str | None

    @property
    def rows(self) -> list[TaskRow]:
        return [row for group in self.groups for row in group.rows]


def in_words(number: int, most: int) -> str:
    return f"{most}+" if number > most else str(number)


def grouped(
    tx: Reading, authority: str, filter: TaskFilter, sort: str, today: date, bands: Bands, length: int, after: str
) -> Grouped:
    """A page of so many tasks, which begins after a place that the page before gave."""
    first, _, cursor = after.partition(":")
    ahead = _ahead(filter, bands, first)
    groups: list[Group] = []
    for number, band in enumerate(ahead):
        begun = cursor if number == 0 and cursor else None
        narrowed = replace(filter, band=band, band_on=today)
        page = tx.tasks(authority, narrowed, sort=sort, limit=length, cursor=begun)
        length -= len(page.items)
        if page.items:
            counted = in_words(getattr(bands, band), bands.most)
            groups.append(Group(band, counted, page.items, begun is not None))
        if page.next:
            return Grouped(groups, f"{band}:{page.next}")
        if not length and number + 1 < len(ahead):
            return Grouped(groups, f"{ahead[number + 1]}:")
    return Grouped(groups, None)


def _ahead(filter: TaskFilter, bands: Bands, first: str) -> list[str]:
    """The bands that have tasks, from the one where the page begins."""
    wanted = [filter.band] if filter.band else [band for band in BANDS if getattr(bands, band)]
    return wanted[wanted.index(first) :] if first in wanted else wanted
