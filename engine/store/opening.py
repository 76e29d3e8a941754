"""Opens connections: which settings each kind of database gets, and how its transactions begin."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Engine, QueuePool, create_engine, event, make_url

LONGEST_WAIT = 30
"""Seconds that one transaction waits for another before it gives up."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {LONGEST_WAIT * 1000}",
    "PRAGMA synchronous = FULL",  # an acknowledged command survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA wal_autocheckpoint = 4000",  # a command writes some 30 pages: look after the file every 130 or so
    "PRAGMA cache_size = -16000",
    "PRAGMA temp_store = MEMORY",
)


def open_engine(url: str, pool_size: int) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address, pool_size)
    if address.get_backend_name() == "postgresql":
        return _open_postgresql(address.set(drivername="postgresql+psycopg"), pool_size)
    raise ValueError(f"Expected the address of a SQLite or PostgreSQL database, but got one of {address.drivername}")


def _open_sqlite(address: URL, pool_size: int) -> Engine:
    # A database in memory is its connection: there can only be one, and everybody waits for it.
    is_in_memory = address.database in (None, "", ":memory:")
    size = {"pool_size": 1, "max_overflow": 0} if is_in_memory else {"pool_size": pool_size, "max_overflow": -1}
    engine = create_engine(
        address,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False, "timeout": LONGEST_WAIT, "cached_statements": 512},
        **size,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see database.py
    for pragma in PRAGMAS:
        connection.execute(pragma)
    while not _lets_readers_be(connection):
        # Somebody else opens the same new file: wait for them as for any writer.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")


def _lets_readers_be(connection: Any) -> bool:
    """Readers do not wait for writers in WAL mode, which a file keeps; False when its lock is not to be had."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _open_postgresql(address: URL, pool_size: int) -> Engine:
    settings = f"-c timezone=UTC -c lock_timeout={LONGEST_WAIT}s"
    return create_engine(address, pool_size=pool_size, max_overflow=pool_size, connect_args={"options": settings})
