"""Opens connections: which settings each kind of database gets, and how its transactions begin."""

from typing import Any

from sqlalchemy import URL, Engine, QueuePool, create_engine, event, make_url

LONGEST_WAIT = 30
"""Seconds that one transaction waits for another before it gives up."""

# An acknowledged command survives a power cut (synchronous=FULL); readers do not wait for writers (WAL).
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {LONGEST_WAIT * 1000}",
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


def _open_postgresql(address: URL, pool_size: int) -> Engine:
    settings = f"-c timezone=UTC -c lock_timeout={LONGEST_WAIT}s"
    return create_engine(address, pool_size=pool_size, max_overflow=pool_size, connect_args={"options": settings})
