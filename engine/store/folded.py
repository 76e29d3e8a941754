"""Folding the history of a case that is closed, inside a transaction."""

from datetime import date

from sqlalchemy import bindparam, delete, exists, select, true, union_all

from engine.store.connected import Connected
from engine.store.faults import HistoryUnreadable
from engine.store.folding import Folded, fold
from engine.store.histories import WritesHistories
from engine.store.prepared import upsert
from engine.store.tables.read_models import case_summary
from engine.store.tables.truth import folded_history, history

_FINISHED = (
    select(case_summary.c.authority, case_summary.c.case)
    .where(
        case_summary.c.is_closed == true(),
        case_summary.c.closed_on < bindparam("closed_before", type_=case_summary.c.closed_on.type),
        case_summary.c.case > bindparam("after"),
        exists().where(history.c.case == case_summary.c.case),
    )
    .order_by(case_summary.c.case)
    .limit(bindparam("most"))
)
_OWNERS = union_all(
    *(select(table.c.authority).where(table.c.case == bindparam("case")) for table in (history, folded_history))
).subquery()
_OWNERS_OF = select(_OWNERS).distinct()
_UNFOLDED = select(history.c.sequence).where(history.c.case == bindparam("case")).limit(1)
_KEEP = upsert(folded_history)
_DROP = delete(history).where(history.c.case == bindparam("case"), history.c.sequence <= bindparam("last"))


class ListsFinished(Connected):
    def cases_to_fold(self, closed_before: date, after: str, most: int) -> list[tuple[str, str]]:
        """Authority and id of cases closed before a day that have entries to fold; `after` goes on from a case."""
        rows = self._all(_FINISHED, closed_before=closed_before, after=after, most=most)
        return [(row.authority, row.case) for row in rows]


class FoldsHistories(WritesHistories):
    def fold(self, authority: str, case: str) -> bool:
        """Fold the entries of a closed case into one row; later ones are appended behind it.

        False, and nothing is done, when another transaction holds the case, when there is nothing to fold,
        or when something would be lost: then the entries stay as they are, for `verify` to say what is wrong.
        """
        head = self.lock_case(authority, case, with_snapshot=False, wait=False)
        if head is None or not head.is_closed or self._first(_UNFOLDED, case=case) is None:
            return False
        folded = self._whole(authority, case)
        if folded is None:
            return False
        self._write(_KEEP, {"authority": authority, **vars(folded)})
        self._write(_DROP, {"case": case, "last": folded.last})
        return True

    def _whole(self, authority: str, case: str) -> Folded | None:
        """All entries of a case in one; None when they are not what one authority wrote, one after the other."""
        if [row.authority for row in self._all(_OWNERS_OF, case=case)] != [authority]:
            return None
        try:
            return fold(self.entries(case))
        except HistoryUnreadable:
            return None
