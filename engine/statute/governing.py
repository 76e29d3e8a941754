"""Reads a limit against the facts of a case: which version governs, and the day that it gives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.statute.calendars import Calendar
from engine.statute.facts import EARLIEST, Facts, days_in, spans_in
from engine.statute.faults import CannotReckon
from engine.statute.limits import SCHOOL_CLOSURES, Count, Limit, Version
from engine.statute.register import Register
from engine.statute.rules import RULES, Counted, Given
from engine.statute.wording import listed, short


@dataclass(frozen=True, slots=True)
class Reading:
    """One limit, read against the days of one case."""

    register: Register
    limit: Limit
    days: Mapping[str, date]
    calendar: Calendar
    closed: Callable[[date], bool]

    def choose(self, pinned: Version | None, law_on: date | None) -> Version:
        """The version of the law that governs this case."""
        if pinned is None:
            version = self._in_force(law_on)
            return version if law_on else self._after_changes(version)
        chooser = self.limit.chosen_by
        if law_on is None and chooser in self.days:
            self._expect_governing(pinned)
        elif law_on or not chooser:
            self._expect_in_force(pinned, law_on or self.days[pinned.starts[0]])
        elif not pinned.caught_running_cases:
            # The day that chooses is not known, but it was no later than the start of the count.
            self._expect_in_force(replace(pinned, in_force_until=None), self.days[pinned.starts[0]])
        return pinned

    def _in_force(self, law_on: date | None) -> Version:
        versions = self.limit.versions
        day = law_on or self.days[chooser_of(self.limit)]
        for version in versions:
            if version.is_in_force_on(day):
                return version
        raise CannotReckon(self._not_in_force(versions, day))

    def _after_changes(self, version: Version) -> Version:
        """A change that caught running cases governs those that had not ended before it."""
        for later in self.limit.versions[self.limit.versions.index(version) + 1 :]:
            if later.caught_running_cases and self.count(version).day >= (later.in_force_from or EARLIEST):
                version = later
        return version

    def _expect_governing(self, pinned: Version) -> None:
        governing = self.choose(None, None)
        if governing is not pinned:
            chooser = self.limit.chosen_by
            where = f"{self.register.words_for(chooser)} is {short(self.days[chooser])}"
            raise CannotReckon(f"{pinned.ref} is not the limit where {where}; expected {governing.ref}.")

    def _expect_in_force(self, version: Version, day: date) -> None:
        if not version.is_in_force_on(day):
            raise CannotReckon(self._not_in_force((version,), day))

    def _not_in_force(self, versions: Sequence[Version], day: date) -> str:
        known = versions[0].ref if len(versions) == 1 else self.limit.ref
        name = known or self.limit.ref or self.limit.key
        return f"{name} was not in force on {short(day)}; expected a day {listed(map(_force, versions), 'or')}."

    def count(self, version: Version) -> Counted:
        """The day a version gives."""
        self.expect(version.starts)
        self._expect_order(version.in_order)
        replaced = self.days.get(version.replaced_by)
        if replaced:
            start, words = self.days[version.starts[0]], self.register.words_for(version.replaced_by)
            return Counted(start, replaced, words, "It replaces the day of the limit.")
        counted = [self._count(count) for count in version.counts]
        if version.later_facts and all(fact in self.days for fact in version.later_facts):
            other = replace(self, limit=self.register.limits[version.later_with])
            counted += [other._count(count) for count in other.choose(None, None).counts]
        return _joined(counted, version.join or "later_of")

    def _count(self, count: Count) -> Counted:
        fact = count.start
        for later in count.or_later:
            if later in self.days and self.days[later] > self.days[fact]:
                fact = later
        return self._counted_from(count, fact)

    def _counted_from(self, count: Count, fact: str) -> Counted:
        given = Given(count, self.days[fact], self.register.words_for(fact), self.calendar, self.closed)
        return RULES[count.counting][0](given)

    def other_day(self, version: Version, fact: str) -> date | None:
        """The day the limit would give if it were counted from another fact."""
        return self._counted_from(version.counts[0], fact).day if fact in self.days else None

    def expect(self, names: Iterable[str]) -> None:
        missing = missing_from(self.register, self.days, names)
        if missing:
            raise CannotReckon(*missing)

    def _expect_order(self, names: Sequence[str]) -> None:
        """A day that cannot be later than another was mistyped, or the two were confused."""
        for earlier, later in zip(names, names[1:], strict=False):
            if self.days[earlier] > self.days[later]:
                raise CannotReckon(
                    f"Expected '{earlier}', {self.register.words_for(earlier)}, to be no later than '{later}', "
                    f"{self.register.words_for(later)}; but found {short(self.days[earlier])} "
                    f"and {short(self.days[later])}."
                )


def read_case(register: Register, limit: Limit, pinned: Version | None, facts: Facts, calendar: Calendar) -> Reading:
    """Names every fact that is missing or malformed, all at once."""
    days, faults = days_in(facts, limit.names)
    days = {**_stood_for(limit, days), **days}
    spans, wrong_spans = spans_in(facts, SCHOOL_CLOSURES) if SCHOOL_CLOSURES in limit.refinements else ([], [])
    needed = pinned.starts if pinned else limit.facts if len(limit.versions) == 1 else (chooser_of(limit),)
    malformed = {name for name in limit.names if name not in days and facts.get(name)}
    faults += missing_from(register, days, (name for name in needed if name not in malformed))
    if faults or wrong_spans:
        raise CannotReckon(*faults, *wrong_spans)
    closed = (lambda day: any(first <= day <= last for first, last in spans)) if spans else _open_always
    return Reading(register, limit, days, calendar, closed)


def _stood_for(limit: Limit, days: Mapping[str, date]) -> dict[str, date]:
    """Each fact that this case knows under another name."""
    known = {fact: [days[name] for name in names if name in days] for fact, names in limit.stand_ins.items()}
    return {fact: found[0] for fact, found in known.items() if found}


def chooser_of(limit: Limit) -> str:
    """The fact whose day decides between the versions of a limit."""
    return limit.chosen_by if limit.chosen_by and len(limit.versions) > 1 else limit.versions[0].starts[0]


def missing_from(register: Register, days: Mapping[str, date], names: Iterable[str]) -> list[str]:
    return [f"Expected '{name}', {register.words_for(name)}." for name in names if name not in days]


def _open_always(_: date) -> bool:
    return False


def _joined(counted: list[Counted], join: str) -> Counted:
    if len(counted) == 1:
        return counted[0]
    chosen = (max if join == "later_of" else min)(counted, key=lambda one: one.day)
    rule = join.replace("_", " ")
    words = listed(f"{one.words} ({short(one.day)})" for one in counted)
    return Counted(chosen.start, chosen.day, f"the {rule} {words}", f"The {rule} the two days counts.")


def _force(version: Version) -> str:
    begins = f"from {short(version.in_force_from)}" if version.in_force_from else "at any time"
    return f"{begins} until {short(version.in_force_until)}" if version.in_force_until else begins
