"""How days, moments and digests are written in the database: the same on SQLite and on PostgreSQL."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

Value = TypeVar("Value")

# Text sorts by code point in both databases, as Python's `<` does: cursors depend on it.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")

NEVER = date.max.isoformat()
"""Stands for "no last day" where a column is sorted by, so that what has no deadline comes last."""


@lru_cache(maxsize=1024)
def written_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def written_last_day(day: date | None) -> str:
    return NEVER if day is None else day.isoformat()


@lru_cache(maxsize=64)
def written_moment(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with microseconds: of fixed width, so that text sorts as time does."""
    if moment is None:
        return None
    if moment.utcoffset() != timedelta(0):
        raise ValueError(f"Expected a moment in UTC, but got {moment.isoformat()}")
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    return _exactly(moment, written_moment(moment), text)


def read_day(text: str | None) -> date | None:
    if text is None:
        return None
    day = date.fromisoformat(text)
    return _exactly(day, day.isoformat(), text)


def read_last_day(text: str) -> date | None:
    return None if text == NEVER else read_day(text)


def _exactly(value: Value, written: object, found: object) -> Value:
    """One way of writing each value, so that no change in the database goes unseen."""
    if written != found:
        raise ValueError(f"Expected {written!r} in the database, but found {found!r}")
    return value


def written_hash(text: str) -> bytes:
    """A hash of 64 hexadecimal digits takes 32 bytes; any other name is kept as it is, behind bytes of 0xFF."""
    if len(text) == 64:
        with suppress(ValueError):
            digits = bytes.fromhex(text)
            if digits.hex() == text:
                return digits
    marked = b"\xff" + text.encode()
    return marked if len(marked) != 32 else b"\xff" + marked


def read_hash(content: bytes) -> str:
    if len(content) == 32:
        return content.hex()
    text = content.lstrip(b"\xff").decode()
    return _exactly(text, written_hash(text), content)


class _Written(TypeDecorator[Any]):
    """A value written as text of its own form."""

    impl = Text
    cache_ok = True
    writes: Callable[[Any], Any]
    reads: Callable[[Any], Any]

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text(collation="C" if dialect.name == "postgresql" else None)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return type(self).writes

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return type(self).reads


class Day(_Written):
    cache_ok = True
    writes = staticmethod(written_day)
    reads = staticmethod(read_day)


class LastDay(_Written):
    """A day to sort by, where None means never."""

    cache_ok = True
    writes = staticmethod(written_last_day)
    reads = staticmethod(read_last_day)


class Moment(_Written):
    cache_ok = True
    writes = staticmethod(written_moment)
    reads = staticmethod(read_moment)


class Hash(TypeDecorator[str]):
    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else written_hash(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else read_hash(value)
