"""Folds the entries of a finished case into one row, and unfolds them exactly as they were.

Why: an entry by itself takes some 400 bytes, more than half of them hashes, identifiers and names of fields
that the entries beside it say as well. A finished case is read rarely, so its entries are packed together.

The row has two parts besides the case and its authority:

- `hashes`: the hash of each entry in turn, 32 bytes each. They could be worked out, but then a changed text
  would only show at the end of the chain; kept, they name the entry that was changed.
- `texts`: a JSON array with one array for each of `COLUMNS`, a value for each entry in turn, as the table of
  entries has them; packed by xz, whose checks notice every changed bit, where zlib passes over some.

What follows from these is left out: the number of an entry is its place, `previous` is the hash before it,
and `digest` is that of its data. Only where the data was erased is the digest said.
"""

import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from json import loads
from typing import Any

from engine.case.history import Entry, canonical, digest_of, first_hash
from engine.store.faults import HistoryUnreadable
from engine.store.types import read_day, read_moment, written_day, written_moment

COLUMNS = ("recorded_at", "effective_on", "actor", "kind", "version", "data", "digest")
HASH = 32
"""Bytes of one."""

EFFORT = 3
"""Of xz: more of it takes three times as long for a fifteenth less."""


@dataclass(frozen=True)
class Folded:
    case: str
    hashes: bytes
    texts: bytes

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return len(self.hashes) // HASH


def fold(entries: Sequence[Entry]) -> Folded | None:
    """The entries of one case, from the first on; None when they would not come out again as they are."""
    try:
        folded = _fold(entries)
        is_same = unfold(folded) == list(entries)
    except (ValueError, HistoryUnreadable):
        return None
    return folded if is_same else None


def _fold(entries: Sequence[Entry]) -> Folded:
    hashes = b"".join(bytes.fromhex(entry.hash) for entry in entries)
    columns = list(zip(*map(_said, entries), strict=True))
    return Folded(entries[0].case, hashes, lzma.compress(canonical(columns).encode(), preset=EFFORT))


def _said(entry: Entry) -> tuple[str | None, ...]:
    digest = entry.digest if entry.data is None else None
    moment, day = written_moment(entry.recorded_at), written_day(entry.effective_on)
    return moment, day, entry.actor, entry.kind, entry.version, entry.data, digest


def unfold(folded: Folded) -> list[Entry]:
    """The entries; raises `HistoryUnreadable` with the first that cannot be read."""
    hashes = [folded.hashes[at : at + HASH].hex() for at in range(0, len(folded.hashes), HASH)]
    try:
        rows = list(zip_longest(*_columns(folded.texts)))
    except (ValueError, TypeError, EOFError, lzma.LZMAError) as broken:
        raise HistoryUnreadable(folded.case, 1, f"what was folded does not unfold: {broken}") from broken
    entries: list[Entry] = []
    for sequence, (row, hash) in enumerate(zip_longest(rows, hashes), start=1):
        try:
            entries.append(_entry(folded.case, entries, row, hash))
        except (ValueError, TypeError) as unreadable:
            raise HistoryUnreadable(folded.case, sequence, str(unreadable)) from unreadable
    return entries


def _columns(packed: bytes) -> list[Any]:
    """Each column, when `packed` holds them and nothing else."""
    unpacking = lzma.LZMADecompressor(format=lzma.FORMAT_XZ)
    columns: list[Any] = loads(unpacking.decompress(packed))
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("its end is missing, or something stands behind it")
    if len(columns) != len(COLUMNS):
        raise ValueError(f"expected {len(COLUMNS)} columns")
    return columns


def _entry(case: str, before: Sequence[Entry], row: tuple[Any, ...] | None, hash: str | None) -> Entry:
    if row is None or hash is None:
        raise ValueError("there are more hashes than texts, or fewer")
    moment, day, actor, kind, version, data, digest = row
    if (data is None) is (digest is None) or not all(isinstance(word, str) for word in row if word is not None):
        raise ValueError("expected texts, and either data or the digest of what was erased")
    recorded_at, effective_on = read_moment(moment), read_day(day)
    if recorded_at is None or effective_on is None or None in (actor, kind, version):
        raise ValueError("something is missing")
    sequence = len(before) + 1
    previous = before[-1].hash if before else first_hash(case)
    digest = digest_of(data) if digest is None else digest
    return Entry(case, sequence, recorded_at, effective_on, actor, kind, data, digest, version, previous, hash)
