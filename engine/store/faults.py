"""What can go wrong between the engine and its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError

from engine.case.rejections import BadInput, Fault, Rejected

# PostgreSQL: the lock was not to be had, a deadlock, a serialisation failure.
_TRY_AGAIN = {"55P03", "40P01", "40001"}


class AlreadyRemembered(Exception):
    """The id of this command is taken: the same command, or another with its id, was answered meanwhile."""


class DatabaseBusy(Exception):
    """The database was locked by others for too long; nothing was done, and trying again may help."""


class DatabaseAway(Exception):
    """The connection to the database was lost; what was acknowledged is kept, and trying again may help."""


class HistoryUnreadable(Exception):
    """An entry says something that nobody wrote: a day, a moment or a hash that cannot be read."""

    def __init__(self, case: str, sequence: int, sentence: str) -> None:
        super().__init__(f"case {case}, entry {sequence}: it cannot be read: {sentence}")
        self.case = case
        self.sequence = sequence
        self.sentence = sentence


class PersonMovedOn(Rejected):
    """Somebody else amended this person first."""


class Taken(Exception):
    """A row with this key is there already."""


@contextmanager
def in_our_words(dialect: Dialect) -> Iterator[None]:
    """Says what the errors of a driver mean to those who know no driver."""
    drivers = dialect.loaded_dbapi
    try:
        yield
    except (DBAPIError, drivers.Error, UnicodeEncodeError, OverflowError) as error:
        ours = _ours(error.orig if isinstance(error, DBAPIError) else error, dialect)
        if ours is None:
            raise
        raise ours from error


def _ours(error: BaseException | None, dialect: Dialect) -> Exception | None:
    drivers = dialect.loaded_dbapi
    if isinstance(error, (drivers.DataError, UnicodeEncodeError, OverflowError)):
        sentence = "Expected text that can be written and numbers of a reasonable size"
        return BadInput(sentence, (Fault("", sentence),))
    if _is_busy(error):
        return DatabaseBusy("Expected the database to answer, but others kept it locked for too long")
    if _is_away(error, dialect):
        return DatabaseAway("Expected the database to answer, but the connection to it was lost")
    return None


def _is_away(error: BaseException | None, dialect: Dialect) -> bool:
    """Whether the server is gone: it shut down, or the driver lost it and so has no word from it."""
    state = getattr(error, "sqlstate", "")
    lost = state is None or state.startswith(("08", "57P"))
    return isinstance(error, dialect.loaded_dbapi.OperationalError) and lost


def _is_busy(error: BaseException | None) -> bool:
    """Whether a driver says that a lock could not be had, rather than that something is broken."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in (SQLITE_BUSY, SQLITE_LOCKED)
    return getattr(error, "sqlstate", None) in _TRY_AGAIN
