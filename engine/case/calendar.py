"""The calendar: which answers are days to keep, and what stands on each day."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.case import events
from engine.case.calendar_words import ALL, ASKED_KINDS, KINDS, read_day, read_time
from engine.case.events import Event, Facts
from engine.statute.ages import birthday


@dataclass(frozen=True)
class Dated:
    """A question that asks for a day to keep; `years` after it, for a birthday."""

    fact: str
    collection: str | None
    kind: str
    title: str
    place: str | None = None
    time: str | None = None
    years: int | None = None

    @property
    def watches(self) -> frozenset[str]:
        """The facts that what it shows depends on."""
        return frozenset({self.collection or self.fact, self.fact, self.place, self.time} - {None})  # type: ignore[arg-type]


@dataclass(frozen=True)
class DatedDay:
    """A day that a case has fixed."""

    name: str
    kind: str
    title: str
    day: date
    starts_at: str | None
    place: str | None


@dataclass(frozen=True)
class CalendarRow:
    """Something that stands on a day of the calendar: of a case, or of the office."""

    day: date
    starts_at: str | None
    kind: str
    title: str
    name: str
    """The entry of the case, its timer, or the meeting: stable while the day moves."""
    case: str | None = None
    person: str | None = None
    person_name: str | None = None
    team: str | None = None
    process: str | None = None
    place: str | None = None
    limit: str | None = None
    sentence: str | None = None
    sequence: int = 0
    """Rises whenever the day, the time or the place may have changed."""
    changed_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Where it stands among the others: by day, and what has a time after what is for the whole day."""
        return (self.day.isoformat(), self.starts_at or "", self.case or "", self.name)


@dataclass(frozen=True, kw_only=True)
class CalendarFilter:
    """Which days, whose and of which kinds; an empty set of kinds is every kind."""

    first: date
    last: date
    whose: str = ALL
    user: str = ""
    teams: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    case: str | None = None

    def wants(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    @property
    def asked_kinds(self) -> frozenset[str]:
        """The kinds that come from answers."""
        return (self.kinds or frozenset(KINDS)) & frozenset(ASKED_KINDS)


def dated_in(forms: Iterable[str]) -> tuple[Dated, ...]:
    """What the forms of a version ask that belongs into the calendar; the text of each form is JSON."""
    found: dict[Dated, None] = {}
    for text in forms:
        if "x-calendar" in text:
            found |= dict.fromkeys(dated_of(json.loads(text).get("schema", {})))
    return tuple({_named(one): one for one in found}.values())


def dated_of(schema: Mapping[str, Any]) -> tuple[Dated, ...]:
    """What one form asks that belongs into the calendar."""
    return tuple(_dated(schema, None))


def _named(one: Dated) -> tuple[str | None, str, int | None]:
    return one.collection, one.fact, one.years


def _dated(schema: Mapping[str, Any], collection: str | None) -> Iterator[Dated]:
    for name, question in schema.get("properties", {}).items():
        said = question.get("x-calendar", [])
        for one in said if isinstance(said, list) else [said]:
            yield Dated(
                name,
                collection,
                one["kind"],
                one["title"],
                one.get("place"),
                one.get("time"),
                one.get("years"),
            )
        if question.get("x-items"):
            yield from _dated(question["items"], name)


def days_of(dated: Dated, facts: Facts) -> dict[str, DatedDay | None]:
    """The days that the facts give, by name; None under a name that gives no day now."""
    if dated.collection is None:
        return {_name(dated, None): _day(dated, _name(dated, None), facts)}
    items = facts.get(dated.collection)
    rows = items if isinstance(items, dict) else {}
    return {_name(dated, key): _day(dated, _name(dated, key), row) for key, row in rows.items()}


def _name(dated: Dated, key: str | None) -> str:
    name = dated.fact if key is None else f"{dated.collection}/{key}/{dated.fact}"
    return name if dated.years is None else f"{name}+{dated.years}"


def _day(dated: Dated, name: str, facts: Any) -> DatedDay | None:
    day = read_day(facts.get(dated.fact)) if isinstance(facts, dict) else None
    if day is None:
        return None
    if dated.years is not None:
        day = birthday(day, dated.years)
    place, at = facts.get(dated.place or ""), facts.get(dated.time or "")
    return DatedDay(name, dated.kind, dated.title, day, read_time(at), place if isinstance(place, str) else None)


_TURNS = (
    events.CaseOpened,
    events.CaseClosed,
    events.CaseReopened,
    events.VersionChanged,
    events.PersonMerged,
)
TURN_KINDS = frozenset(event.__name__ for event in _TURNS)
"""The kinds of entries after which every day of a case is looked at again."""

TELLING_KINDS = TURN_KINDS | {
    one.__name__
    for one in (
        events.TaskCompleted,
        events.TaskPassed,
        events.MessageReceived,
        events.FactsCorrected,
        events.FactsDerived,
        events.LetterSent,
    )
}


def facts_said(event: Event) -> frozenset[str]:
    """The names of the facts that an event says something about."""
    match event:
        case events.TaskCompleted() | events.TaskPassed():
            return frozenset(event.answers)
        case events.MessageReceived():
            return frozenset(event.payload)
        case events.FactsCorrected():
            return frozenset(event.corrected)
        case events.FactsDerived():
            return frozenset(event.facts) | {(event.item or "").partition("/")[0]}
        case events.LetterSent():
            template = event.letter.rpartition("#")[0]
            return frozenset({f"{template}_sent_on", f"{template}_served_on"})
    return frozenset()
