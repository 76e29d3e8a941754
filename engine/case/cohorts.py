"""Cohorts: who moves between phases in one September, and how far the beginning of their transfers has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.case.events import Facts
from engine.statute import year_group_on

WAITING, STARTED, REFUSED = "waiting", "started", "refused"
"""The standings of a member whose transfer is to be begun."""

DUE, CHECK, NOT_DUE = "due", "check", "not_due"
"""What the table of the process says of a person: in the cohort, for a person to decide, or not in it."""

NOTHING, STARTING, IN_HAND, SETTLED, NOT_STARTED = "nothing", "starting", "in_hand", "settled", "not_started"
"""What there is of the transfer: nothing, asked for, an open case, one that has ended, or one that could not begin."""

IN_ERROR = "transfer_case_in_error"
"""Such a case is none, unless the cohort opened it: a second one is then opened by hand."""

MOVED = ("place_settled", "transfer_appealed", "place_to_be_amended")
"""How a transfer ends that leads to another school."""

SEPTEMBER = 9

MOVES: dict[str, str] = {
    "early_years_to_school": "Early years to school",
    "infant_to_junior": "Infant to junior",
    "primary_to_middle": "Primary to middle",
    "primary_to_secondary": "Primary to secondary",
    "middle_to_secondary": "Middle to secondary",
    "secondary_to_post_16": "Secondary school to college",
    "within_post_16": "College to college",
    "none": "No move",
}
"""The moves that the table names, in words."""

VERDICTS: dict[str, str] = {DUE: "Due", CHECK: "Check", NOT_DUE: "Not due"}
STANDINGS: dict[str, str] = {
    NOTHING: "Not begun",
    STARTING: "Being begun",
    IN_HAND: "Case open",
    SETTLED: "Case closed",
    NOT_STARTED: "Could not be begun",
}


PROFILED = ("phase_now", "setting_kind", "setting_last_year", "taught_with", "stays_until", "next_transfer_on")
"""What the table asks of a plan just as it is recorded."""

RECEPTION_FROM = "reception_from"
"""The year in whose autumn somebody usually enters Reception: of a birthday, the table asks no more."""

A_SEPTEMBER = date(2000, 9, 1)


def profile_of(facts: Facts) -> Facts:
    """All that the table asks of a plan. Those who are alike in it move alike, so that they are decided once."""
    known = {name: facts[name] for name in PROFILED if facts.get(name) is not None}
    born = facts.get("date_of_birth")
    if born is None:
        return known
    return {**known, RECEPTION_FROM: A_SEPTEMBER.year - year_group_on(date.fromisoformat(born), A_SEPTEMBER)}


def move_year(opened_on: date, facts: Facts) -> int:
    """Of a transfer: as it was recorded, or until then of the September after its case was opened."""
    day = facts.get("transfer_on")
    if day is not None:
        return date.fromisoformat(day).year
    return opened_on.year + (opened_on.month >= SEPTEMBER)


@dataclass(frozen=True)
class Wanted:
    """Which of the plans in force: by what the table says of those that are alike, and by what else is asked.

    `profiles` may move as they are, `moved_before` if they moved the September before; None is every plan.
    """

    profiles: frozenset[str] | None = None
    moved_before: frozenset[str] | None = None
    standings: tuple[str, ...] = ()
    team: str | None = None
    text: str = ""
    cases: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Alike:
    """How many plans are alike: in what the table asks, what there is of a transfer, and a move the year before."""

    profile: str
    standing: str
    is_moved_before: bool
    number: int


@dataclass(frozen=True)
class KeptPlan:
    """A plan in force: what a list knows of it, and what there is of the transfer of one September.

    `before` is the case of a transfer in the September before, from whose school the next list starts.
    """

    case: str
    person: str
    person_name: str
    team: str | None
    profile: str
    facts: Facts
    standing: str
    transfer: str | None
    told: str | None
    before: str | None


@dataclass(frozen=True)
class Candidate:
    """One person in the list of a September.

    `lacks` are facts that would tell more and are not recorded; `law_day` is the last day for the review and the
    amended plan, if there is a transfer; `transfer` the case of it, if there is one.
    """

    case: str
    person: str
    person_name: str
    team: str | None
    year_group: int | None
    setting_name: str | None
    phase_now: str | None
    verdict: str
    move: str
    kind: str
    because: str
    lacks: tuple[str, ...]
    move_on: date
    law_day: date | None
    law_sentence: str | None
    standing: str
    transfer: str | None
    told: str | None

    @property
    def can_start(self) -> bool:
        """Whether the case of the transfer can be opened: nothing is there, and the table leaves room for it."""
        return self.verdict != NOT_DUE and self.standing in (NOTHING, NOT_STARTED)

    @property
    def starts(self) -> bool:
        """Whether it is among those that begin when everyone due is begun."""
        return self.verdict == DUE and self.can_start


@dataclass(frozen=True)
class CohortMember:
    """Somebody whose transfer is to be begun."""

    authority: str
    year: int
    case: str
    person: str
    move_on: date
    asked_by: str = ""


@dataclass(frozen=True)
class CohortProgress:
    """How many of those asked for still wait, were begun, or were refused; and why not."""

    waiting: int
    started: int
    refused: int
    refusals: Mapping[str, str]

    @property
    def asked(self) -> int:
        return self.waiting + self.started + self.refused

    @property
    def is_done(self) -> bool:
        return not self.waiting
