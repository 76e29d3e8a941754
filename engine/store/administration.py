"""The administration log, what somebody has in hand, and the decisions that were delegated."""

from typing import Any

from sqlalchemy import bindparam, func, insert, select

from engine.case.office_rows import ChangeRow, DelegationRow, HeldRow
from engine.case.rows import Page
from engine.store.connected import Connected
from engine.store.prepared import deletion
from engine.store.reading.arms import Arm, equals
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.accounts import session
from engine.store.tables.administration import administration_log, delegation
from engine.store.tables.read_models import open_task
from engine.store.types import written_day, written_moment

L, D, T = administration_log.c, delegation.c, open_task.c
CHANGES = Listed(columns_of(administration_log, ChangeRow), administration_log, {"at": (L.at, L.id)}, ChangeRow)
_NOTE = insert(administration_log).values({column.name: bindparam(column.name) for column in L if column.name != "id"})
_HELD = (
    select(*columns_of(open_task, HeldRow))
    .where(T.authority == bindparam("authority"), T.assignee == bindparam("assignee"))
    .order_by(T.process, T.title, T.case, T.task)
)
_SESSIONS = (
    select(func.count().label("number"))
    .select_from(session)
    .where(
        session.c.authority == bindparam("authority"),
        session.c.user == bindparam("user"),
        session.c.expires_at > bindparam("now", type_=session.c.expires_at.type),
    )
)
_DELEGATIONS = select(*columns_of(delegation, DelegationRow)).where(D.authority == bindparam("authority"))
_IN_ORDER = _DELEGATIONS.order_by(D.process, D.step, D.first_on, D.id)
_ADD_DELEGATION = insert(delegation)
_DROP_DELEGATION = deletion(delegation)


class ReadsAdministration(Connected):
    def changes(self, authority: str, *, limit: int = 50, cursor: str | None = None) -> Page[ChangeRow]:
        """What administrators changed, the latest first."""
        return page(self._connection, CHANGES, [Arm((equals(L.authority, authority),))], Wanted("-at", limit, cursor))

    def held_by(self, authority: str, user: str) -> list[HeldRow]:
        """Every open task that somebody has."""
        return [HeldRow(*row) for row in self._all(_HELD, authority=authority, assignee=user)]

    def sessions_of(self, authority: str, user: str, now: Any) -> int:
        """How many browsers somebody is signed in with."""
        return int(self._first(_SESSIONS, authority=authority, user=user, now=now).number)

    def delegations(self, authority: str) -> list[DelegationRow]:
        """Every delegated decision, by process and step."""
        return [DelegationRow(*row) for row in self._all(_IN_ORDER, authority=authority)]


class WritesAdministration(ReadsAdministration):
    def note_change(self, authority: str, row: ChangeRow) -> None:
        self._write(_NOTE, {**vars(row), "authority": authority, "at": written_moment(row.at)})

    def add_delegation(self, row: DelegationRow) -> None:
        days = {"first_on": written_day(row.first_on), "last_on": written_day(row.last_on)}
        self._write(_ADD_DELEGATION, {**vars(row), **days, "made_at": written_moment(row.made_at)})

    def drop_delegation(self, authority: str, id: str) -> bool:
        """Whether there was such a delegation."""
        return bool(self._write(_DROP_DELEGATION, {"authority": authority, "id": id}))
