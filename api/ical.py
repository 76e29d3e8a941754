"""A calendar as other programs read it (RFC 5545): names as its owner chose, days of the law as whole days."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event

from engine import LONDON
from engine.case.calendar import CalendarRow
from engine.case.calendar_words import LASTING
from engine.case.panels import FULL, FeedRow

PRODUCT = "-//Due Course//Calendar//EN"
LASTS = timedelta(hours=1)
"""How long something with a time is shown, because no case says how long it takes."""

READ_AGAIN = timedelta(hours=1)
DAY = timedelta(days=1)


def as_calendar(
    feed: FeedRow, rows: Iterable[CalendarRow], titles: Mapping[str, str], address: Callable[[CalendarRow], str | None]
) -> bytes:
    """The feed as a file; the same rows make the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"Due Course: {feed.name}")
    calendar.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for row in rows:
        calendar.add_component(_event(feed, row, titles, address(row)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(feed: FeedRow, row: CalendarRow, titles: Mapping[str, str], address: str | None) -> Event:
    event = Event()
    event.add("uid", uid_of(feed.authority, row))
    event.add("dtstamp", row.changed_at or feed.made_at)
    if row.changed_at is not None:
        event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    event.add("summary", _summary(feed, row, titles))
    event.add("class", "PRIVATE")
    _put_time(event, row)
    if row.place and (feed.names == FULL or row.case is None):
        event.add("location", row.place)
    said = [row.sentence] if row.sentence and row.kind not in LASTING else []
    if said or address:  # Outlook shows no URL, so the address stands among the words too
        event.add("description", "\n\n".join([*said, *([address] if address else [])]))
    if address:
        event.add("url", address)
    return event


def _put_time(event: Event, row: CalendarRow) -> None:
    """A time as clocks in England show it; otherwise the whole day, which keeps nobody busy."""
    if row.starts_at is not None:
        begins = datetime.combine(row.day, time.fromisoformat(row.starts_at), LONDON)
        event.add("dtstart", begins)
        event.add("dtend", begins + LASTS)
        return
    last = date.fromisoformat(row.sentence) if row.kind in LASTING and row.sentence else row.day
    event.add("dtstart", row.day)
    event.add("dtend", last + DAY)
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")


def uid_of(authority: str, row: CalendarRow) -> str:
    """The same while the day moves, and telling nothing of the case to who sees it alone."""
    said = f"{authority}\n{row.case or ''}\n{row.kind if row.case is None else ''}\n{row.name}"
    return f"{hashlib.sha256(said.encode()).hexdigest()[:32]}@duecourse"


def _summary(feed: FeedRow, row: CalendarRow, titles: Mapping[str, str]) -> str:
    title = titles.get(row.limit, row.title) if row.limit else row.title
    if row.person_name is None:
        return title
    who = row.person_name if feed.names == FULL else initials(row.person_name)
    return f"{who}, {row.case}: {title}"


def initials(name: str) -> str:
    """ "R.E." for Robin Example."""
    return "".join(f"{word[0].upper()}." for word in re.split(r"[\s-]+", name) if word)
