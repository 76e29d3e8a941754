"""The bytes of documents: kept once per digest, compressed where that makes them smaller; what their pages say."""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.connected import Connected
from engine.store.prepared import Upsert, upsert
from engine.store.tables.truth import content, pages_read
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


_PAGES = select(pages_read.c.said).where(pages_read.c.digest == bindparam("digest"))
_KEEP_PAGES = upsert(pages_read)


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

    def pages_read(self, digest: str) -> tuple[str, ...] | None:
        """What each page of a document says, if it was read; none where its pages cannot be drawn."""
        row = self._first(_PAGES, digest=digest)
        return None if row is None else tuple(json.loads(row.said))

    def unread_contents(self, digests: Iterable[str]) -> list[str]:
        """Of these documents, those whose pages were not read yet."""
        asked = list(dict.fromkeys(digests))
        query = select(pages_read.c.digest).where(pages_read.c.digest.in_(asked))
        known = {digest for (digest,) in self._connection.execute(query)}
        return [digest for digest in asked if digest not in known]


class WritesContents(ReadsContents):
    def store_document(self, digest: str, content: bytes) -> None:
        smaller = _compressed(content)
        row = {"content": content if smaller is None else smaller, "is_compressed": smaller is not None}
        self._write(_STORE, {"digest": written_hash(digest), **row})

    def keep_pages_read(self, digest: str, said: Sequence[str]) -> None:
        self._write(_KEEP_PAGES, {"digest": written_hash(digest), "said": json.dumps(said)})
