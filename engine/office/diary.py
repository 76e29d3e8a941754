"""The diary: what cases and the law ask on each day, with the panels, the absences and the bank holidays."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.case.calendar import CalendarFilter, CalendarRow
from engine.case.calendar_words import ABSENCE, ALL, CLOSED, HOLIDAY, MINE, PANEL, TEAMS
from engine.case.commands import Actor
from engine.case.panels import MeetingRow
from engine.case.permissions import SEE_CASES, require
from engine.case.rows import Page
from engine.case.working_calendar import KINDS, OFFICE, closures_of, concerning
from engine.engine import Engine
from engine.statute.calendars import england_bank_holidays
from engine.store import Reading
from engine.store.reading.calendar import cursor_of, place_of_cursor


class Diary:
    """What stands on some days, for those who may see cases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(
        self, by: Actor, asked: CalendarFilter, *, limit: int = 100, cursor: str | None = None
    ) -> Page[CalendarRow]:
        """What stands on the days asked for, in order, some at a time."""
        require(by, SEE_CASES)
        after = None if cursor is None else place_of_cursor(cursor)
        filter = of_actor(asked, by)
        with self._engine.database.read() as tx:
            found = tx.calendar(by.authority, filter, limit=limit + 1, after=after)
            found += [row for row in _of_office(tx, by, filter) if after is None or row.key > after]
        found.sort(key=lambda row: row.key)
        following = cursor_of(found[limit - 1]) if len(found) > limit else None
        return Page(found[:limit], following)

    def counts(self, by: Actor, asked: CalendarFilter) -> Counter[tuple[date, str]]:
        """How many of each kind stand on each day."""
        require(by, SEE_CASES)
        filter = of_actor(asked, by)
        with self._engine.database.read() as tx:
            counted = tx.calendar_counts(by.authority, filter)
            counted.update((row.day, row.kind) for row in _of_office(tx, by, filter))
        return counted


def of_actor(asked: CalendarFilter, by: Actor) -> CalendarFilter:
    return replace(asked, user=by.id, teams=by.teams)


def _of_office(tx: Reading, by: Actor, filter: CalendarFilter) -> Iterator[CalendarRow]:
    """What belongs to no case: few enough to be looked through."""
    if filter.case is not None:
        return
    if filter.wants(PANEL):
        for meeting in tx.meetings(by.authority, filter.first, filter.last):
            if filter.whose == ALL or (filter.whose == TEAMS and meeting.team in by.teams) or by.id in meeting.members:
                yield row_of_meeting(meeting)
    if filter.wants(ABSENCE):
        yield from _absences(tx, by, filter)
    if filter.wants(CLOSED):
        yield from _closures(tx, by, filter)
    if filter.wants(HOLIDAY):
        years = range(filter.first.year, filter.last.year + 1)
        for day in sorted(day for year in years for day in england_bank_holidays(year)):
            if filter.first <= day <= filter.last:
                yield CalendarRow(day, None, HOLIDAY, "Bank holiday", f"holiday-{day.isoformat()}")


def _closures(tx: Reading, by: Actor, filter: CalendarFilter) -> Iterator[CalendarRow]:
    """The first day that is seen of each time in which all schools or the office are closed."""
    for one in closures_of(concerning(tx.working_rows(by.authority))):
        if one.first_on <= filter.last and filter.first <= one.last_on:
            title = f"{KINDS[OFFICE]}: {one.title}" if one.kind == OFFICE else one.title
            name = f"closed-{one.kind}-{one.first_on.isoformat()}"
            begins = max(one.first_on, filter.first)
            yield CalendarRow(begins, None, CLOSED, title, name, sentence=one.last_on.isoformat())


def row_of_meeting(meeting: MeetingRow) -> CalendarRow:
    return CalendarRow(
        meeting.day,
        meeting.starts_at,
        PANEL,
        meeting.panel_name,
        meeting.id,
        team=meeting.team,
        place=meeting.place or None,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
    )


def _absences(tx: Reading, by: Actor, filter: CalendarFilter) -> Iterator[CalendarRow]:
    """The first day of each absence that is seen, which says how long it lasts."""
    users = {user.id: user for user in tx.users(by.authority)}
    for one in tx.absences(by.authority, filter.first):
        if one.first_on > filter.last or one.user not in users:
            continue
        mine = by.id in (one.user, one.covered_by)
        if filter.whose == MINE and not mine:
            continue
        if filter.whose == TEAMS and not mine and not users[one.user].teams & by.teams:
            continue
        begins = max(one.first_on, filter.first)
        yield CalendarRow(
            begins, None, ABSENCE, f"{users[one.user].name} is away", one.id, sentence=one.last_on.isoformat()
        )
