"""Reckons the day the law gives, with the sentence and the steps that explain it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from engine.statute.calendars import Calendar
from engine.statute.counting import DAY
from engine.statute.facts import Facts
from engine.statute.faults import CannotReckon
from engine.statute.governing import Reading, read_case
from engine.statute.limits import Version
from engine.statute.register import Register
from engine.statute.rules import Counted
from engine.statute.wording import spoken


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A day of the law together with the steps and the citation that led to it."""

    key: str
    ref: str
    title: str
    start: date
    legal: date
    working: date
    safe: date
    sentence: str
    citation: str
    verified: bool
    steps: tuple[str, ...]
    cutoff: time | None = None
    guidance_day: date | None = None
    guidance: bool = False
    soonest: bool = False
    waiting: bool = False
    note: str = ""
    exceptions: tuple[str, ...] = ()
    exceptions_citation: str = ""


def reckon(register: Register, key: str, facts: Facts, calendar: Calendar, law_on: date | None = None) -> Reckoning:
    """The last day (or, for a waiting period, the day it ends) of this limit in this case.

    Raises CannotReckon when facts are missing or malformed, when the law gives no
    number, or when no version of the limit was in force.
    """
    limit, pinned, ref = register.find(key)
    if not limit.has_number:
        raise CannotReckon(f"The law gives no number for '{limit.title}': {limit.latest.no_number}")
    reading = read_case(register, limit, pinned, facts, calendar)
    version = reading.choose(pinned, law_on)
    return _explained(reading, version, reading.count(version), ref)


def governing_version(register: Register, key: str, facts: Facts, calendar: Calendar) -> Version:
    """The dated version of the law by which this case is judged."""
    limit, pinned, _ = register.find(key)
    return read_case(register, limit, pinned, facts, calendar).choose(pinned, None)


def _explained(reading: Reading, version: Version, counted: Counted, ref: str) -> Reckoning:
    legal, calendar = counted.day, reading.calendar
    working = calendar.working_day_on_or_before(legal)
    cautious = min(legal, reading.other_day(version, version.cautious_from) or legal)
    safe = calendar.working_day_on_or_before(cautious - DAY)
    by = f", by {_clock(version.cutoff)}" if version.cutoff else ""
    return Reckoning(
        key=reading.limit.key,
        ref=ref or version.ref or reading.limit.ref or "",
        title=version.title,
        start=counted.start,
        legal=legal,
        working=working,
        safe=safe,
        sentence=f"{spoken(legal)}: {counted.words}{by} ({version.citation})",
        citation=version.citation,
        verified=version.verified,
        steps=tuple(_steps(version, counted, working, safe)),
        cutoff=version.cutoff,
        guidance_day=reading.other_day(version, version.guidance_from),
        guidance=version.guidance,
        soonest=version.soonest,
        waiting=version.waiting,
        note=version.note,
        exceptions=version.exceptions,
        exceptions_citation=version.exceptions_citation,
    )


def _clock(cutoff: time) -> str:
    hour = cutoff.hour % 12 or 12
    minutes = f":{cutoff.minute:02}" if cutoff.minute else ""
    return f"{hour}{minutes} {'am' if cutoff.hour < 12 else 'pm'}"


def _steps(version: Version, counted: Counted, working: date, safe: date) -> Iterable[str]:
    yield f"{counted.words[:1].upper()}{counted.words[1:]}: {spoken(counted.day)}."
    yield counted.how
    if version.waiting:
        yield f"The period must be left to run; the first day after it is {spoken(counted.day + DAY)}."
    if working != counted.day:
        yield f"The legal day does not move. The last working day on or before it is {spoken(working)}."
    if not version.waiting:
        yield f"Done by {spoken(safe)}, it is in time on the most cautious reading."
    if version.soonest:
        yield "The duty is to act as soon as practicable; this is only the last day."
    if version.guidance:
        yield "This is guidance or practice, not law."
