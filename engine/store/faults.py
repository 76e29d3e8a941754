"""What can go wrong between the engine and its database."""

from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED

from sqlalchemy.exc import OperationalError

from engine.case.rejections import Rejected

# PostgreSQL: the lock was not to be had, a deadlock, a serialisation failure.
_TRY_AGAIN = {"55P03", "40P01", "40001"}


class AlreadyRemembered(Exception):
    """The id of this command is taken: the same command, or another with its id, was answered meanwhile."""


class DatabaseBusy(Exception):
    """The database was locked by others for too long; nothing was done, and trying again may help."""


class HistoryUnreadable(Exception):
    """An entry says something that nobody wrote: a day, a moment or a hash that cannot be read."""

    def __init__(self, case: str, sequence: int, sentence: str) -> None:
        super().__init__(f"case {case}, entry {sequence}: it cannot be read: {sentence}")
        self.case = case
        self.sequence = sequence
        self.sentence = sentence


class PersonMovedOn(Rejected):
    """Somebody else amended this person first."""


def is_busy(error: OperationalError) -> bool:
    """Whether the driver says that a lock could not be had, rather than that something is broken."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in (SQLITE_BUSY, SQLITE_LOCKED)
    return getattr(error.orig, "sqlstate", None) in _TRY_AGAIN
