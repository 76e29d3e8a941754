"""Reckons the day the law gives, with the sentence and the steps that explain it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from engine.statute.calendars import Calendar
from engine.statute.counting import DAY
from engine.statute.faults import CannotReckon
from engine.statute.limits import SCHOOL_CLOSURES, Count, Limit, Version
from engine.statute.register import Register
from engine.statute.rules import RULES, Counted, Given
from engine.statute.wording import listed, short, spoken

Facts = Mapping[str, Any]
EARLIEST, LATEST = date(1980, 1, 1), date(2199, 12, 31)


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


def reckon(register: Register, key: str, facts: Facts, calendar: Calendar, law_on: date | None = None) -> Reckoning:
    """The last day (or, for a waiting period, the day it ends) of this limit in this case.

    Raises CannotReckon when facts are missing or malformed, when the law gives no
    number, or when no version of the limit was in force.
    """
    limit, pinned, ref = register.find(key)
    if not limit.has_number:
        raise CannotReckon(f"The law gives no number for '{limit.title}': {limit.latest.no_number}")
    reading = _Reading(register, limit, facts, calendar)
    version, counted = reading.choose(pinned, law_on)
    return _explained(reading, version, counted, ref)


def day_in(facts: Facts, name: str) -> date | str | None:
    """The day in a fact; None where it is missing; a sentence where it is not a day."""
    value = facts.get(name)
    if value is None or value == "":
        return None
    day = _day(value)
    if day is None or not EARLIEST <= day <= LATEST:
        return f"Expected '{name}' to be a day such as 2026-01-05, but found {value!r}."
    return day


def _day(value: Any) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _parsed(value) if isinstance(value, str) else None


@lru_cache(maxsize=8192)
def _parsed(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One limit, read against the facts of one case."""

    register: Register
    limit: Limit
    facts: Facts
    calendar: Calendar

    def choose(self, pinned: Version | None, law_on: date | None) -> tuple[Version, Counted]:
        """The version of the law that governs, and the day that it gives."""
        version = self._tied(pinned, law_on) if pinned else self._governing(law_on)
        return version, self.count(version)

    def _governing(self, law_on: date | None) -> Version:
        version = self._in_force(law_on)
        return version if law_on else self._after_changes(version)

    def _in_force(self, law_on: date | None) -> Version:
        versions = self.limit.versions
        if law_on is None:
            chooser = self.limit.chosen_by if len(versions) > 1 else ""
            fact = chooser or versions[0].starts[0]
            law_on = self._days([fact])[fact]
        for version in versions:
            if version.is_in_force_on(law_on):
                return version
        raise CannotReckon(self._not_in_force(versions, law_on))

    def _tied(self, version: Version, law_on: date | None) -> Version:
        """The version a reference stands for, if it can apply to this case at all."""
        chooser = self.limit.chosen_by
        chosen_on = day_in(self.facts, chooser) if chooser else None
        if law_on is None and isinstance(chosen_on, date):
            governing = self._governing(None)
            if governing is not version:
                where = f"{self.register.words_for(chooser)} is {short(chosen_on)}"
                raise CannotReckon(f"{version.ref} is not the limit where {where}; expected {governing.ref}.")
            return version
        day = law_on or self._days(version.starts[:1])[version.starts[0]]
        if not self._may_apply(version, day, chosen=law_on is not None or not chooser):
            raise CannotReckon(self._not_in_force((version,), day))
        return version

    def _may_apply(self, version: Version, day: date, *, chosen: bool) -> bool:
        """Where the day that chooses is not known: it was no later than the start of the count."""
        begins = version.in_force_from
        return version.is_in_force_on(day) if chosen else version.caught_running_cases or not begins or begins <= day

    def _after_changes(self, version: Version) -> Version:
        """A change that caught running cases governs those that had not ended before it."""
        for later in self.limit.versions[self.limit.versions.index(version) + 1 :]:
            if later.caught_running_cases and self.count(version).day >= (later.in_force_from or EARLIEST):
                version = later
        return version

    def _not_in_force(self, versions: Iterable[Version], day: date) -> str:
        ref = next((version.ref for version in versions if version.ref), self.limit.ref)
        return f"{ref} was not in force on {short(day)}; expected a day {listed(map(_force, versions), 'or')}."

    def count(self, version: Version) -> Counted:
        """The day a version gives."""
        replaced = self._optional(version.replaced_by)
        if replaced:
            return Counted(replaced, self.register.words_for(version.replaced_by), "It replaces the day of the limit.")
        self._days(version.starts)
        counted = [self._count(count) for count in version.counts]
        if version.later_facts and all(self.facts.get(fact) for fact in version.later_facts):
            other = _Reading(self.register, self.register.limits[version.later_with], self.facts, self.calendar)
            counted += [other._count(count) for count in other._governing(None).counts]
        return _joined(counted, version.join or "later_of")

    def _count(self, count: Count, start: date | None = None) -> Counted:
        fact, day = count.start, start or self._days([count.start])[count.start]
        for later in count.or_later:
            other = None if start else self._optional(later)
            if other and other > day:
                fact, day = later, other
        given = Given(count, day, self.register.words_for(fact), self.calendar, self._is_closed())
        return RULES[count.counting][0](given)

    def other_day(self, version: Version, fact: str) -> date | None:
        """The day the limit would give if it were counted from another fact."""
        start = self._optional(fact)
        return self._count(version.counts[0], start).day if start and version.counts else None

    def _optional(self, fact: str) -> date | None:
        return self._days([fact]).get(fact) if fact and self.facts.get(fact) else None

    def _days(self, names: Iterable[str]) -> dict[str, date]:
        """The days in these facts; every one that is missing or malformed is named."""
        days: dict[str, date] = {}
        faults: list[str] = []
        for name in names:
            day = day_in(self.facts, name)
            if isinstance(day, date):
                days[name] = day
            else:
                faults.append(day or f"Expected '{name}', {self.register.words_for(name)}.")
        if faults:
            raise CannotReckon(*faults)
        return days

    def _is_closed(self) -> Callable[[date], bool]:
        closures = self.facts.get(SCHOOL_CLOSURES) or ()
        spans = [(_day(closure["from"]), _day(closure["to"])) for closure in closures]
        return lambda day: any(first and last and first <= day <= last for first, last in spans)


