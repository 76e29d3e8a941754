"""The history of a case: entries in a chain of hashes, so that any change can be found."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.case.events import Event, from_record, to_record

_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> str:
    """One way of writing a JSON value, so that equal values have equal digests."""
    return _WRITER.encode(value)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One line of a history. `data` is None when its retention has ended; its digest stays."""

    case: str
    sequence: int
    recorded_at: datetime
    effective_on: date
    actor: str
    kind: str
    data: str | None
    digest: str
    version: str
    previous: str
    hash: str

    @property
    def event(self) -> Any:
        """The event that the entry holds, one of `engine.case.events`."""
        if self.data is None:
            raise ValueError(f"Expected the data of entry {self.sequence} of case {self.case}, but it was erased")
        return from_record(self.kind, json.loads(self.data))


def first_hash(case: str) -> str:
    """The chain of a case starts from its id, so that histories cannot be swapped."""
    return digest_of(f"case:{case}")


def seal(
    case: str,
    sequence: int,
    recorded_at: datetime,
    effective_on: date,
    actor: str,
    event: Event,
    version: str,
    previous: str,
) -> Entry:
    data = canonical(to_record(event))
    digest = digest_of(data)
    kind = type(event).__name__
    chained = hash_of(case, sequence, recorded_at, effective_on, actor, kind, digest, version, previous)
    return Entry(case, sequence, recorded_at, effective_on, actor, kind, data, digest, version, previous, chained)


def hash_of(
    case: str,
    sequence: int,
    recorded_at: datetime,
    effective_on: date,
    actor: str,
    kind: str,
    digest: str,
    version: str,
    previous: str,
) -> str:
    said = [case, sequence, recorded_at.isoformat(), effective_on.isoformat(), actor, kind, digest, version]
    return digest_of(canonical([previous, *said]))


def flaws(entries: list[Entry], *, is_erased: bool = False) -> list[str]:
    """Everything that is wrong with a chain of entries, in order; an empty list is a sound history.

    Of one that was erased, the data must be gone, and the chain must hold all the same.
    """
    found: list[str] = []
    previous = first_hash(entries[0].case) if entries else ""
    for expected, entry in enumerate(entries, start=1):
        said = _flaws_of(entry, expected, previous, is_erased)
        found += [f"case {entry.case}, entry {entry.sequence}: {flaw}" for flaw in said]
        previous = entry.hash
    return found


def _flaws_of(entry: Entry, expected: int, previous: str, is_erased: bool) -> list[str]:
    found = []
    if entry.sequence != expected:
        found.append(f"expected number {expected}, so an entry is missing or was put in")
    if is_erased and entry.data is not None:
        found.append("its data is there, although the case was erased")
    elif entry.data is None:
        found += [] if is_erased else ["its data is missing"]
    elif digest_of(entry.data) != entry.digest:
        found.append("its data does not match its digest")
    if entry.previous != previous:
        found.append("it does not follow from the entry before it")
    if entry.hash != hash_of(
        entry.case,
        entry.sequence,
        entry.recorded_at,
        entry.effective_on,
        entry.actor,
        entry.kind,
        entry.digest,
        entry.version,
        entry.previous,
    ):
        found.append("its hash does not match what it says")
    return found
