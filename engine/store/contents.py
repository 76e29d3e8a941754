"""The bytes of documents: kept once per digest, compressed where that makes them smaller."""

import zlib
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.connected import Connected
from engine.store.prepared import Upsert
from engine.store.tables.truth import content
from engine.store.types import written_hash

BEGINNING = 64 * 1024
"""Bytes that are tried first."""

CONTENT = (content.c.content, content.c.is_compressed)

_CONTENT = select(*CONTENT).where(content.c.digest == bindparam("digest"))
_STORE = Upsert(
    {
        "sqlite": sqlite.insert(content).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(content).on_conflict_do_nothing(),
    }
)


def content_of(row: Any) -> bytes | None:
    """The bytes of a document as they were handed in, from a row of the columns `CONTENT`."""
    if row is None:
        return None
    return zlib.decompress(row.content) if row.is_compressed else bytes(row.content)


def _compressed(content: bytes) -> bytes | None:
    """The bytes in less room; None if there is nothing to gain, which the beginning of a large document tells.

    Most large ones are scans, packed already, and others wait to write meanwhile.
    """
    begin = content[:BEGINNING]
    if len(content) > BEGINNING and len(zlib.compress(begin)) > 0.9 * len(begin):
        return None
    compressed = zlib.compress(content)
    return compressed if len(compressed) < len(content) else None


class ReadsContents(Connected):
    def document(self, digest: str) -> bytes | None:
        return content_of(self._first(_CONTENT, digest=digest))


class WritesContents(ReadsContents):
    def store_document(self, digest: str, content: bytes) -> None:
        smaller = _compressed(content)
        row = {"content": content if smaller is None else smaller, "is_compressed": smaller is not None}
        self._write(_STORE, {"digest": written_hash(digest), **row})
