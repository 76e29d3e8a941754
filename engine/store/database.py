"""The door of the store: one transaction at a time, to read or to write."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Connection

from engine.store.faults import DatabaseAway, in_our_words
from engine.store.migrating import upgrade
from engine.store.opening import open_engine
from engine.store.prepared import Prepared
from engine.store.transaction import Reading, Transaction


class Database:
    """A SQLite file (`sqlite:///path`; `sqlite://` in memory) or a PostgreSQL database (`postgresql+psycopg://…`)."""

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self._engine = open_engine(url, pool_size)
        self._prepared = Prepared(self._engine.dialect)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        # SQLite has one writer at a time. Its own waiting is by trying again, which is neither quick nor fair.
        self._turn: AbstractContextManager[object] = Lock() if self._is_sqlite else nullcontext()
        self._one_moment = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits at its end, or leaves nothing when anything is raised in it."""
        with self._writing() as connection:
            yield Transaction(connection, self._prepared)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A transaction that sees the database as it is at one moment."""
        engine = self._engine if self._is_sqlite else self._one_moment
        with self._in_our_words(), engine.connect() as connection:
            if self._is_sqlite:
                _tell(connection, "BEGIN")
            yield Reading(connection, self._prepared)

    def migrate(self) -> None:
        """Bring the tables up to this release; harmless when they are, and when others do the same meanwhile."""
        with self._writing() as connection:
            upgrade(connection)

    def scrub(self) -> None:
        """Write the database anew, so that what was erased is in none of its free pages either."""
        with self._in_our_words(), self._turn, self._engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql("VACUUM" if self._is_sqlite else "VACUUM FULL")
            if self._is_sqlite:
                alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """The driver itself is told when to begin and to commit: SQLAlchemy's way costs as much as four statements.

        A connection that goes back to the pool without a commit is rolled back there.
        """
        with self._in_our_words(), self._turn, self._engine.connect() as connection:
            if self._is_sqlite:
                # Who will write says so at once: a reader that turns writer could not wait for its turn.
                _tell(connection, "BEGIN IMMEDIATE")
            yield connection
            connection.connection.commit()

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            with in_our_words(self._engine.dialect):
                yield
        except DatabaseAway:
            self._engine.dispose()  # what is left in the pool was lost with it
            raise


def _tell(connection: Connection, statement: str) -> None:
    connection.connection.cursor().execute(statement)
