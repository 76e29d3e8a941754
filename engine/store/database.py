"""The door of the store: one transaction at a time, to read or to write."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, OperationalError

from engine.case.rejections import BadInput, Fault
from engine.store.faults import DatabaseBusy, is_busy
from engine.store.migrating import upgrade
from engine.store.opening import open_engine
from engine.store.prepared import Prepared
from engine.store.transaction import Reading, Transaction


class Database:
    """A SQLite file (`sqlite:///path`; `sqlite://` in memory) or a PostgreSQL database (`postgresql+psycopg://…`)."""

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self._engine = open_engine(url, pool_size)
        self._prepared = Prepared(self._engine.dialect)
        is_sqlite = self._engine.dialect.name == "sqlite"
        # SQLite has one writer at a time. Its own waiting is by trying again, which is neither quick nor fair.
        self._turn: AbstractContextManager[object] = Lock() if is_sqlite else nullcontext()
        self._writer = self._engine.execution_options(will_write=True)
        self._reader = self._engine if is_sqlite else _reading_one_moment(self._engine)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits at its end, or leaves nothing when anything is raised in it."""
        with _in_our_words(), self._turn, self._writer.connect() as connection, connection.begin():
            yield Transaction(connection, self._prepared)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A transaction that sees the database as it is at one moment."""
        with _in_our_words(), self._reader.connect() as connection, connection.begin():
            yield Reading(connection, self._prepared)

    def migrate(self) -> None:
        """Bring the tables up to this release; harmless when they are, and when others do the same meanwhile."""
        with _in_our_words(), self._turn, self._writer.connect() as connection, connection.begin():
            upgrade(connection)

    def close(self) -> None:
        self._engine.dispose()


def _reading_one_moment(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Says what the drivers mean: others hold the lock, or no database could keep or find such a value."""
    try:
        yield
    except OperationalError as error:
        if is_busy(error):
            raise DatabaseBusy("Expected the database to answer, but others kept it locked for too long") from error
        raise
    except (DataError, UnicodeEncodeError, OverflowError) as error:
        sentence = "Expected text that can be written and numbers of a reasonable size"
        raise BadInput(sentence, (Fault("", sentence),)) from error
