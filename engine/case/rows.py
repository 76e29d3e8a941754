"""What questions are answered with: plain rows that know nothing of the database."""

from dataclasses import dataclass, field
from datetime import datetime
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
