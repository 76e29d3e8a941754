"""The e-mails that wait to be sent, and how each stands: nobody sends one that somebody else may have sent."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from engine.case.notices import SENDING, UNSURE, WAITING, Mail
from engine.store.connected import Connected
from engine.store.prepared import Upsert, insertion
from engine.store.reading.columns import columns_of
from engine.store.tables.notifications import mail
from engine.store.types import written_moment

M = mail.c
_MOMENT = M.made_at.type
_NOW = bindparam("now", type_=_MOMENT)
_MAIL = columns_of(mail, Mail)
_MOMENTS = ("made_at", "until", "due_at", "failing_since", "held_until")
_ADD: Upsert = insertion(mail)
_DUE = (
    select(*_MAIL)
    .where(M.standing == WAITING, M.due_at <= _NOW, or_(M.held_until.is_(None), M.held_until <= _NOW))
    .order_by(M.due_at, M.authority, M.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LEFT = select(*_MAIL).where(M.standing == SENDING, M.held_until <= _NOW).with_for_update(skip_locked=True)
_OF = (M.authority == bindparam("of_authority"), M.id == bindparam("of_id"))
_SETTLED = ("standing", "due_at", "attempts", "failing_since", "held_until", "sentence")
_SETTLE = (
    update(mail).where(*_OF, M.held_until == bindparam("of_hold")).values({name: bindparam(name) for name in _SETTLED})
)
_HOLD = update(mail).where(*_OF).values(held_until=bindparam("until_then"))
_OF_USER = (
    select(*_MAIL)
    .where(M.authority == bindparam("authority"), M.user == bindparam("user"))
    .order_by(M.made_at.desc(), M.id)
)
_FORGET = delete(mail).where(M.made_at < bindparam("before"))


class ReadsMails(Connected):
    def mails_of(self, authority: str, user: str) -> list[Mail]:
        """What was on its way to somebody, the latest first."""
        return [Mail(*row) for row in self._all(_OF_USER, authority=authority, user=user)]


class WritesMails(ReadsMails):
    def add_mail(self, of: Mail) -> None:
        """Put an e-mail on its way, unless there was one of this id before."""
        self._write(_ADD, _written(of))

    def claim_mail(self, now: datetime, holds: timedelta) -> Mail | None:
        """Take the e-mail that has waited longest; nobody else gets it meanwhile."""
        row = self._first(_DUE, now=now)
        if row is None:
            return None
        claimed = replace(Mail(*row), held_until=now + holds)
        until = written_moment(claimed.held_until)
        self._write(_HOLD, {"of_authority": claimed.authority, "of_id": claimed.id, "until_then": until})
        return claimed

    def settle_mail(self, held: Mail, further: Mail) -> bool:
        """Write down how a claimed e-mail stands; False when the claim was lost meanwhile."""
        key = {"of_authority": held.authority, "of_id": held.id, "of_hold": written_moment(held.held_until)}
        stands = {name: value for name, value in _written(further).items() if name in _SETTLED}
        return bool(self._write(_SETTLE, {**key, **stands}))

    def leave_mails_unsure(self, now: datetime, sentence: str) -> int:
        """What a worker was handing over when it stopped is never sent again: it may have arrived."""
        left = [Mail(*row) for row in self._all(_LEFT, now=now)]
        return sum(self.settle_mail(one, replace(one, standing=UNSURE, sentence=sentence)) for one in left)

    def forget_mails(self, before: datetime) -> int:
        return self._write(_FORGET, {"before": written_moment(before)})


def _written(of: Mail) -> dict[str, Any]:
    return {**vars(of), **{name: written_moment(getattr(of, name)) for name in _MOMENTS}}
