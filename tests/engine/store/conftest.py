"""A database with an authority and a person in it."""

from collections.abc import Iterator

import pytest

from engine.store import Database
from tests.engine.store.lives import register
from tests.fixtures.databases import database_at


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """SQLite, and the same test again on PostgreSQL."""
    opened = database_at(database_url)
    with opened.write() as tx:
        register(tx)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    opened = database_at(sqlite_url)
    with opened.write() as tx:
        register(tx)
    yield opened
    opened.close()
