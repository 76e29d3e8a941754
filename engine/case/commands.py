"""What can be asked of the system: one frozen class per command."""

from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from engine.case.events import Facts


@dataclass(frozen=True)
class Actor:
    """Who acts: a person who signed in, or the system itself.

    `roles` give rights (`permissions.py`); `works_as` are the task roles whose work the actor takes.
    """

    id: str
    name: str
    authority: str
    roles: frozenset[str]
    works_as: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()


def system(authority: str, name: str) -> Actor:
    """The system acting by itself: `sweep`, `effects`."""
    return Actor(f"system:{name}", f"Due Course ({name})", authority, frozenset({"system"}))


@dataclass(frozen=True, kw_only=True)
class Command:
    """`id` names the command: the same id again returns the first answer and does nothing."""

    by: Actor
    id: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseCommand(Command):
    """A command about one case. `effective_on` is the day on which it happened (default: today).

    `expected` is the sequence that the sender saw; if the case has moved on, `CaseMovedOn`.
    """

    case: str
    effective_on: date | None = None
    expected: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenCase(Command):
    process: str
    person: str
    facts: Facts
    team: str | None = None
    effective_on: date | None = None
    opened_by_case: str | None = None


@dataclass(frozen=True)
class Told:
    """One thing that a source says happened: a task done, a message received, or a limit excused, on a day.

    `answers` are what it knows of the task or message; of a limit they hold the `ground`, if it says which.
    """

    on: date
    task: str | None = None
    message: str | None = None
    limit: str | None = None
    answers: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ImportCase(OpenCase):
    """Take over a case that was worked on elsewhere, and bring it to where it stands.

    Tasks on the way that nothing is told of are passed, with the facts of `passing` by BPMN id. A case that `ends`
    goes on until it is closed, unless it waits for a day to come. What it wanted of others on the way is past; of the
    cases that it would open those are still wanted that it opens while it runs, or in which it `goes_on` once it is
    over. The `row` is what makes it the same command again.
    """

    source: str
    row: Facts
    facts: Facts = field(compare=False)
    story: tuple[Told, ...] = field(default=(), compare=False)
    passing: dict[str, Facts] = field(default_factory=dict, compare=False)
    ends: bool = field(default=False, compare=False)
    goes_on: frozenset[str] = field(default=frozenset(), compare=False)
    person: str = field(compare=False)


IMPORTED = "import:"
"""How the ids of commands of an import begin; their answers are kept for good."""


@dataclass(frozen=True, kw_only=True)
class CompleteTask(CaseCommand):
    task: str
    answers: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ClaimTask(CaseCommand):
    task: str


@dataclass(frozen=True, kw_only=True)
class ReleaseTask(CaseCommand):
    task: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AssignTask(CaseCommand):
    task: str
    to: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SaveDraft(CaseCommand):
    """Keep a form as far as it is filled in; checked only for the kind of each answer.

    `over` is the mark of the draft that the sender saw (`engine.drafting.mark_of`): if somebody has saved
    another one since, `DraftMovedOn`. None asks nothing.
    """

    task: str
    answers: Facts
    over: str | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectFacts(CaseCommand):
    """Put right facts that were recorded wrongly. `item` is `advice/01` for one of many."""

    facts: Facts
    reason: str
    item: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordException(CaseCommand):
    timer: str
    ground: str
    particulars: Facts
    evidence: str
    family_told_on: date | None = None
    decided_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class EndException(CaseCommand):
    exception: str
    ended_on: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiveMessage(CaseCommand):
    message: str
    payload: Facts = field(default_factory=dict)
    item: str | None = None


@dataclass(frozen=True, kw_only=True)
class RecordLetterSent(CaseCommand):
    letter: str
    sent_on: date
    means: str


@dataclass(frozen=True, kw_only=True)
class AddNote(CaseCommand):
    text: str


