"""Cases in hand: the live workflow of a case, from memory, from its snapshot, or from its history."""

import json
import threading
from collections import OrderedDict

from engine.case.rows import CaseHead
from engine.case.state import CaseState, state_after, state_from_record, state_to_record
from engine.case_file import CaseFile, relive
from engine.library import Library
from engine.runtime import Run, freeze, thaw
from engine.store import Reading, Transaction
from engine.version import Version

KEPT = 256

_WRITE = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class InHand:
    """A cache on top of snapshots: checked against the row's sequence, so a stale case is never used."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, CaseFile] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, case: str) -> bool:
        return case in self._files

    def take(self, head: CaseHead, tx: Transaction, library: Library) -> CaseFile:
        """The case, ready for one command; whoever takes it owns it until it is kept again."""
        with self._lock:
            file = self._files.pop(head.case, None)
        shelf = library.shelf(tx, head.authority, head.case)
        if file is not None and (file.state.sequence, file.head) == (head.sequence, head.head_hash):
            return CaseFile(file.version, file.state, file.run, file.head, shelf)
        return copy_of(head, tx, library)

    def keep(self, file: CaseFile) -> None:
        with self._lock:
            self._files[file.state.case] = file
            self._files.move_to_end(file.state.case)
            while len(self._files) > KEPT:
                self._files.popitem(last=False)

    def snapshot(self, file: CaseFile, tx: Transaction) -> None:
        """Keep the case as it stands; a closed case is read rarely, so its history is enough."""
        case, state, run = file.state.case, file.state, file.run
        if state.is_closed or run is None:
            tx.drop_snapshot(case)
            return
        record = {"state": state_to_record(state), "run": freeze(run)}
        tx.save_snapshot(case, state.sequence, file.version.hash, _WRITE(record).encode())


def copy_of(head: CaseHead, tx: Reading, library: Library) -> CaseFile:
    """The case as the store has it, which nobody else has in hand."""
    shelf = library.shelf(tx, head.authority, head.case)
    version = library.version(tx, head.authority, head.version)
    if head.is_closed:
        # Nothing can drive a closed case, and reopening lives it again by itself: it needs no run.
        return CaseFile(version, state_after(head.case, tx.entries(head.case)), None, head.head_hash, shelf)
    thawed = _from_snapshot(head, tx, version)
    if thawed is not None:
        return CaseFile(version, thawed[0], thawed[1], head.head_hash, shelf)
    file = relive(head.case, tx.entries(head.case), shelf)
    return CaseFile(file.version, file.state, file.run, file.head, shelf)


def _from_snapshot(head: CaseHead, tx: Reading, version: Version) -> tuple[CaseState, Run] | None:
    kept = head.snapshot or tx.snapshot(head.case)
    if kept is None or (kept.sequence, kept.version) != (head.sequence, version.hash):
        return None
    record = json.loads(kept.blob)
    return state_from_record(record["state"]), thaw(version.process, record["run"])
