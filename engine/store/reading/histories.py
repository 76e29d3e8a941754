"""The history of a case in pages."""

from engine.case.history import Entry
from engine.case.rows import Page
from engine.store.faults import HistoryUnreadable
from engine.store.histories import ENTRY, ReadsHistories
from engine.store.reading.arms import Arm, equals
from engine.store.reading.pages import Listed, Wanted, page, page_among
from engine.store.tables.truth import history

H = history.c
HISTORY = Listed(ENTRY, history, {"sequence": (H.sequence,)}, Entry)


class PagesHistories(ReadsHistories):
    def history_page(
        self, authority: str, case: str, *, sort: str = "sequence", limit: int = 50, cursor: str | None = None
    ) -> Page[Entry]:
        """Entries of a case, from the first, or with `-sequence` from the last."""
        wanted = Wanted(sort, limit, cursor)
        if self._owner_of_folded(case) == authority:
            return page_among(self.entries(case), HISTORY, wanted)
        arm = Arm((equals(H.case, case), equals(H.authority, authority)))
        try:
            return page(self._connection, HISTORY, [arm], wanted)
        except (ValueError, TypeError) as unreadable:
            raise HistoryUnreadable(case, self._first_unreadable(case, 0), str(unreadable)) from unreadable
