"""The truth of each case: where it stands, its entries, and the snapshot that spares living it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, insert, select, union

from engine.case.history import Entry
from engine.case.rejections import CaseMovedOn
from engine.case.rows import CaseHead, Snapshot
from engine.store.connected import Connected
from engine.store.faults import HistoryUnreadable, Taken
from engine.store.folding import Folded, unfold
from engine.store.prepared import deletion, upsert
from engine.store.tables.read_models import case_summary
from engine.store.tables.truth import draft, folded_history, history, snapshot
from engine.store.types import written_day, written_hash, written_moment

ENTRY = [history.c[name] for name in Entry.__dataclass_fields__]

_LABELS = tuple(name for name in CaseHead.__dataclass_fields__ if name != "snapshot")
_HAS_DRAFTS = exists().where(draft.c.case == case_summary.c.case).label("has_drafts")
_HEAD = select(*(case_summary.c[name] for name in _LABELS), _HAS_DRAFTS, case_summary.c.search).where(
    case_summary.c.case == bindparam("case"), case_summary.c.authority == bindparam("authority")
)
_SNAPSHOT = select(snapshot.c.sequence, snapshot.c.version, snapshot.c.blob)
_SNAPSHOT_OF = _SNAPSHOT.where(snapshot.c.case == bindparam("case"))
_HEAD_WITH_SNAPSHOT = _HEAD.add_columns(*_SNAPSHOT.selected_columns).select_from(
    case_summary.outerjoin(snapshot, snapshot.c.case == case_summary.c.case)
)
_LOCKING = {
    (with_snapshot, wait): query.with_for_update(of=case_summary, skip_locked=not wait)
    for with_snapshot, query in ((False, _HEAD), (True, _HEAD_WITH_SNAPSHOT))
    for wait in (False, True)
}
_ENTRIES = (
    select(*ENTRY)
    .where(history.c.case == bindparam("case"), history.c.sequence > bindparam("after"))
    .order_by(history.c.sequence)
)
_OF_KIND = (
    select(*ENTRY)
    .where(history.c.case == bindparam("case"), history.c.kind == bindparam("kind"))
    .order_by(history.c.sequence)
)
_NUMBERS = (
    select(history.c.sequence)
    .where(history.c.case == bindparam("case"), history.c.sequence > bindparam("after"))
    .order_by(history.c.sequence)
)
_ENTRY = select(*ENTRY).where(history.c.case == bindparam("case"), history.c.sequence == bindparam("sequence"))
_OWNER_OF_FOLDED = select(folded_history.c.authority).where(folded_history.c.case == bindparam("case"))
_FOLDED = select(*(folded_history.c[name] for name in Folded.__dataclass_fields__)).where(
    folded_history.c.case == bindparam("case")
)
_LISTED = union(
    *(select(table.c.authority, table.c.case) for table in (history, folded_history, case_summary))
).subquery()
_CASES = select(_LISTED).order_by(_LISTED.c.case, _LISTED.c.authority)
_APPEND = insert(history)
_SAVE_SNAPSHOT = upsert(snapshot)
_DROP_SNAPSHOT = deletion(snapshot)


@dataclass(frozen=True)
class Locked:
    """What is known of a case from when it was locked."""

    head: CaseHead
    has_drafts: bool
    search: str


class ReadsHistories(Connected):
    def head(self, authority: str, case: str) -> CaseHead | None:
        """Where a case stands, without holding it."""
        row = self._first(_HEAD, case=case, authority=authority)
        return None if row is None else CaseHead(**_said(row))

    def snapshot(self, case: str) -> Snapshot | None:
        row = self._first(_SNAPSHOT_OF, case=case)
        return None if row is None else Snapshot(*row)

    def entries(self, case: str, after: int = 0) -> list[Entry]:
        """The entries of a case after one of them; raises `HistoryUnreadable` for one that cannot be read."""
        unfolded, folded = self._unfolded(case, after), self._folded(case)
        if unfolded and folded and unfolded[0].sequence <= folded[-1].sequence:
            # They were folded between the two questions. If not, somebody put them in: the chain shows it.
            unfolded = self._unfolded(case, after)
        found = [*(entry for entry in folded if entry.sequence > after), *unfolded]
        return sorted(found, key=lambda entry: entry.sequence)

    def entries_of_kind(self, case: str, kind: str) -> list[Entry]:
        """The entries of one kind, without reading the others where the history is not folded."""
        folded = [entry for entry in self._folded(case) if entry.kind == kind]
        return [*folded, *(Entry(*row) for row in self._all(_OF_KIND, case=case, kind=kind))]

    def entry(self, case: str, sequence: int) -> Entry:
        """One entry that is known to be there."""
        row = self._first(_ENTRY, case=case, sequence=sequence)
        return self._folded(case)[sequence - 1] if row is None else Entry(*row)

    def _folded(self, case: str) -> list[Entry]:
        row = self._first(_FOLDED, case=case)
        return [] if row is None else unfold(Folded(row.case, bytes(row.hashes), bytes(row.texts)))

    def _owner_of_folded(self, case: str) -> str | None:
        row = self._first(_OWNER_OF_FOLDED, case=case)
        return None if row is None else str(row.authority)

    def _unfolded(self, case: str, after: int = 0) -> list[Entry]:
        try:
            return [Entry(*row) for row in self._all(_ENTRIES, case=case, after=after)]
        except (ValueError, TypeError) as unreadable:
            raise HistoryUnreadable(case, self._first_unreadable(case, after), str(unreadable)) from unreadable

    def _first_unreadable(self, case: str, after: int) -> int:
        numbers: list[int] = [row.sequence for row in self._all(_NUMBERS, case=case, after=after)]
        return next(number for number in numbers if not self._is_readable(case, number))

    def _is_readable(self, case: str, sequence: int) -> bool:
        try:
            self._all(_ENTRY, case=case, sequence=sequence)
        except (ValueError, TypeError):
            return False
        return True

    def all_cases(self, authority: str | None = None) -> list[tuple[str, str]]:
        """Authority and id of every case (of one authority), by its entries and by the list of cases alike."""
        return [(row.authority, row.case) for row in self._all(_CASES) if authority in (None, row.authority)]


class WritesHistories(ReadsHistories):
    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._locked: dict[str, Locked] = {}

    def lock_case(self, authority: str, case: str, *, with_snapshot: bool = True, wait: bool = True) -> CaseHead | None:
        """Where a case stands, held until the end of this transaction, with its snapshot.

        None: this authority has no such case, or (with `wait=False`) another transaction holds it.
        """
        row = self._first(_LOCKING[with_snapshot, wait], case=case, authority=authority)
        if row is None:
            return None
        snapshot = self._snapshot_beside(row) if with_snapshot else None
        head = CaseHead(**_said(row), snapshot=snapshot)
        self._locked[case] = Locked(head, bool(row.has_drafts), row.search)
        return head

    def _snapshot_beside(self, row: Any) -> Snapshot | None:
        """The snapshot in a row of `_HEAD_WITH_SNAPSHOT`.

        Who waited for the lock sees the new head beside the snapshot from before, and asks again.
        """
        kept = row[len(_LABELS) + 2 :]
        if kept[0] is None:
            return None
        return Snapshot(*kept) if kept[0] == row.sequence else self.snapshot(row.case)

    def append(self, authority: str, entries: Sequence[Entry]) -> None:
        """Add entries to the history of a case; raises `CaseMovedOn` when somebody else did first."""
        case, number = entries[0].case, entries[0].sequence
        try:
            if case not in self._locked and number <= len(self._folded(case)):
                raise Taken(f"entry {number} of case {case} is folded")
            self._write(_APPEND, *(_row(authority, entry) for entry in entries))
        except Taken as taken:
            raise CaseMovedOn(
                f"Expected entry {number} of case {case} to be the next, "
                "but somebody else has recorded something on this case meanwhile"
            ) from taken

    def save_snapshot(self, case: str, sequence: int, version: str, blob: bytes) -> None:
        self._write(_SAVE_SNAPSHOT, {"case": case, "sequence": sequence, "version": version, "blob": blob})

    def drop_snapshot(self, case: str) -> None:
        self._write(_DROP_SNAPSHOT, {"case": case})


def _said(row: Any) -> dict[str, Any]:
    return dict(zip(_LABELS, row, strict=False))


def _row(authority: str, entry: Entry) -> Mapping[str, Any]:
    return {
        **vars(entry),
        "authority": authority,
        "recorded_at": written_moment(entry.recorded_at),
        "effective_on": written_day(entry.effective_on),
        "digest": written_hash(entry.digest),
        "version": written_hash(entry.version),
        "previous": written_hash(entry.previous),
        "hash": written_hash(entry.hash),
    }
