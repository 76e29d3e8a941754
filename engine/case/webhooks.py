"""Webhooks as data: which kinds of events somebody can ask for, and how their deliveries stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.case.events import KINDS

GROUPS: Mapping[str, frozenset[str]] = {
    "everything": frozenset(KINDS),
    "cases": frozenset({"CaseOpened", "CaseClosed", "CaseReopened", "TeamChanged", "VersionChanged"}),
    "tasks": frozenset(
        {"TaskOpened", "TaskClaimed", "TaskReleased", "TaskAssigned", "TaskCompleted", "TaskPassed", "TaskWithdrawn"}
    ),
    "deadlines": frozenset({"DeadlineSet", "DeadlineMoved", "DeadlineMet", "DeadlineMissed", "DeadlineLifted"}),
    "exceptions": frozenset({"ExceptionRecorded", "ExceptionEnded"}),
    "facts": frozenset({"FactsCorrected", "FactsDerived"}),
    "letters": frozenset({"LetterDue", "LetterSent"}),
    "plans": frozenset({"PlanIssued"}),
    "answers": frozenset({"AnswerReceived", "AnswerSettled"}),
    "documents and notes": frozenset({"DocumentAttached", "NoteAdded"}),
    "incidents": frozenset({"IncidentRaised", "IncidentResolved"}),
}
"""Kinds that belong together, in plain words."""

CHOICES = (*GROUPS, *sorted(KINDS))
"""What a webhook can be asked to tell: groups and single kinds."""


def kinds_in(chosen: Iterable[str]) -> frozenset[str]:
    """The single kinds of events in a choice of groups and kinds."""
    return frozenset().union(*(GROUPS.get(name, frozenset({name})) for name in chosen))


@dataclass(frozen=True)
class Webhook:
    """An address that is told of events of its authority.

    `failures` counts attempts that failed one after another; the webhook rests between them.
    """

    authority: str
    id: str
    edition: int
    url: str
    kinds: tuple[str, ...]
    description: str
    is_active: bool
    salt: str = field(repr=False)
    made_by: str
    made_at: datetime
    failures: int = 0
    failing_since: datetime | None = None
    rests_until: datetime | None = None
    sentence: str | None = None


@dataclass(frozen=True)
class Claim:
    """A case whose entries one worker delivers to one webhook, until `held_until`."""

    authority: str
    webhook: str
    case: str
    next: int
    upto: int
    attempts: int
    failing_since: datetime | None
    held_until: datetime


@dataclass(frozen=True)
class Delivery:
    """How it stands with telling one webhook one entry."""

    authority: str
    webhook: str
    case: str
    sequence: int
    kind: str
    is_delivered: bool
    attempts: int
    tried_at: datetime
    answered: int | None
    sentence: str

    @property
    def id(self) -> str:
        return delivery_id(self.webhook, self.case, self.sequence)


@dataclass(frozen=True)
class Outgoing:
    """A POST that is ready to be sent."""

    url: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What came of sending: what the receiver answered, if it did, and a sentence."""

    sentence: str
    answered: int | None = None

    @property
    def is_delivered(self) -> bool:
        return self.answered is not None and 200 <= self.answered < 300


def delivery_id(webhook: str, case: str, sequence: int) -> str:
    """The same for every attempt, so that a receiver knows what it has had already."""
    return f"{webhook}_{case}_{sequence}"
