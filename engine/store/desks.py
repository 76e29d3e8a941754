"""Saved views, preferences and absences: what people keep at their desks."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from engine.case.desk_rows import AbsenceRow, ViewRow
from engine.case.history import canonical
from engine.store.connected import Connected
from engine.store.prepared import deletion, upsert
from engine.store.reading.columns import columns_of
from engine.store.tables.desks import absence, preference, queue_view
from engine.store.types import written_day, written_moment

V, P, A = queue_view.c, preference.c, absence.c
_VIEWS = select(*columns_of(queue_view, ViewRow)).where(V.authority == bindparam("authority"))
_VIEW = _VIEWS.where(V.id == bindparam("id"))
_ADD_VIEW = insert(queue_view)
_AMEND_VIEW = (
    update(queue_view)
    .where(V.authority == bindparam("of_authority"), V.id == bindparam("of_id"))
    .values({name: bindparam(name) for name in ("name", "asked", "team")})
)
_DROP_VIEW = deletion(queue_view)
_PREFERENCE = select(P.value).where(
    P.authority == bindparam("authority"), P.user == bindparam("user"), P.name == bindparam("name")
)
_PREFER = upsert(preference)
_FORGET = deletion(preference)
_ABSENCES = (
    select(*columns_of(absence, AbsenceRow))
    .where(A.authority == bindparam("authority"), A.last_on >= bindparam("day", type_=A.last_on.type))
    .order_by(A.first_on, A.user, A.id)
)
_ABSENCE = select(*columns_of(absence, AbsenceRow)).where(
    A.authority == bindparam("authority"), A.id == bindparam("id")
)
_COVERED = select(A.user).where(
    A.authority == bindparam("authority"),
    A.covered_by == bindparam("user"),
    A.last_on >= bindparam("day", type_=A.last_on.type),
    A.first_on <= bindparam("day", type_=A.first_on.type),
)
_ADD_ABSENCE = insert(absence)
_DROP_ABSENCE = delete(absence).where(A.authority == bindparam("authority"), A.id == bindparam("id"))


def _view(*found: Any) -> ViewRow:
    row = dict(zip(ViewRow.__dataclass_fields__, found, strict=True))
    return ViewRow(**row | {"asked": json.loads(row["asked"])})


def _said(view: ViewRow) -> dict[str, Any]:
    return {"name": view.name, "asked": canonical(view.asked), "team": view.team}


class ReadsDesks(Connected):
    def views(self, authority: str, user: str, teams: Iterable[str]) -> list[ViewRow]:
        """The views that somebody saved, and those that are shared with their teams, by name."""
        mine = or_(V.user == user, V.team.in_(sorted(teams)))
        query = _VIEWS.where(mine).order_by(V.name, V.id)
        return [_view(*row) for row in self._connection.execute(query, {"authority": authority})]

    def view(self, authority: str, id: str) -> ViewRow | None:
        row = self._first(_VIEW, authority=authority, id=id)
        return None if row is None else _view(*row)

    def preference(self, authority: str, user: str, name: str) -> str | None:
        row = self._first(_PREFERENCE, authority=authority, user=user, name=name)
        return None if row is None else str(row.value)

    def absences(self, authority: str, day: date) -> list[AbsenceRow]:
        """Who is away on a day or later, those first who go first."""
        return [AbsenceRow(*row) for row in self._all(_ABSENCES, authority=authority, day=day)]

    def absence(self, authority: str, id: str) -> AbsenceRow | None:
        row = self._first(_ABSENCE, authority=authority, id=id)
        return None if row is None else AbsenceRow(*row)

    def covered_by(self, authority: str, user: str, day: date) -> frozenset[str]:
        """Those for whom somebody stands in on a day."""
        return frozenset(row.user for row in self._all(_COVERED, authority=authority, user=user, day=day))


class WritesDesks(ReadsDesks):
    def add_view(self, view: ViewRow) -> None:
        key = {"authority": view.authority, "id": view.id, "user": view.user}
        self._write(_ADD_VIEW, {**key, **_said(view), "made_at": written_moment(view.made_at)})

    def amend_view(self, view: ViewRow) -> None:
        self._write(_AMEND_VIEW, {"of_authority": view.authority, "of_id": view.id, **_said(view)})

    def drop_view(self, authority: str, id: str) -> None:
        self._write(_DROP_VIEW, {"authority": authority, "id": id})

    def prefer(self, authority: str, user: str, name: str, value: str) -> None:
        self._write(_PREFER, {"authority": authority, "user": user, "name": name, "value": value})

    def forget(self, authority: str, user: str, name: str) -> None:
        self._write(_FORGET, {"authority": authority, "user": user, "name": name})

    def add_absence(self, away: AbsenceRow) -> None:
        days = {name: written_day(getattr(away, name)) for name in ("first_on", "last_on")}
        self._write(_ADD_ABSENCE, {**vars(away), **days, "recorded_at": written_moment(away.recorded_at)})

    def drop_absence(self, authority: str, id: str) -> None:
        self._write(_DROP_ABSENCE, {"authority": authority, "id": id})
