"""What can happen to a case: causes from outside, and the consequences that its process makes of them."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, get_args

Facts = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One thing that happened to a case; its fields are plain JSON values and days."""

    drives: ClassVar[bool] = False
    """Whether the event can move the workflow, and so is lived again by replay."""


# --- causes: they came from outside -------------------------------------------------------------


@dataclass(frozen=True)
class CaseOpened(Event):
    drives: ClassVar[bool] = True
    process: str
    person: str
    facts: Facts
    team: str | None = None
    opened_by_case: str | None = None
    imported: str | None = None
    """The source that it was taken over from, which may know less than the form asks."""


@dataclass(frozen=True)
class TaskCompleted(Event):
    drives: ClassVar[bool] = True
    task: str
    answers: Facts
    plan: Facts | None = None
    """Where the task sends an amended plan: what the plan in force says in the sections that its case left alone."""
    imported: str | None = None
    """The source that knows of it, and of no more than these answers."""


@dataclass(frozen=True)
class TaskPassed(Event):
    """A task that lies behind an imported case: the source does not say when or how it was done, or whether."""

    drives: ClassVar[bool] = True
    task: str
    answers: Facts
    imported: str


@dataclass(frozen=True)
class WaitPassed(Event):
    """A period that lies behind an imported case: the source does not say when it ended."""

    drives: ClassVar[bool] = True
    timer: str
    limit: str
    imported: str


@dataclass(frozen=True)
class TimerFired(Event):
    drives: ClassVar[bool] = True
    timer: str
    limit: str
    legal: date
    imported: str | None = None


@dataclass(frozen=True)
class MessageReceived(Event):
    drives: ClassVar[bool] = True
    message: str
    payload: Facts
    item: str | None = None
    imported: str | None = None


@dataclass(frozen=True)
class FactsCorrected(Event):
    """Facts that were recorded wrongly, with the value they had; deadlines follow."""

    drives: ClassVar[bool] = True
    corrected: Facts
    was: Facts
    reason: str
    item: str | None = None


@dataclass(frozen=True)
class LetterSent(Event):
    """A letter left the authority, on a day and by a means; when it counts as served is a fact."""

    drives: ClassVar[bool] = True
    letter: str
    sent_on: date
    means: str
    served_on: date


@dataclass(frozen=True)
class VersionChanged(Event):
    """The case goes on under another version of its process.

    `renamed` are the tasks and timers whose names changed, `moved_ids` the BPMN ids that did.
    """

    drives: ClassVar[bool] = True
    came_from: str
    renamed: dict[str, str]
    moved_ids: dict[str, str]
    reason: str


@dataclass(frozen=True)
class CaseReopened(Event):
    """The case was closed in error and goes on from before the entry that closed it.

    `again` are the timers whose deadlines the entry undone had ended, and which run again.
    """

    drives: ClassVar[bool] = True
    undoes: int
    facts: Facts
    reason: str
    again: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExceptionRecorded(Event):
    """A ground that excuses one limit; it moves no date."""

    exception: str
    timer: str
    limit: str
    ground: str
    particulars: Facts
    evidence: str
    family_told_on: date | None = None
    decided_by: str | None = None


@dataclass(frozen=True)
class ExceptionEnded(Event):
    exception: str
    ended_on: date
    note: str


@dataclass(frozen=True)
class TaskClaimed(Event):
    task: str
    by: str


@dataclass(frozen=True)
class TaskReleased(Event):
    task: str
    reason: str


@dataclass(frozen=True)
class TaskAssigned(Event):
    task: str
    to: str
    reason: str


@dataclass(frozen=True)
class NoteAdded(Event):
    note: str
    text: str


@dataclass(frozen=True)
class DocumentAttached(Event):
    document: str
    name: str
    media_type: str
    size: int
    digest: str
    task: str | None = None


@dataclass(frozen=True)
class AnswerReceived(Event):
    """Somebody outside answered through their link; nobody has checked yet what they said.

    It came for a task, or of its own accord from the family (`task` is None).
    """

    answer: str
    link: str
    sender: str
    answers: Facts
    documents: tuple[str, ...]
    received_on: date
    task: str | None = None


@dataclass(frozen=True)
class AnswerSettled(Event):
    """Somebody has read an answer: it was taken note of, or sent back with a question."""

    answer: str
    question: str = ""


@dataclass(frozen=True)
class PersonMerged(Event):
    """The person of the case had two records: from now on the case is on the one that is kept."""

    person: str
    was: str
    reason: str


@dataclass(frozen=True)
class TeamChanged(Event):
    """From now on another team works on the case, or none; who has a task keeps it."""

    reason: str
    team: str | None = None
    was: str | None = None


@dataclass(frozen=True)
class EffectCarriedOut(Event):
    """An intent of the case (a letter to draw up, a case to open, a notice) was carried out."""

    effect: str
    outcome: Facts


@dataclass(frozen=True)
class IncidentRaised(Event):
    incident: str
    about: str
    sentence: str


@dataclass(frozen=True)
class IncidentResolved(Event):
    incident: str
    note: str


# --- consequences: what the process made of a cause ---------------------------------------------


@dataclass(frozen=True)
class FactsDerived(Event):
    """Facts that the process or the service rule worked out."""

    facts: Facts
    by: str
    item: str | None = None


@dataclass(frozen=True)
class GatewayDecided(Event):
    gateway: str
    flow: str
    because: str
    saw: Facts