@dataclass(frozen=True, kw_only=True)
class AttachDocument(CaseCommand):
    name: str
    media_type: str
    content: bytes = field(repr=False)
    task: str | None = None


@dataclass(frozen=True)
class SentFile:
    """A file that came with an answer."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ReceiveAnswer(CaseCommand):
    """Take in what somebody outside says through their link: for a task, or from the family (no task)."""

    link: str
    sender: str
    answers: Facts
    files: tuple[SentFile, ...] = ()
    task: str | None = None


@dataclass(frozen=True, kw_only=True)
class SettleAnswer(CaseCommand):
    """Take note of what came through a link, or send it back with a question."""

    answer: str
    question: str = ""


@dataclass(frozen=True, kw_only=True)
class ReopenCase(CaseCommand):
    """Reopen a case that was closed in error: it goes on from before the entry that closed it."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeTeam(CaseCommand):
    """Give the case to another team, or to none."""

    team: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class RetryIncident(CaseCommand):
    incident: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MoveCase(CaseCommand):
    """Go on under another version; `renamed` maps BPMN ids that changed, old to new."""

    version: str
    renamed: dict[str, str] = field(default_factory=dict)
    reason: str


@dataclass(frozen=True, kw_only=True)
class FireTimer(CaseCommand):
    """Tell a timer that its day has passed (the sweep does)."""

    timer: str


@dataclass(frozen=True, kw_only=True)
class CarryOutEffect(CaseCommand):
    """Record that an intent was carried out, with its outcome."""

    effect: str
    outcome: Facts


@dataclass(frozen=True, kw_only=True)
class RaiseIncident(CaseCommand):
    """Something that the system should have done keeps failing; a person must look."""

    about: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class RegisterPerson(Command):
    """Put a child or young person on the register. `details` as in `engine.case.people`.

    With `if_new`, somebody who looks like a person on the register is refused (`MayBeKnown`), unless a reason
    says why they are `added_anyway`.
    """

    details: Facts
    if_new: bool = field(default=False, compare=False)
    added_anyway: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class AmendPerson(Command):
    """`expected` is the edition that the sender saw."""

    person: str
    details: Facts
    expected: int | None = None


@dataclass(frozen=True, kw_only=True)
class MergePersons(Command):
    """Make one record of two: `keep` stays, and what is about `merge` goes there, its cases with it.

    Of the fields `taken` the kept record takes what the other says; where both have rows, it has them all.
    `expected` and `expected_other` are the editions that the sender saw.
    """

    keep: str
    merge: str
    reason: str
    taken: tuple[str, ...] = ()
    expected: int | None = None
    expected_other: int | None = None


@dataclass(frozen=True, kw_only=True)
class KeepApart(Command):
    """Two records that look like the same person are about two people."""

    one: str
    other: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PublishProcess(Command):
    """Publish a package of files (path to text) as the current version of a process."""

    process: str
    files: dict[str, str] = field(repr=False)
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StartCohort(Command):
    """Begin the transfers between phases of one September: those of these cases of plans, or of everyone due."""

    year: int
    cases: tuple[str, ...] | None = None


AnyCaseCommand = (
    CompleteTask
    | ClaimTask
    | ReleaseTask
    | AssignTask
    | SaveDraft
    | CorrectFacts
    | RecordException
    | EndException
    | ReceiveMessage
    | RecordLetterSent
    | AddNote
    | AttachDocument
    | ReceiveAnswer
    | SettleAnswer
    | ReopenCase
    | ChangeTeam
    | RetryIncident
    | MoveCase
    | FireTimer
    | CarryOutEffect
    | RaiseIncident
)
AnyCommand = (
    OpenCase
    | ImportCase
    | AnyCaseCommand
    | RegisterPerson
    | AmendPerson
    | MergePersons
    | KeepApart
    | PublishProcess
    | StartCohort
)

COMMANDS: tuple[type[Command], ...] = get_args(AnyCommand)
