"""What a list can be narrowed to; a filter that is left out narrows nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from engine.case.commands import Actor

BANDS = ("overdue", "today", "this_week", "later", "undated")
"""How urgent a task is; each stands in one of these."""


@dataclass(frozen=True, kw_only=True)
class TaskFilter:
    """Open tasks. `queue_of` are those that somebody can take next: their own, and the unassigned of their roles.

    `covering` are the people for whom they stand in, whose tasks are then theirs to do as well. Of a team that
    `taken` names, only the tasks of these roles. `band` is how urgent a task is as seen on the day `band_on`.
    """

    queue_of: Actor | None = None
    covering: frozenset[str] = frozenset()
    assignee: str | None = None
    is_unassigned: bool = False
    roles: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    taken: tuple[tuple[str, frozenset[str]], ...] = ()
    process: str | None = None
    person: str | None = None
    case: str | None = None
    due_before: date | None = None
    overdue_on: date | None = None
    band: str | None = None
    band_on: date | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """Cases. `opened_from` and `opened_to` are the first and the last day of a range.

    `overdue_on` is a day on which the last legal day that presses them most has passed.
    """

    process: str | None = None
    person: str | None = None
    team: str | None = None
    is_closed: bool | None = None
    opened_from: date | None = None
    opened_to: date | None = None
    overdue_on: date | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeadlineFilter:
    process: str | None = None
    team: str | None = None
    limit: str | None = None


@dataclass(frozen=True, kw_only=True)
class AccessFilter:
    """The log of looks at records; `since` and `until` are the first moment and the one after the last.

    `what` are the things noted of which any will do.
    """

    person: str | None = None
    case: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    what: tuple[str, ...] = ()
