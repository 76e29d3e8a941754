"""What is known of records that may be about the same person: two by two, and those that were merged."""

import json
from typing import Any

from sqlalchemy import bindparam, or_, select

from engine.case.rows import MergeRow, Page, PairRow
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, equals
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.truth import person_merge, person_pair

M, W = person_merge.c, person_pair.c
PAIRS = Listed(columns_of(person_pair, PairRow), person_pair, {"found": (W.found_at, W.one, W.other)}, PairRow)
_APART = select(W.one, W.other).where(
    W.authority == bindparam("authority"),
    or_(W.one == bindparam("person"), W.other == bindparam("again")),
    W.is_open.is_(False),
)
_OF_KEPT = (
    select(*columns_of(person_merge, MergeRow))
    .where(M.authority == bindparam("authority"), M.kept == bindparam("kept"))
    .order_by(M.merged)
)


def _merge_row(*found: Any) -> MergeRow:
    row = dict(zip(MergeRow.__dataclass_fields__, found, strict=True))
    return MergeRow(**row | {name: tuple(json.loads(row[name])) for name in ("taken", "cases")})


class ReadsDuplicates(Connected):
    def pairs(
        self, authority: str, *, is_open: bool = True, limit: int = 50, cursor: str | None = None
    ) -> Page[PairRow]:
        """Records two by two that may be about one person, as they were found."""
        arm = Arm((equals(W.authority, authority), equals(W.is_open, is_open)))
        return page(self._connection, PAIRS, [arm], Wanted("found", limit, cursor))

    def kept_apart_from(self, authority: str, person: str) -> frozenset[str]:
        """With whom somebody settled that a person is not the same."""
        rows = self._all(_APART, authority=authority, person=person, again=person)
        return frozenset({one for row in rows for one in (row.one, row.other)} - {person})

    def merges_into(self, authority: str, kept: str) -> list[MergeRow]:
        """The records that were merged into one."""
        return [_merge_row(*row) for row in self._all(_OF_KEPT, authority=authority, kept=kept)]
