"""The log of who looked at what."""

from sqlalchemy import bindparam, insert

from engine.case.filters import AccessFilter
from engine.case.rows import AccessRow, Page
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, among, before, equals, from_on, given
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.accounts import access_log
from engine.store.types import written_moment

A = access_log.c
ACCESSES = Listed(columns_of(access_log, AccessRow), access_log, {"at": (A.at, A.id)}, AccessRow)
_NOTE = insert(access_log).values({column.name: bindparam(column.name) for column in A if not column.primary_key})


class ReadsAccesses(Connected):
    def accesses(
        self,
        authority: str,
        filter: AccessFilter = AccessFilter(),  # noqa: B008 - frozen
        *,
        sort: str = "-at",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AccessRow]:
        """Who looked at what, the latest first."""
        arm = Arm(
            (
                equals(A.authority, authority),
                *given(equals, A.person, filter.person),
                *given(equals, A.case, filter.case),
                *given(equals, A.actor, filter.actor),
                *given(among, A.what, filter.what or None),
                *given(from_on, A.at, filter.since),
                *given(before, A.at, filter.until),
            )
        )
        return page(self._connection, ACCESSES, [arm], Wanted(sort, limit, cursor))


class WritesAccesses(ReadsAccesses):
    def note_access(self, authority: str, row: AccessRow) -> None:
        self._write(_NOTE, {**vars(row), "authority": authority, "at": written_moment(row.at)})
