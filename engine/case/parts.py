"""A history in parts: some causes at a time, each with all that came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.case.events import CAUSES
from engine.case.history import Entry

CAUSE_KINDS = frozenset(cause.__name__ for cause in CAUSES)


@dataclass(frozen=True)
class Part:
    """The entries from one number to another. `older` and `newer` are the last entries of the parts beside it."""

    first: int
    last: int
    older: int | None = None
    newer: int | None = None


def part_of(entries: Sequence[Entry], causes: int, upto: int | None = None) -> Part:
    """So many causes, of which the latest is the one that an entry came of (by default the last of all)."""
    begun = [entry.sequence for place, entry in enumerate(entries) if place == 0 or entry.kind in CAUSE_KINDS]
    end = sum(number <= upto for number in begun) if upto is not None else len(begun)
    end = min(max(end, 1), len(begun))
    start = max(0, end - causes)
    lasts = [number - 1 for number in begun[1:]] + [entries[-1].sequence]
    return Part(
        begun[start],
        lasts[end - 1],
        lasts[start - 1] if start else None,
        lasts[min(end + causes, len(begun)) - 1] if end < len(begun) else None,
    )
