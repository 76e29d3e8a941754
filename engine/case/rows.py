"""What questions are answered with: plain rows that know nothing of the database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursor that asks for those after them (None: these were the last)."""

    items: list[Row]
    next: str | None


# --- a case as a command finds it ----------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What a command was answered with when it first came."""

    fingerprint: str
    text: str


@dataclass(frozen=True)
class Snapshot:
    """A case as it stood after an entry; a cache, never the truth."""

    sequence: int
    version: str
    blob: bytes = field(repr=False)


@dataclass(frozen=True)
class CaseHead:
    """Where a case stands: its last entry, and what its rows are labelled with."""

    case: str
    authority: str
    process: str
    version: str
    person: str
    person_name: str
    team: str | None
    is_closed: bool
    sequence: int
    head_hash: str
    snapshot: Snapshot | None = None


@dataclass(frozen=True)
class DraftRow:
    case: str
    task: str
    answers: dict[str, Any]
    saved_by: str
    saved_at: datetime


# --- what waits for the system -------------------------------------------------------------------


@dataclass(frozen=True)
class DueTimer:
    authority: str
    case: str
    timer: str
    due_at: datetime
    attempts: int


@dataclass(frozen=True)
class PendingEffect:
    authority: str
    case: str
    effect: str
    kind: str
    detail: dict[str, Any]
    recorded_at: datetime
    attempts: int


@dataclass(frozen=True)
class FailureRow:
    """Something the system tried and will try again: how often, and what went wrong last."""

    case: str
    about: str
    attempts: int
    failed_at: datetime
    next_attempt_at: datetime
    sentence: str


# --- the register --------------------------------------------------------------------------------


@dataclass(frozen=True)
class AuthorityRow:
    id: str
    name: str
    prefix: str
    settings: dict[str, Any]


@dataclass(frozen=True)
class PersonRow:
    authority: str
    id: str
    edition: int
    name: str
    date_of_birth: str | None
    upn: str | None
    details: dict[str, Any]
    amended_at: datetime
    merged_into: str | None = None
    """The record that is kept of this person, if there were two."""


@dataclass(frozen=True)
class MergeRow:
    """How one record became part of another: the edition of each that was the last before, and what was taken."""

    merged: str
    kept: str
    merged_edition: int
    kept_edition: int
    taken: tuple[str, ...]
    cases: tuple[str, ...]
    reason: str
    actor: str
    recorded_at: datetime


@dataclass(frozen=True)
class PairRow:
    """Two records that may be about the same person, and why; `reason` says why they are kept apart."""

    one: str
    other: str
    because: str
    found_at: datetime
    is_open: bool
    reason: str | None
    actor: str | None
    settled_at: datetime | None


@dataclass(frozen=True)
class VersionRow:
    """A published version; its package only when one version was asked for."""

    authority: str
    hash: str
    process: str
    number: int
    note: str
    published_by: str
    published_at: datetime
    is_current: bool
    package: bytes | None = field(default=None, repr=False)


# --- lists ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TaskRow:
    """An open task, with the deadline that presses it most."""

    case: str
    task: str
    bpmn_id: str
    authority: str
    process: str
    person: str
    person_name: str
    title: str
    role: str
    assignee: str | None
    team: str | None
    item: str | None
    opened_on: date
    timer: str | None
    limit: str | None
    legal: date | None
    working: date | None
    is_excused: bool
    letter: str | None
    form: str | None


@dataclass(frozen=True)
class Bands:
    """How many tasks are overdue, due today, due this week, due later, and without a day.

    No number is counted beyond `most`: one more than that stands for "more".
    """

    overdue: int
    today: int
    this_week: int
    later: int
    undated: int
    most: int


@dataclass(frozen=True)
class WorkloadRow:
    """What somebody carries; None is what nobody has taken."""

    assignee: str | None
    open: int
    overdue: int


@dataclass(frozen=True)
class CaseRow:
    """A case, with the deadline under way that presses it most."""

    case: str
    authority: str
    process: str
    version: str
    person: str
    person_name: str
    team: str | None
    is_closed: bool
    opened_on: date
    closed_on: date | None
    outcome: str | None
    outcome_title: str | None
    open_tasks: int
    limit: str | None
    legal: date | None
    working: date | None
    sequence: int


@dataclass(frozen=True)
class PlanRow:
    """An edition of the plan of a person; what it says stands in its entry of the history."""

    case: str
    plan: str
    sequence: int
    authority: str
    process: str
    version: str
    person: str
    kind: str
    number: int
    letter: str
    to: tuple[str, ...]
    issued_on: date
    made_on: date | None
    recorded_at: datetime


@dataclass(frozen=True)
class DeadlineRow:
    case: str
    timer: str
    authority: str
    process: str
    person: str
    person_name: str
    team: str | None
    limit: str
    activity: str
    item: str | None
    legal: date
    working: date
    sentence: str
    status: str
    met_on: date | None
    is_late: bool
    is_excused: bool
    exception: str | None
    ground: str | None
    ground_ended_on: date | None


@dataclass(frozen=True)
class TimelinessRow:
    """How one limit was kept in the cases where its legal day fell into one month.

    `excused` counts are parts of the counts before them: met late, or missed and still open, with an exception.
    """

    limit: str
    month: str
    in_time: int
    late: int
    late_excused: int
    missed: int
    missed_excused: int
    running: int


@dataclass(frozen=True)
class LetterRow:
    case: str
    letter: str
    authority: str
    process: str
    person: str
    person_name: str
    template: str
    to: str
    task: str | None
    item: str | None
    due_on: date
    sent_on: date | None
    means: str | None
    served_on: date | None


@dataclass(frozen=True)
class DocumentRow:
    case: str
    document: str
    authority: str
    name: str
    media_type: str
    size: int
    digest: str
    task: str | None
    attached_by: str
    attached_at: datetime
    effective_on: date


@dataclass(frozen=True)
class NoteRow:
    case: str
    note: str
    authority: str
    text: str
    added_by: str
    added_at: datetime
    effective_on: date


@dataclass(frozen=True)
class IncidentRow:
    case: str
    incident: str
    authority: str
    about: str
    sentence: str
    is_open: bool
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None
    note: str | None


@dataclass(frozen=True)
class EditionRow:
    """What was known about a person from one moment to the next edition."""

    edition: int
    details: dict[str, Any]
    actor: str
    recorded_at: datetime


@dataclass(frozen=True)
class Lag:
    """How far the sweep or the effects are behind: how many wait (at most `most`), and since when."""

    waiting: int
    oldest_at: datetime | None
    most: int


# --- accounts ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UserRow:
    authority: str
    id: str
    name: str
    login: str
    roles: frozenset[str]
    works_as: frozenset[str]
    teams: frozenset[str]
    is_active: bool
    added_at: datetime


@dataclass(frozen=True)
class TokenRow:
    """An API token, without the token: that is shown once, when it is made."""

    id: str
    authority: str
    user: str
    name: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class AccessRow:
    """Somebody looked at something."""

    at: datetime
    actor: str
    actor_name: str
    what: str
    person: str | None
    case: str | None
