"""Replay and verify: live a history again from its causes and compare, and check every hash."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from engine.case.history import Entry, first_hash, flaws
from engine.case.office_rows import ErasedCase
from engine.case_file import relive
from engine.library import Library
from engine.store import Database, HistoryUnreadable, Reading


@dataclass(frozen=True)
class Replay:
    """The outcome for one case; `flaws` are sentences, and none means that the history is sound.

    Of a case that was erased (`erased_on`) only the chain of its history is left, which is all that can be checked.
    """

    case: str
    entries: int
    flaws: tuple[str, ...]
    erased_on: date | None = None

    @property
    def is_sound(self) -> bool:
        return not self.flaws


def replay(tx: Reading, authority: str, case: str, library: Library) -> Replay:
    """Live the case again from its causes: every entry must come out the same, hash by hash."""
    erased = tx.erased(case)
    entries, found = _read(tx, authority, case, erased)
    if erased is not None:
        return Replay(case, len(entries), tuple(found), erased.erased_on)
    if not found:
        again = relive(case, entries, library.shelf(tx, authority, case)).new
        found = list(_differences(entries, again))
    return Replay(case, len(entries), tuple(found))


def verify(
    database: Database, authority: str | None = None, progress: Callable[[int, int], None] | None = None
) -> Iterator[Replay]:
    """Check the chain of every case (of one authority); yields only the cases that have flaws."""
    with database.read() as tx:
        cases = tx.all_cases(authority)
        for number, (owner, case) in enumerate(cases, start=1):
            entries, found = _read(tx, owner, case, tx.erased(case))
            if found:
                yield Replay(case, len(entries), tuple(found))
            if progress is not None:
                progress(number, len(cases))


def _read(tx: Reading, authority: str, case: str, erased: ErasedCase | None) -> tuple[list[Entry], list[str]]:
    """The entries of a case, and what is wrong with their chain, from the first to the head that the case keeps."""
    try:
        entries = tx.entries(case)
    except HistoryUnreadable as unreadable:
        return [], [str(unreadable)]
    found = flaws(entries, is_erased=erased is not None)
    return entries, [*found, *_against_head(tx, authority, case, entries, erased)]


def _against_head(
    tx: Reading, authority: str, case: str, entries: list[Entry], erased: ErasedCase | None
) -> Iterator[str]:
    """The head that the case keeps, or its certificate, shows whether its last entries were cut off."""
    head = tx.head(authority, case) if erased is None else erased
    last = (entries[-1].sequence, entries[-1].hash) if entries else (0, first_hash(case))
    if head is None:
        yield f"case {case}, entry {last[0]}: the case has a history but is not in the list of cases"
    elif (head.sequence, head.head_hash) != last:
        yield f"case {case}, entry {last[0] + 1}: expected the history to end at entry {head.sequence}"


def _differences(kept: list[Entry], lived: list[Entry]) -> Iterator[str]:
    for was, now in zip(kept, lived, strict=False):
        if was.hash != now.hash:
            yield (
                f"case {was.case}, entry {was.sequence}: kept {was.kind} {was.data},"
                f" but living it again gives {now.kind} {now.data}"
            )
            return
    if len(kept) != len(lived):
        yield f"case {kept[0].case}, entry {len(lived) + 1}: kept {len(kept)} entries, lived {len(lived)}"
