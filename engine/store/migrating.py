"""Brings the tables of a database up to this release, with Alembic and without its files on disk."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

# Any number will do, as long as nobody else in the database locks on it.
MIGRATING = 7_318_640


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run what is missing, inside the transaction of the connection; who comes second waits and finds it done."""
    connection.begin()  # for Alembic, which would otherwise commit after each step
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)
