"""The bytes of documents: kept once per digest."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.connected import Connected
from engine.store.prepared import Upsert
from engine.store.tables.truth import content
from engine.store.types import written_hash

_CONTENT = select(content.c.content).where(content.c.digest == bindparam("digest"))
_STORE = Upsert(
    {
        "sqlite": sqlite.insert(content).on_conflict_do_nothing(),
        "postgresql": postgresql.insert(content).on_conflict_do_nothing(),
    }
)


class ReadsContents(Connected):
    def document(self, digest: str) -> bytes | None:
        row = self._first(_CONTENT, digest=digest)
        return None if row is None else bytes(row.content)


class WritesContents(ReadsContents):
    def store_document(self, digest: str, content: bytes) -> None:
        self._write(_STORE, {"digest": written_hash(digest), "content": content})
