"""The bytes of documents come out as they went in, and take no more room than they must."""

import pytest

from engine.store import Database
from engine.store.tables.truth import content

LETTER = b"<p>Dear parent of Amina Khan</p>" * 40
PACKED = bytes((n * 97 + n // 7) % 256 for n in range(300))


@pytest.mark.parametrize("said", [LETTER, PACKED, b"", b"x"], ids=["letter", "packed", "nothing", "one-byte"])
def test_documents_are_read_as_they_were_stored(database: Database, said: bytes) -> None:
    with database.write() as tx:
        tx.store_document("cd" * 32, said)
        assert tx.document("cd" * 32) == said


@pytest.mark.parametrize(("said", "is_smaller"), [(LETTER, True), (b"x", False)])
def test_only_what_gets_smaller_is_compressed(database: Database, said: bytes, is_smaller: bool) -> None:
    with database.write() as tx:
        tx.store_document("cd" * 32, said)
        [row] = tx._connection.execute(content.select())
    assert row.is_compressed is is_smaller
    assert (len(row.content) < len(said)) is is_smaller
