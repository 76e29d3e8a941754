"""Panels, their meetings and agendas, and the addresses at which programs read calendars."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, func, insert, select, update

from engine.case.history import canonical
from engine.case.panels import AgendaOfCase, AgendaRow, FeedRow, MeetingRow, PanelRow
from engine.store.connected import Connected
from engine.store.prepared import deletion, upsert
from engine.store.reading.columns import columns_of
from engine.store.tables.calendar import calendar_feed
from engine.store.tables.panels import agenda_item, panel, panel_meeting
from engine.store.tables.read_models import case_summary, open_task
from engine.store.types import written_day, written_hash, written_moment

P, M, A, F = panel.c, panel_meeting.c, agenda_item.c, calendar_feed.c
S, T = case_summary.c, open_task.c
_HERE: BindParameter[Any] = bindparam("authority")
_PANELS = select(*columns_of(panel, PanelRow)).where(P.authority == _HERE).order_by(P.name, P.id)
_PANEL = select(*columns_of(panel, PanelRow)).where(P.authority == _HERE, P.id == bindparam("id"))
_MEETING_COLUMNS = columns_of(panel_meeting, MeetingRow, panel_name=P.name, team=P.team, members=P.members)
_MEETINGS = (
    select(*_MEETING_COLUMNS)
    .select_from(panel_meeting.join(panel, and_(P.authority == M.authority, P.id == M.panel)))
    .where(M.authority == _HERE)
)
_MEETING = _MEETINGS.where(M.id == bindparam("id"))
_BETWEEN = _MEETINGS.where(
    M.day >= bindparam("first", type_=M.day.type), M.day <= bindparam("last", type_=M.day.type)
).order_by(M.day, M.starts_at, M.id)
_LATER, _THERE = agenda_item.alias("later"), panel_meeting.alias("there")
_DEFERRED_TO = (
    select(func.min(_THERE.c.day, type_=M.day.type))
    .select_from(_LATER.join(_THERE, and_(_THERE.c.authority == _LATER.c.authority, _THERE.c.id == _LATER.c.meeting)))
    .where(
        _LATER.c.authority == A.authority,
        _LATER.c.case == A.case,
        _LATER.c.task == A.task,
        _THERE.c.day > M.day,
    )
    .correlate(agenda_item, panel_meeting)
    .scalar_subquery()
)
_AGENDA = (
    select(
        *(A[name] for name in ("authority", "meeting", "case", "task", "place", "minutes", "note")),
        A.added_by,
        A.added_at,
        S.person,
        S.person_name,
        T.title,
        T.task.is_not(None),
        A.papers,
        _DEFERRED_TO,
    )
    .select_from(
        agenda_item.join(panel_meeting, and_(M.authority == A.authority, M.id == A.meeting))
        .join(case_summary, and_(S.case == A.case, S.authority == A.authority))
        .outerjoin(open_task, and_(T.case == A.case, T.task == A.task))
    )
    .where(A.authority == _HERE, A.meeting == bindparam("meeting"))
    .order_by(A.place, A.case, A.task)
)
_OF_CASE = (
    select(A.meeting, P.name, M.day, A.task)
    .select_from(
        agenda_item.join(panel_meeting, and_(M.authority == A.authority, M.id == A.meeting))
        .join(panel, and_(P.authority == M.authority, P.id == M.panel))
        .join(open_task, and_(T.case == A.case, T.task == A.task))
    )
    .where(A.authority == _HERE, A.case == bindparam("case"), M.day >= bindparam("day", type_=M.day.type))
    .order_by(M.day, A.meeting)
)
MEETING_NAMES = [column.name for column in panel_meeting.columns]
ITEM_NAMES = [column.name for column in agenda_item.columns]
_KEEP_PANEL, _KEEP_MEETING, _KEEP_ITEM = upsert(panel), upsert(panel_meeting), upsert(agenda_item)
_DROP_MEETING, _DROP_ITEM = deletion(panel_meeting), deletion(agenda_item)
_DROP_AGENDA = delete(agenda_item).where(A.authority == _HERE, A.meeting == bindparam("of_meeting"))
_LAST_PLACE = select(func.coalesce(func.max(A.place), 0)).where(A.authority == _HERE, A.meeting == bindparam("meeting"))
_FEEDS = (
    select(*columns_of(calendar_feed, FeedRow))
    .where(F.authority == _HERE, F.user == bindparam("user"))
    .order_by(F.made_at.desc(), F.id)
)
_FEED_BY = select(*columns_of(calendar_feed, FeedRow)).where(F.digest == bindparam("digest"))
_ADD_FEED = insert(calendar_feed)
_REVOKE_FEED = (
    update(calendar_feed)
    .where(
        F.authority == bindparam("of_authority"),
        F.user == bindparam("of_user"),
        F.id == bindparam("of_id"),
        F.revoked_at.is_(None),
    )
    .values(revoked_at=bindparam("at"))
)
_USE_FEED = update(calendar_feed).where(F.id == bindparam("of_id")).values(last_used_at=bindparam("at"))


def _panel(*found: Any) -> PanelRow:
    row = PanelRow(*found)
    return PanelRow(**vars(row) | {"members": tuple(json.loads(str(found[5])))})


def _meeting(*found: Any) -> MeetingRow:
    row = MeetingRow(*found)
    sets = {"present": tuple(json.loads(str(row.present))), "members": tuple(json.loads(str(row.members)))}
    return MeetingRow(**vars(row) | sets)


def _item(*found: Any) -> AgendaRow:
    row = AgendaRow(*found)
    chosen = None if row.papers is None else tuple(json.loads(str(row.papers)))
    return AgendaRow(**vars(row) | {"papers": chosen})


def _feed(*found: Any) -> FeedRow:
    row = FeedRow(*found)
    return FeedRow(**vars(row) | {"kinds": frozenset(json.loads(str(row.kinds)))})


class ReadsPanels(Connected):
    def panels(self, authority: str) -> list[PanelRow]:
        return [_panel(*row) for row in self._all(_PANELS, authority=authority)]

    def panel(self, authority: str, id: str) -> PanelRow | None:
        row = self._first(_PANEL, authority=authority, id=id)
        return None if row is None else _panel(*row)

    def meetings(self, authority: str, first: date, last: date) -> list[MeetingRow]:
        """The meetings of every panel on some days, in order."""
        return [_meeting(*row) for row in self._all(_BETWEEN, authority=authority, first=first, last=last)]

    def meeting(self, authority: str, id: str) -> MeetingRow | None:
        row = self._first(_MEETING, authority=authority, id=id)
        return None if row is None else _meeting(*row)

    def agenda(self, authority: str, meeting: str) -> list[AgendaRow]:
        return [_item(*row) for row in self._all(_AGENDA, authority=authority, meeting=meeting)]

    def agendas_of(self, authority: str, case: str, day: date) -> list[AgendaOfCase]:
        """The meetings from a day on that decide a task of a case that is still open."""
        return [AgendaOfCase(*row) for row in self._all(_OF_CASE, authority=authority, case=case, day=day)]

    def last_place(self, authority: str, meeting: str) -> int:
        return int(self._first(_LAST_PLACE, authority=authority, meeting=meeting)[0])

    def feeds_of(self, authority: str, user: str) -> list[FeedRow]:
        return [_feed(*row) for row in self._all(_FEEDS, authority=authority, user=user)]

    def feed_by(self, digest: str) -> FeedRow | None:
        """The feed that a secret opens, or opened once."""
        row = self._first(_FEED_BY, digest=digest)
        return None if row is None else _feed(*row)


class WritesPanels(ReadsPanels):
    def keep_panel(self, kept: PanelRow) -> None:
        self._write(_KEEP_PANEL, {**vars(kept), "members": canonical(list(kept.members))})

    def keep_meeting(self, kept: MeetingRow) -> None:
        row = {name: getattr(kept, name) for name in MEETING_NAMES}
        row |= {"day": written_day(kept.day), "changed_at": written_moment(kept.changed_at)}
        self._write(_KEEP_MEETING, {**row, "present": canonical(list(kept.present))})

    def drop_meeting(self, authority: str, id: str) -> None:
        self._write(_DROP_AGENDA, {"authority": authority, "of_meeting": id})
        self._write(_DROP_MEETING, {"authority": authority, "id": id})

    def keep_items(self, items: Sequence[AgendaRow]) -> None:
        rows = ({name: getattr(one, name) for name in ITEM_NAMES} for one in items)
        self._write(_KEEP_ITEM, *(_written_item(row) for row in rows))

    def drop_item(self, authority: str, meeting: str, case: str, task: str) -> None:
        self._write(_DROP_ITEM, {"authority": authority, "meeting": meeting, "case": case, "task": task})

    def add_feed(self, feed: FeedRow, digest: str) -> None:
        moments = ("made_at", "expires_at", "revoked_at", "last_used_at")
        written = {name: written_moment(getattr(feed, name)) for name in moments}
        row = {**vars(feed), **written, "kinds": canonical(sorted(feed.kinds)), "digest": written_hash(digest)}
        self._write(_ADD_FEED, row)

    def revoke_feed(self, authority: str, user: str, id: str, at: datetime) -> bool:
        of = {"of_authority": authority, "of_user": user, "of_id": id}
        return self._write(_REVOKE_FEED, {**of, "at": written_moment(at)}) == 1

    def note_feed_use(self, id: str, at: datetime) -> None:
        self._write(_USE_FEED, {"of_id": id, "at": written_moment(at)})


def _written_item(row: dict[str, Any]) -> dict[str, Any]:
    papers = row["papers"]
    chosen = None if papers is None else canonical(list(papers))
    return {**row, "added_at": written_moment(row["added_at"]), "papers": chosen}
