"""The letters of a case, and those that an authority still has to send."""

from sqlalchemy import bindparam, select

from engine.case.rows import LetterRow, Page
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, equals
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.read_models import case_summary, letter

L = letter.c
_COLUMNS = columns_of(letter, LetterRow, person_name=case_summary.c.person_name)
_SOURCE = letter.join(case_summary, case_summary.c.case == L.case)
LETTERS = Listed(_COLUMNS, _SOURCE, {"due": (L.due_on, L.case, L.letter)}, LetterRow)
_OF_CASE = (
    select(*_COLUMNS)
    .select_from(_SOURCE)
    .where(L.case == bindparam("case"), L.authority == bindparam("authority"))
    .order_by(L.due_on, L.letter)
)


class ReadsLetters(Connected):
    def letters_of(self, authority: str, case: str) -> list[LetterRow]:
        return [LetterRow(*row) for row in self._all(_OF_CASE, authority=authority, case=case)]

    def letters(
        self, authority: str, *, is_sent: bool = False, sort: str = "due", limit: int = 50, cursor: str | None = None
    ) -> Page[LetterRow]:
        """Letters of all cases that wait to be sent, or that were sent, by the day they were due."""
        arm = Arm((equals(L.authority, authority), equals(L.is_sent, is_sent)))
        return page(self._connection, LETTERS, [arm], Wanted(sort, limit, cursor))
