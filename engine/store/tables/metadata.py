"""The one collection that all tables belong to, and the words of their columns."""

from typing import Any

from sqlalchemy import Column, MetaData

from engine.store.types import WORDS

# Small rows are kept without row ids: SQLite then has them in the order of their key, with no second tree for it.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s__%(column_0_N_name)s",
        "uq": "uq_%(table_name)s__%(column_0_N_name)s",
        "fk": "fk_%(table_name)s__%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str) -> Column[Any]:
    """A column of text that is part of the primary key."""
    return Column(name, WORDS, primary_key=True)


def words(name: str) -> Column[Any]:
    """A column of text that is always there."""
    return Column(name, WORDS, nullable=False)


def maybe(name: str) -> Column[Any]:
    """A column of text that can be absent."""
    return Column(name, WORDS)