@dataclass(frozen=True)
class DecisionMade(Event):
    """A decision table was asked at a step: which of its rows applied, and the answers that it saw."""

    decision: str
    at: str
    row: int
    because: str
    saw: Facts
    item: str | None = None


@dataclass(frozen=True)
class TaskOpened(Event):
    task: str
    title: str
    role: str
    form: str | None = None
    letter: str | None = None
    item: str | None = None
    within: tuple[str, ...] = ()
    """The BPMN ids of the activities that contain it, itself first: their deadlines are its deadlines."""


@dataclass(frozen=True)
class TaskWithdrawn(Event):
    """The process no longer needs the task."""

    task: str


@dataclass(frozen=True)
class DeadlineSet(Event):
    """A time limit of the law runs: its legal day, its working day, and the reckoning in words."""

    timer: str
    limit: str
    activity: str
    legal: date
    working: date
    sentence: str
    item: str | None = None


@dataclass(frozen=True)
class DeadlineMoved(Event):
    timer: str
    legal: date
    working: date
    was: date
    sentence: str


@dataclass(frozen=True)
class DeadlineMet(Event):
    """The act that the limit asks for was done, on a day; late if after the legal day."""

    timer: str
    met_on: date
    late: bool


@dataclass(frozen=True)
class DeadlineMissed(Event):
    timer: str
    legal: date


@dataclass(frozen=True)
class DeadlineLifted(Event):
    """The need for the act fell away: withdrawal, death, a move, another outcome."""

    timer: str


@dataclass(frozen=True)
class WaitStarted(Event):
    """A period that the law gives to somebody else runs; the case waits for its end."""

    timer: str
    limit: str
    legal: date
    working: date
    sentence: str
    item: str | None = None


@dataclass(frozen=True)
class WaitMoved(Event):
    timer: str
    legal: date
    working: date
    was: date
    sentence: str


@dataclass(frozen=True)
class WaitEnded(Event):
    timer: str


@dataclass(frozen=True)
class MessagesAwaited(Event):
    """The messages that the case can receive from now on."""

    messages: tuple[str, ...]


@dataclass(frozen=True)
class LetterDue(Event):
    """A letter must be drawn up; it leaves with a task, or by being recorded as sent."""

    letter: str
    template: str
    to: str
    task: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class LetterToFile(Event):
    """The letter that was sent must be kept as it went out."""

    effect: str
    letter: str


@dataclass(frozen=True)
class PlanIssued(Event):
    """An edition of the plan went out with a letter; `sections` are the facts that it is made of, as they were then.

    `number` counts the editions of its kind in the case: draft 1, draft 2.
    """

    plan: str
    kind: str
    number: int
    letter: str
    to: tuple[str, ...]
    sections: Facts
    made_on: date | None = None


@dataclass(frozen=True)
class CaseToOpen(Event):
    effect: str
    process: str
    facts: Facts


@dataclass(frozen=True)
class MessageToSend(Event):
    """Another case of the person is to be told: the one that opened this one (`opener`), or all of a process."""

    effect: str
    to: str
    message: str
    payload: Facts


@dataclass(frozen=True)
class NotificationDue(Event):
    effect: str
    role: str
    text: str


@dataclass(frozen=True)
class CaseClosed(Event):
    outcome: str
    title: str


Cause = (
    CaseOpened
    | TaskCompleted
    | TaskPassed
    | WaitPassed
    | TimerFired
    | MessageReceived
    | FactsCorrected
    | LetterSent
    | VersionChanged
    | CaseReopened
    | ExceptionRecorded
    | ExceptionEnded
    | TaskClaimed
    | TaskReleased
    | TaskAssigned
    | NoteAdded
    | DocumentAttached
    | AnswerReceived
    | AnswerSettled
    | PersonMerged
    | TeamChanged
    | EffectCarriedOut
    | IncidentRaised
    | IncidentResolved
)
Consequence = (
    FactsDerived
    | GatewayDecided
    | DecisionMade
    | TaskOpened
    | TaskWithdrawn
    | DeadlineSet
    | DeadlineMoved
    | DeadlineMet
    | DeadlineMissed
    | DeadlineLifted
    | WaitStarted
    | WaitMoved
    | WaitEnded
    | MessagesAwaited
    | LetterDue
    | LetterToFile
    | PlanIssued
    | CaseToOpen
    | MessageToSend
    | NotificationDue
    | CaseClosed
)

CAUSES: tuple[type[Event], ...] = get_args(Cause)
CONSEQUENCES: tuple[type[Event], ...] = get_args(Consequence)
KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in CAUSES + CONSEQUENCES}

_DAYS = {kind: tuple(f.name for f in fields(kind) if f.type in (date, date | None)) for kind in KINDS.values()}

_TUPLES = {kind: tuple(f.name for f in fields(kind) if f.type == tuple[str, ...]) for kind in KINDS.values()}


def to_record(event: Event) -> dict[str, Any]:
    """The event's fields as JSON values; days as ISO strings, absent values left out."""
    record = {name: value for name, value in vars(event).items() if value is not None}
    for name in _DAYS[type(event)]:
        if name in record:
            record[name] = record[name].isoformat()
    return record


def from_record(kind: str, record: dict[str, Any]) -> Event:
    """The event again; raises KeyError for a kind that this release does not know."""
    cls = KINDS[kind]
    values = dict(record)
    for name in _DAYS[cls]:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in _TUPLES[cls]:
        if name in values:
            values[name] = tuple(values[name])
    return cls(**values)
