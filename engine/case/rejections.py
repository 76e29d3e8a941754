"""Refusals: what a case or the law does not allow, each saying what was expected."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with an input: where it is (a JSON pointer), a sentence, and the field of a form."""

    path: str
    sentence: str
    field: str = ""


class Rejected(Exception):
    """The command was refused and nothing was recorded."""

    status = 409

    def __init__(self, sentence: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.faults = faults

    @property
    def kind(self) -> str:
        return type(self).__name__


class NotFound(Rejected):
    """There is no such thing in this authority."""

    status = 404


class NotAllowed(Rejected):
    """The actor's roles do not include this right."""

    status = 403


class BadInput(Rejected):
    """The input has faults; all of them are listed."""

    status = 422


class LetterLacks(BadInput):
    """The letter that would go lacks words that it needs; each is listed with who can enter it."""


class CaseMovedOn(Rejected):
    """Another command was recorded on this case first."""


class DraftMovedOn(Rejected):
    """Somebody has saved other answers to the same task meanwhile; theirs are kept."""


class MayBeKnown(Rejected):
    """Somebody on the register looks like the person to be added; each fault names one record and why."""


class AlreadyMerged(Rejected):
    """The record was merged into another, which is the one to work with."""


class CannotAnswer(Rejected):
    """Expected a link that can still be used for an answer, but it was used, revoked or is too old."""


class CaseClosed(Rejected):
    """The case is closed, so it takes no more work."""


class CaseStillOpen(Rejected):
    """The case is open, so it cannot be reopened."""


class SameTeam(Rejected):
    """The case is with that team already."""


class TaskNotOpen(Rejected):
    """The task is not open: it was completed or withdrawn, or never opened."""


class TaskClaimedByAnother(Rejected):
    """Another person holds the task."""


class TimerNotRunning(Rejected):
    """The timer is not running: it has fired or been lifted."""


class TimerNotDue(Rejected):
    """The timer is running, and its day has not passed."""


class MessageNotAwaited(Rejected):
    """The case is not waiting for this message."""


class ProcessStuck(Rejected):
    """The diagram offers no way on from here; nothing was recorded."""


class CannotReckonLimit(Rejected):
    """The law's day cannot be reckoned from the facts of the case."""


class NoSuchGround(Rejected):
    """The law has no such exception for this limit, or its conditions are not met."""


class NotInForce(Rejected):
    """The thing has ended or was never begun."""


class DayNotAllowed(Rejected):
    """The effective day lies in the future or before the case began."""

    status = 422


class CannotImport(Rejected):
    """The process cannot be brought to where the source says that the case stands."""


class CannotMove(Rejected):
    """The case cannot be moved to that version; the sentence says what stands in the way."""


class NotPublished(Rejected):
    """The process or version has not been published in this authority."""

    status = 404


class DefinitionRefused(Rejected):
    """The process has lint findings, so it was not published."""

    status = 422


class CommandIdReused(Rejected):
    """The same command id came with a different command."""

    status = 422