def _joined(counted: list[Counted], join: str) -> Counted:
    if len(counted) == 1:
        return counted[0]
    chosen = (max if join == "later_of" else min)(counted, key=lambda one: one.day)
    rule = join.replace("_", " ")
    others = "; ".join(f"{one.words} ({short(one.day)})" for one in counted)
    return Counted(chosen.day, f"the {rule} {others.replace('; ', ' and ')}", f"The {rule} the two days counts.")


def _force(version: Version) -> str:
    begins = f"from {short(version.in_force_from)}" if version.in_force_from else "at any time"
    return f"{begins} until {short(version.in_force_until)}" if version.in_force_until else begins


def _explained(reading: _Reading, version: Version, counted: Counted, ref: str) -> Reckoning:
    legal, calendar = counted.day, reading.calendar
    working = calendar.working_day_on_or_before(legal)
    cautious = min(legal, reading.other_day(version, version.cautious_from) or legal)
    safe = calendar.working_day_on_or_before(cautious - DAY)
    by = f", by {_clock(version.cutoff)}" if version.cutoff else ""
    return Reckoning(
        key=reading.limit.key,
        ref=ref or version.ref or reading.limit.ref or "",
        title=version.title,
        start=_start(reading, version, legal),
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
    )


def _start(reading: _Reading, version: Version, legal: date) -> date:
    """The day the first count starts from; the day itself where another day replaces the limit."""
    day = day_in(reading.facts, version.starts[0])
    return day if isinstance(day, date) else legal


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
