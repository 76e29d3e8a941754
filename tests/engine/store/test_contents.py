"""The bytes of documents come out as they went in, and take no more room than they must."""

from random import Random

import pytest

from engine.store import Database
from engine.store.contents import BEGINNING
from engine.store.tables.truth import content

LETTER = b"<p>Dear parent of Amina Khan</p>" * 40
PACKED = Random(1).randbytes(300)
SCAN = Random(2).randbytes(BEGINNING + 1) + LETTER
SAID = {"letter": LETTER, "packed": PACKED, "scan": SCAN, "book": LETTER * 99, "nothing": b"", "one-byte": b"x"}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_documents_are_read_as_they_were_stored(database: Database, said: bytes) -> None:
    with database.write() as tx:
        tx.store_document("cd" * 32, said)
        assert tx.document("cd" * 32) == said


@pytest.mark.parametrize("name", SAID)
def test_only_what_gets_smaller_is_compressed(database: Database, name: str) -> None:
    with database.write() as tx:
        tx.store_document("cd" * 32, SAID[name])
        [row] = tx._connection.execute(content.select())
    assert row.is_compressed is (name in ("letter", "book"))
    assert (len(row.content) < len(SAID[name])) is row.is_compressed
