"""Webhooks, and what each of them has still to be told of each case.

A row of `webhook_case` is written in the transaction that appends the entries, and both are one case's: whoever
sees the row sees the entries, and entries that are committed late come with a row that is committed late.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, insert, or_, select, true, update

from engine.case.history import Entry, canonical
from engine.case.rows import Page
from engine.case.webhooks import Claim, Delivery, Webhook, kinds_in
from engine.store.connected import Connected
from engine.store.prepared import upsert
from engine.store.reading.arms import Arm, equals, given
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.webhooks import webhook, webhook_case, webhook_delivery
from engine.store.types import written_moment

W, C, D = webhook.c, webhook_case.c, webhook_delivery.c
_MOMENT = C.due_at.type
_NOW = bindparam("now", type_=_MOMENT)
_WEBHOOK = columns_of(webhook, Webhook)
_OF_AUTHORITY = select(W.id, W.kinds).where(W.authority == bindparam("authority")).order_by(W.id)
_BY_ID = select(*_WEBHOOK).where(W.authority == bindparam("authority"), W.id == bindparam("id"))
_IS_AWAKE = and_(W.is_active == true(), or_(W.rests_until.is_(None), W.rests_until <= _NOW))
_IS_FREE = or_(C.held_until.is_(None), C.held_until <= _NOW)
_WAITS = exists().where(C.authority == W.authority, C.webhook == W.id, C.due_at <= _NOW, _IS_FREE)
_AWAKE = select(W.authority, W.id).where(_IS_AWAKE, _WAITS).order_by(W.authority, W.id)
_ADD = insert(webhook)
_SAVE = (
    update(webhook)
    .where(W.authority == bindparam("of_authority"), W.id == bindparam("of_id"), W.edition == bindparam("of_edition"))
    .values({column.name: bindparam(column.name) for column in W if not column.primary_key})
)
_REMOVE = tuple(
    delete(table).where(table.c.authority == bindparam("of_authority"), column == bindparam("of_id"))
    for table, column in ((webhook, W.id), (webhook_case, C.webhook), (webhook_delivery, D.webhook))
)

_PUT_IN = upsert(webhook_case, only=["upto"])
_CLAIMED = select(C.case, C.next, C.upto, C.attempts, C.failing_since).where(
    C.authority == bindparam("authority"), C.webhook == bindparam("webhook"), _IS_FREE
)
_DUE = _CLAIMED.where(C.due_at <= _NOW).order_by(C.due_at, C.case).limit(1).with_for_update(skip_locked=True)
_ONE_CASE = _CLAIMED.where(C.case == bindparam("case")).with_for_update(skip_locked=True)
_WAITING = select(C.case).where(
    C.authority == bindparam("authority"), C.webhook == bindparam("webhook"), C.case == bindparam("case")
)
_OF_WEBHOOK = (C.authority == bindparam("of_authority"), C.webhook == bindparam("of_webhook"))
_OF_CASE = (*_OF_WEBHOOK, C.case == bindparam("of_case"))
_HELD = (*_OF_CASE, C.held_until == bindparam("of_hold"))
_HOLD = update(webhook_case).where(*_OF_CASE).values(held_until=bindparam("until"))
_GO_ON = (
    update(webhook_case)
    .where(*_HELD)
    .values(
        next=bindparam("to"),
        attempts=bindparam("tries"),
        failing_since=bindparam("since"),
        held_until=bindparam("until"),
    )
)
_LET_GO = (
    update(webhook_case)
    .where(*_HELD)
    .values(
        next=bindparam("to"),
        held_until=bindparam("nobody"),
        attempts=bindparam("tries"),
        failing_since=bindparam("since"),
        due_at=bindparam("again_at"),
    )
)
_DONE = delete(webhook_case).where(*_HELD, C.upto < bindparam("to"))
_HURRY = (
    update(webhook_case)
    .where(*_OF_WEBHOOK, C.due_at > bindparam("at"))
    .values(due_at=bindparam("at"), attempts=bindparam("tries"))
)
_FAILING = select(C.case).where(
    C.authority == bindparam("authority"),
    C.webhook == bindparam("webhook"),
    C.case != bindparam("besides"),
    C.failing_since.is_not(None),
)
_DELIVERY = columns_of(webhook_delivery, Delivery)
_ONE_DELIVERY = select(*_DELIVERY).where(
    D.authority == bindparam("authority"),
    D.webhook == bindparam("webhook"),
    D.case == bindparam("case"),
    D.sequence == bindparam("sequence"),
)
_NOTE = upsert(webhook_delivery)
_FORGET = delete(webhook_delivery).where(D.tried_at < bindparam("before"))
_ORPHANS = delete(webhook_case).where(~exists().where(W.authority == C.authority, W.id == C.webhook))


def _webhook(*found: Any) -> Webhook:
    row = Webhook(*found)
    return replace(row, kinds=tuple(json.loads(str(row.kinds))))


def _written(of: Webhook) -> dict[str, Any]:
    moments = {name: written_moment(getattr(of, name)) for name in ("made_at", "failing_since", "rests_until")}
    return {**vars(of), **moments, "kinds": canonical(list(of.kinds))}


WEBHOOKS = Listed(_WEBHOOK, webhook, {"id": (W.id,)}, _webhook)
DELIVERIES = Listed(_DELIVERY, webhook_delivery, {"tried": (D.tried_at, D.case, D.sequence)}, Delivery)


class ReadsWebhooks(Connected):
    def webhook(self, authority: str, id: str) -> Webhook | None:
        row = self._first(_BY_ID, authority=authority, id=id)
        return None if row is None else _webhook(*row)

    def webhooks(self, authority: str, *, limit: int = 50, cursor: str | None = None) -> Page[Webhook]:
        return page(self._connection, WEBHOOKS, [Arm((equals(W.authority, authority),))], Wanted("id", limit, cursor))

    def awake_webhooks(self, now: datetime) -> list[tuple[str, str]]:
        """Authority and id of every webhook that may be sent something now."""
        return [(row.authority, row.id) for row in self._all(_AWAKE, now=now)]

    def is_failing(self, claim: Claim) -> bool:
        """Whether there is a case, besides the one claimed, of which the webhook could not be told."""
        of = {"authority": claim.authority, "webhook": claim.webhook}
        return self._first(_FAILING, **of, besides=claim.case) is not None

    def has_to_tell(self, authority: str, webhook: str, case: str) -> bool:
        """Whether something of this case has still to be told, or is being told."""
        return self._first(_WAITING, authority=authority, webhook=webhook, case=case) is not None

    def delivery(self, authority: str, webhook: str, case: str, sequence: int) -> Delivery | None:
        row = self._first(_ONE_DELIVERY, authority=authority, webhook=webhook, case=case, sequence=sequence)
        return None if row is None else Delivery(*row)

    def deliveries(
        self,
        authority: str,
        webhook: str,
        *,
        is_delivered: bool | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Delivery]:
        """What was tried to be delivered, the latest first."""
        terms = (equals(D.authority, authority), equals(D.webhook, webhook))
        arm = Arm((*terms, *given(equals, D.is_delivered, is_delivered)))
        return page(self._connection, DELIVERIES, [arm], Wanted("-tried", limit, cursor))


class WritesWebhooks(ReadsWebhooks):
    def add_webhook(self, of: Webhook) -> None:
        self._write(_ADD, _written(of))

    def save_webhook(self, of: Webhook, edition: int) -> bool:
        """Write down how a webhook stands; False when it is no longer at that edition."""
        key = {"of_authority": of.authority, "of_id": of.id, "of_edition": edition}
        return bool(self._write(_SAVE, {**_written(of), **key}))

    def remove_webhook(self, authority: str, id: str) -> bool:
        """Whether there was one; what was still to be told and what is known of deliveries goes with it."""
        return bool([self._write(statement, {"of_authority": authority, "of_id": id}) for statement in _REMOVE][0])

    def put_in_for_webhooks(self, authority: str, entries: Sequence[Entry]) -> None:
        """Note that entries of one case, just appended, are to be told to the webhooks that asked for their kinds."""
        for asking in self._all(_OF_AUTHORITY, authority=authority):
            kinds = kinds_in(json.loads(asking.kinds))
            asked = [entry.sequence for entry in entries if entry.kind in kinds]
            if asked:
                key = {"authority": authority, "webhook": asking.id, "case": entries[0].case}
                place = {"next": asked[0], "upto": asked[-1], "due_at": written_moment(entries[0].recorded_at)}
                self._write(_PUT_IN, {**key, **place, "attempts": 0, "held_until": None, "failing_since": None})

    def claim(
        self, authority: str, webhook: str, now: datetime, until: datetime, case: str | None = None
    ) -> Claim | None:
        """Take the case that has waited longest, or this one, due or not; nobody else gets it before `until`."""
        of: dict[str, Any] = {"authority": authority, "webhook": webhook}
        row = self._first(_DUE, **of, now=now) if case is None else self._first(_ONE_CASE, **of, now=now, case=case)
        if row is None:
            return None
        self._write(_HOLD, {**_of_case(authority, webhook, row.case), "until": written_moment(until)})
        return Claim(**of, **row._asdict(), held_until=until)

    def go_on(self, held: Claim, further: Claim) -> bool:
        """Write down how far a claim has come; False when it was lost meanwhile."""
        until = written_moment(further.held_until)
        return bool(self._write(_GO_ON, {**_held(held), **_standing(further), "until": until}))

    def let_go(self, held: Claim, further: Claim, again_at: datetime) -> None:
        """Give a claim back: there is nothing left to tell, or there is, from that moment on."""
        if not self._write(_DONE, {**_held(held), "to": further.next}):
            again = written_moment(again_at)
            self._write(_LET_GO, {**_held(held), **_standing(further), "nobody": None, "again_at": again})

    def hurry(self, authority: str, webhook: str, at: datetime) -> None:
        """What rested after a failure is tried again from this moment on."""
        key = {"of_authority": authority, "of_webhook": webhook}
        self._write(_HURRY, {**key, "at": written_moment(at), "tries": 0})

    def note_delivery(self, of: Delivery) -> None:
        self._write(_NOTE, {**vars(of), "tried_at": written_moment(of.tried_at)})

    def forget_deliveries(self, before: datetime) -> int:
        """Drop what is known of old deliveries, and what nobody asks for any more; how many were dropped."""
        self._write(_ORPHANS, {})
        return self._write(_FORGET, {"before": written_moment(before)})


def _of_case(authority: str, webhook: str, case: str) -> dict[str, Any]:
    return {"of_authority": authority, "of_webhook": webhook, "of_case": case}


def _held(claim: Claim) -> dict[str, Any]:
    held = {"of_hold": written_moment(claim.held_until)}
    return {**_of_case(claim.authority, claim.webhook, claim.case), **held}


def _standing(claim: Claim) -> dict[str, Any]:
    return {"to": claim.next, "tries": claim.attempts, "since": written_moment(claim.failing_since)}
