"""What people were told: written beside the history, in the same transaction, and read by one query a page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, literal_column, or_, select, update

from engine.case.notices import ASSIGNED, TOMORROW, Notice, NotificationRow
from engine.case.rows import Page
from engine.store.connected import Connected
from engine.store.prepared import Upsert, insertion
from engine.store.reading.arms import Arm, equals, given
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.notifications import notification, notified_day
from engine.store.tables.read_models import case_summary, deadline, open_task
from engine.store.types import written_day, written_moment

N, S, T, D = notification.c, case_summary.c, open_task.c, deadline.c
_ROW = columns_of(notification, NotificationRow, person_name=S.person_name)
_SOURCE = notification.outerjoin(case_summary, and_(S.case == N.case, S.authority == N.authority))


def _row(*found: Any) -> NotificationRow:
    row = dict(zip(NotificationRow.__dataclass_fields__, found, strict=True))
    return NotificationRow(**row | {"is_unread": bool(row["is_unread"])})


_SORTS = {"unread": (N.is_unread, N.at, N.id), "at": (N.at, N.id)}
NOTIFICATIONS = Listed(_ROW, _SOURCE, _SORTS, _row)
_OF_USER = (N.authority == bindparam("authority"), N.user == bindparam("user"))
_YES: ColumnElement[int] = literal_column("1")
_NO: ColumnElement[int] = literal_column("0")
_IS_UNREAD = N.is_unread == _YES
_SOME_UNREAD = select(N.id).where(*_OF_USER, _IS_UNREAD).limit(bindparam("most")).subquery()
_UNREAD = select(func.count().label("unread")).select_from(_SOME_UNREAD)
_ONE = select(*_ROW).select_from(_SOURCE).where(*_OF_USER, N.id == bindparam("id"))
_TO_MAIL = (
    select(*_ROW)
    .select_from(_SOURCE)
    .where(N.to_mail == _YES)
    .order_by(N.authority, N.user, N.at, N.id)
    .limit(bindparam("most"))
)
_TELL: Upsert = insertion(notification)
_OF_HIM = (N.authority == bindparam("of_authority"), N.user == bindparam("of_user"))
_READ: dict[str, Any] = {"is_unread": bindparam("unread"), "read_at": bindparam("at_moment")}
_READ_ONE = update(notification).where(*_OF_HIM, N.id == bindparam("of_id"), _IS_UNREAD).values(_READ)
_READ_ALL = update(notification).where(*_OF_HIM, _IS_UNREAD, N.at <= bindparam("upto")).values(_READ)
_SETTLE = (
    update(notification)
    .where(
        N.authority == bindparam("of_authority"),
        N.case == bindparam("of_case"),
        N.task == bindparam("of_task"),
        _IS_UNREAD,
        or_(N.kind == bindparam("given"), N.kind == bindparam("soon")),
    )
    .values({**_READ, "to_mail": _NO})
)
_TAKE = update(notification).where(*_OF_HIM, N.id == bindparam("of_id"), N.to_mail == _YES).values(to_mail=_NO)
_FORGET = delete(notification).where(N.is_unread == _NO, N.at < bindparam("before"))
_FORGET_ALL = delete(notification).where(N.authority == bindparam("of_authority"), N.at < bindparam("before"))
_IS_DONE = select(notified_day.c.day).where(
    notified_day.c.authority == bindparam("authority"), notified_day.c.day == bindparam("day")
)
_DONE: Upsert = insertion(notified_day)
_DAY = T.working.type
_DUE = (T.authority == bindparam("authority"), T.working <= bindparam("last", type_=_DAY))
_HELD = (
    select(T.case, T.task, T.title, T.assignee, T.legal, T.working, T.limit, D.sentence)
    .select_from(open_task.outerjoin(deadline, and_(D.case == T.case, D.timer == T.timer)))
    .where(*_DUE, T.working > bindparam("first", type_=_DAY), T.assignee.is_not(None))
    .order_by(T.working, T.case, T.task)
)
_FREE = select(T.role, T.team, func.count().label("tasks")).where(*_DUE, T.assignee.is_(None)).group_by(T.role, T.team)
_SENTENCE = select(D.sentence).where(D.case == bindparam("case"), D.timer == bindparam("timer"))


class ReadsNotifications(Connected):
    def notifications(
        self,
        authority: str,
        user: str,
        *,
        kind: str | None = None,
        is_unread: bool | None = None,
        sort: str = "-unread",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[NotificationRow]:
        """What somebody was told, what they have not read first, the latest before the others."""
        unread = None if is_unread is None else int(is_unread)
        mine = (equals(N.authority, authority), equals(N.user, user))
        arm = Arm((*mine, *given(equals, N.kind, kind), *given(equals, N.is_unread, unread)))
        return page(self._connection, NOTIFICATIONS, [arm], Wanted(sort, limit, cursor))

    def notification(self, authority: str, user: str, id: str) -> NotificationRow | None:
        row = self._first(_ONE, authority=authority, user=user, id=id)
        return None if row is None else _row(*row)

    def unread(self, authority: str, user: str, *, most: int = 99) -> int:
        """How many they have not read; one more than `most` stands for more."""
        return int(self._first(_UNREAD, authority=authority, user=user, most=most + 1).unread)

    def notifications_to_mail(self, most: int) -> list[NotificationRow]:
        """What nobody has looked at yet to see whether it goes out by e-mail."""
        return [_row(*row) for row in self._all(_TO_MAIL, most=most)]

    def is_day_notified(self, authority: str, day: date) -> bool:
        return self._first(_IS_DONE, authority=authority, day=day) is not None

    def held_and_due(self, authority: str, after: date, upto: date) -> list[Any]:
        """The tasks that somebody has whose working day comes after one day and not after another."""
        return self._all(_HELD, authority=authority, first=after, last=upto)

    def free_and_due(self, authority: str, upto: date) -> dict[tuple[str, str | None], int]:
        """How many tasks nobody has whose working day comes by then, by role and team."""
        return {(row.role, row.team): row.tasks for row in self._all(_FREE, authority=authority, last=upto)}

    def sentence_of(self, case: str, timer: str) -> str:
        """The reckoning of a deadline in words."""
        row = self._first(_SENTENCE, case=case, timer=timer)
        return "" if row is None else str(row.sentence)


class WritesNotifications(ReadsNotifications):
    def tell(
        self, authority: str, users: Iterable[tuple[str, str | None]], notice: Notice, at: datetime, *, to_mail: bool
    ) -> None:
        """Tell people, each perhaps instead of somebody; whoever was told the same before is not told again."""
        told = {
            **vars(notice),
            "authority": authority,
            "id": notice.id,
            "due_on": written_day(notice.due_on),
            "at": written_moment(at),
            "is_unread": 1,
            "read_at": None,
            "to_mail": int(to_mail),
        }
        self._write(_TELL, *({**told, "user": user, "instead_of": instead_of} for user, instead_of in users))

    def read_notifications(self, authority: str, user: str, ids: Iterable[str], at: datetime) -> int:
        """Mark these read; how many of them there were that they had not read."""
        read = {**_of(authority, user), **_read(at)}
        return sum(self._write(_READ_ONE, {**read, "of_id": id}) for id in dict.fromkeys(ids))

    def read_all_notifications(self, authority: str, user: str, upto: datetime, at: datetime) -> int:
        """Mark read what they were told up to a moment; what came after it they have not seen."""
        return self._write(_READ_ALL, {**_of(authority, user), "upto": written_moment(upto), **_read(at)})

    def settle_notifications(self, authority: str, case: str, tasks: Iterable[str], at: datetime) -> None:
        """Whoever was told to do a task need not be told any more."""
        key = {"of_authority": authority, "of_case": case, "given": ASSIGNED, "soon": TOMORROW, **_read(at)}
        self._write(_SETTLE, *({**key, "of_task": task} for task in tasks))

    def take_to_mail(self, row: NotificationRow) -> bool:
        """Whether we are the one who looks whether this goes out by e-mail."""
        return bool(self._write(_TAKE, {**_of(row.authority, row.user), "of_id": row.id}))

    def note_day_notified(self, authority: str, day: date, at: datetime) -> None:
        self._write(_DONE, {"authority": authority, "day": written_day(day), "done_at": written_moment(at)})

    def forget_notifications(self, before: datetime) -> int:
        """Drop what was told before a moment and has been read."""
        return self._write(_FORGET, {"before": written_moment(before)})

    def forget_all_notifications(self, authority: str, before: datetime) -> int:
        """Drop what was told before a moment, read or not."""
        return self._write(_FORGET_ALL, {"of_authority": authority, "before": written_moment(before)})


def _of(authority: str, user: str) -> dict[str, Any]:
    return {"of_authority": authority, "of_user": user}


def _read(at: datetime) -> dict[str, Any]:
    return {"unread": 0, "at_moment": written_moment(at)}
