"""A time limit as the register states it: what it counts from, how much, and under which law."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

SCHOOL_CLOSURES = "school_closures"  # a fact: a list of {"from": day, "to": day}
UNITS = ("days", "weeks", "months", "working_days", "school_days")


@dataclass(frozen=True, slots=True)
class Count:
    """One amount counted from one fact."""

    start: str
    counting: str
    allow: Mapping[str, int]
    number: int
    unit: str
    or_later: tuple[str, ...] = ()
    or_else: tuple[str, ...] = ()  # facts that stand for the start in cases that do not know it


@dataclass(frozen=True)
class Version:
    """A limit as the law stood between two days."""

    ref: str | None
    title: str
    counts: tuple[Count, ...]
    join: str  # "later_of" or "earlier_of" where there is more than one count
    citation: str
    verified: bool
    owed_to: str = ""  # who waits for it
    note: str = ""
    soonest: bool = False
    guidance: bool = False
    waiting: bool = False
    no_number: str = ""
    cutoff: time | None = None
    exceptions: tuple[str, ...] = ()
    exceptions_citation: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None
    caught_running_cases: bool = False
    cautious_from: str = ""
    guidance_from: str = ""
    replaced_by: str = ""
    in_order: tuple[str, ...] = ()  # facts that the law can only have in this order
    later_with: str = ""
    later_facts: tuple[str, ...] = ()  # what the limit it is compared with counts from

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The facts it cannot be reckoned without, in order."""
        return tuple(dict.fromkeys(count.start for count in self.counts))

    @cached_property
    def refinements(self) -> tuple[str, ...]:
        """The facts that are used when the case has them."""
        later = (fact for count in self.counts for fact in count.or_later)
        instead = (fact for count in self.counts for fact in count.or_else)
        named = (*instead, *later, self.cautious_from, self.guidance_from, *self.later_facts, self.replaced_by)
        closures = [SCHOOL_CLOSURES for count in self.counts if count.unit == "school_days"]
        return tuple(dict.fromkeys(fact for fact in (*named, *closures) if fact and fact not in self.starts))

    def is_in_force_on(self, day: date) -> bool:
        after = self.in_force_from is None or self.in_force_from <= day
        return after and (self.in_force_until is None or day <= self.in_force_until)


@dataclass(frozen=True)
class Limit:
    """A time limit with all its dated versions."""

    key: str
    ref: str | None
    also: tuple[str, ...]
    chosen_by: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def title(self) -> str:
        return self.latest.title

    @cached_property
    def has_number(self) -> bool:
        """Whether the law gives a day at all, or only "as soon as practicable" and the like."""
        return not self.latest.no_number

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """Every reference that leads here, the principal one first."""
        own = (self.ref, *self.also, *(version.ref for version in self.versions))
        return tuple(dict.fromkeys(ref for ref in own if ref))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts it is reckoned from, in order; a limit chosen by another fact needs that too."""
        starts = [fact for version in self.versions for fact in version.starts]
        chooser = [self.chosen_by] if self.chosen_by and len(self.versions) > 1 else []
        return tuple(dict.fromkeys(starts + chooser))

    @cached_property
    def refinements(self) -> tuple[str, ...]:
        """Further facts that make the day more exact where they are known."""
        further = [fact for version in self.versions for fact in version.refinements]
        return tuple(fact for fact in dict.fromkeys(further) if fact not in self.facts)

    @cached_property
    def stand_ins(self) -> Mapping[str, tuple[str, ...]]:
        """Under what other names cases know a fact that it counts from."""
        counts = [count for version in self.versions for count in version.counts]
        return {count.start: count.or_else for count in counts if count.or_else}

    def unknown(self, known: Container[str]) -> list[str]:
        """The facts it is reckoned from that are not among these, nor any that stands for them."""
        names = {fact: (fact, *self.stand_ins.get(fact, ())) for fact in self.facts}
        return [fact for fact in self.facts if not any(name in known for name in names[fact])]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every fact that is a day and that a reckoning may look at."""
        known = (*self.facts, *self.refinements, self.chosen_by)
        return tuple(dict.fromkeys(fact for fact in known if fact and fact != SCHOOL_CLOSURES))
