"""What figures are counted as: plain rows that know nothing of the database."""

from dataclasses import dataclass
from datetime import date, timedelta

AT_RISK_DAYS = {"two": 14, "four": 28, "eight": 56}
"""How far ahead limits are looked at: two, four and eight weeks."""

OVERDUE = "overdue"
BANDS_AT_RISK = (OVERDUE, *AT_RISK_DAYS)

DUE, DONE = "due", "done"
"""What a month counts: the limits whose legal day fell in it, or the acts that were done in it."""

KEPT, BROKEN, EXCUSED, UNEXCUSED = "in_time", "late", "excused", "unexcused"
"""Which of those that a month counts are listed: in time, not in time, and with or without an exception."""


OUTSTANDING = "outstanding"
"""Advice that was asked for and is not there yet."""

NOBODY = "nobody"


def last_day_at_risk(band: str, today: date) -> date:
    return today + timedelta(days=AT_RISK_DAYS[band])


@dataclass(frozen=True)
class Part:
    """Which part of a list: the first so many rows, or those after the row that a cursor names."""

    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True)
class RiskRow:
    """Limits still to be met, by limit, team or officer (None: no team, or nobody has it).

    `two`, `four` and `eight` are those whose last working day comes in so many weeks and that are not
    overdue; each includes the one before it. `excused` are those overdue with an exception.
    """

    key: str | None
    overdue: int
    excused: int
    two: int
    four: int
    eight: int


@dataclass(frozen=True)
class CarriedRow:
    """What somebody of a team carries: open tasks, in how many cases, and how many of them a limit presses."""

    assignee: str | None
    team: str | None
    tasks: int
    limited: int
    overdue: int
    this_week: int
    cases: int


@dataclass(frozen=True)
class MonthRow:
    """How one limit was kept in one month; `excused` counts are parts of the counts before them."""

    limit: str
    month: str
    in_time: int
    in_time_excused: int
    late: int
    late_excused: int

    @property
    def all(self) -> int:
        return self.in_time + self.late


@dataclass(frozen=True)
class SpellRow:
    """How many cases had a stage of so many working days."""

    stage: str
    working_days: int
    cases: int


@dataclass(frozen=True)
class StageCaseRow:
    """A case in a stage, or past it."""

    case: str
    person: str
    person_name: str
    team: str | None
    began_on: date
    ended_on: date | None
    working_days: int | None


@dataclass(frozen=True)
class AdviceRow:
    """How many requests for advice to a service came so many days late (0: in time; None: not in yet)."""

    service: str
    days_late: int | None
    requests: int


@dataclass(frozen=True)
class AdviceCaseRow:
    case: str
    person: str
    person_name: str
    team: str | None
    service: str
    legal: date
    met_on: date | None
    days_late: int | None


@dataclass(frozen=True)
class ReachedRow:
    """How many cases reached a milestone in a month, by its kind."""

    milestone: str
    month: str
    kind: str | None
    cases: int


@dataclass(frozen=True)
class ReachedCaseRow:
    case: str
    person: str
    person_name: str
    process: str
    team: str | None
    reached_on: date
    kind: str | None


@dataclass(frozen=True)
class OpenCasesRow:
    """How many cases of a process are open, and how many of those are past the legal day that presses them."""

    process: str
    open: int
    overdue: int
