"""Telling webhooks of events: each at least once, in the order of its case, signed, and without what entries say."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from engine.case.history import Entry, canonical
from engine.case.webhooks import Claim, Delivery, Outcome, Outgoing, Webhook, delivery_id, kinds_in
from engine.engine import Engine
from engine.statute import day_of, spoken
from engine.store import HistoryUnreadable, Transaction

PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
)
"""How long a webhook, and a case that it could not be told of, rests after each failure; the last again and again."""

FAILS_AT_MOST = timedelta(days=5)
"""A webhook that has been failing for so long is paused until a person wakes it."""

HELD = timedelta(minutes=2)
"""How long a case is one worker's, unless it goes on: far longer than any sender tries."""

BATCH = 100
GONE = 410


@dataclass(frozen=True)
class Outside:
    """What telling needs from outside the engine.

    `send` never raises for what a receiver or the network does, and takes far less than `HELD`. From `key` the secret
    of each webhook is derived. `cases` is the address under which the API shows cases.
    """

    send: Callable[[Outgoing], Outcome]
    key: bytes
    cases: str


@dataclass(frozen=True)
class Round:
    """What one round of telling did."""

    delivered: int = 0
    failed: int = 0

    def __add__(self, other: "Round") -> "Round":
        return Round(self.delivered + other.delivered, self.failed + other.failed)


def deliver(engine: Engine, outside: Outside, goes_on: Callable[[], bool] = lambda: True) -> Round:
    """Tell every webhook what it waits for. Two rounds at once are harmless."""
    done = Round()
    while goes_on():
        with engine.database.read() as tx:
            awake = tx.awake_webhooks(engine.clock())
        told = [deliver_case(engine, outside, *one) for one in awake if goes_on()]
        if all(one is None for one in told):
            return done
        done = sum((one for one in told if one is not None), done)
    return done


def deliver_case(
    engine: Engine, outside: Outside, authority: str, id: str, case: str | None = None, most: int = BATCH
) -> Round | None:
    """Tell one webhook of the case that has waited longest, or of this one; None if nothing can be claimed."""
    now = engine.clock()
    with engine.database.write() as tx:
        webhook = tx.webhook(authority, id)
        if webhook is None or not (webhook.is_active or case):
            return None
        claim = tx.claim(authority, id, now, now + HELD, case)
    if claim is None:
        return None
    last = min(claim.upto, claim.next + BATCH - 1)
    try:
        wanted = _wanted(engine, webhook, claim, last)
    except HistoryUnreadable as unreadable:
        _pass_on(engine, claim, Outcome(f"The history could not be read: {unreadable}"))
        return Round(failed=1)
    end = last if len(wanted) <= most else wanted[most - 1].sequence
    return _tell(engine, outside, webhook, claim, wanted[:most], end)


def _wanted(engine: Engine, webhook: Webhook, claim: Claim, last: int) -> list[Entry]:
    kinds = kinds_in(webhook.kinds)
    with engine.database.read() as tx:
        entries = tx.entries(claim.case, claim.next - 1)
    return [entry for entry in entries if entry.sequence <= last and entry.kind in kinds]


def _tell(engine: Engine, outside: Outside, webhook: Webhook, claim: Claim, entries: list[Entry], end: int) -> Round:
    """Tell of these entries, one after another, and give the claim back behind `end`."""
    done, held = Round(), claim
    for entry in entries:
        outcome = outside.send(outgoing(webhook, entry, outside, engine.clock()))
        done += Round(delivered=1) if outcome.is_delivered else Round(failed=1)
        further = _settle(engine, webhook, held, entry, outcome)
        if further is None:
            return done
        held = further
    with engine.database.write() as tx:
        tx.let_go(held, replace(held, next=end + 1), engine.clock())
    return done


def _settle(engine: Engine, seen: Webhook, claim: Claim, entry: Entry, outcome: Outcome) -> Claim | None:
    """Write down what came of it; None when the claim is given back or was lost."""
    now = engine.clock()
    with engine.database.write() as tx:
        webhook = _stands(tx, claim, outcome, now)
        if webhook is None:
            return None
        note(tx, webhook, entry, outcome, now)
        if not outcome.is_delivered:
            _rest(tx, claim, entry.sequence, now)
            return None
        further = replace(claim, next=entry.sequence + 1, attempts=0, failing_since=None, held_until=now + HELD)
        if webhook.edition != seen.edition:
            tx.let_go(claim, further, now)  # it was changed meanwhile: what follows goes where it says now
            return None
        return further if tx.go_on(claim, further) else None


def _pass_on(engine: Engine, claim: Claim, outcome: Outcome) -> None:
    """Nothing could be sent of this case: the others go first."""
    now = engine.clock()
    with engine.database.write() as tx:
        _stands(tx, claim, outcome, now)
        _rest(tx, claim, claim.next, now)


def _stands(tx: Transaction, claim: Claim, outcome: Outcome, now: datetime) -> Webhook | None:
    """Write down how the webhook stands after an attempt.

    Always the webhook before its cases, as everybody who writes to both: so nobody waits in a ring.
    """
    webhook = tx.webhook(claim.authority, claim.webhook)
    if webhook is not None:
        standing = _recovered(tx, webhook, claim) if outcome.is_delivered else _failed(webhook, outcome, now)
        if standing != webhook:
            tx.save_webhook(standing, webhook.edition)
    return webhook


def _rest(tx: Transaction, claim: Claim, sequence: int, now: datetime) -> None:
    tried = claim.attempts + 1
    rests = replace(claim, next=sequence, attempts=tried, failing_since=claim.failing_since or now)
    tx.let_go(claim, rests, now + _pause(tried))


def _recovered(tx: Transaction, webhook: Webhook, claim: Claim) -> Webhook:
    if not webhook.failing_since:
        return webhook
    awake = replace(webhook, failures=0, rests_until=None)
    return awake if tx.is_failing(claim) else replace(awake, failing_since=None, sentence=None)


def _failed(webhook: Webhook, outcome: Outcome, now: datetime) -> Webhook:
    since, failures = webhook.failing_since or now, webhook.failures + 1
    failed = replace(webhook, failures=failures, failing_since=since, sentence=outcome.sentence)
    if outcome.answered == GONE or now - since >= FAILS_AT_MOST:
        sentence = f"Paused on {spoken(day_of(now))}. The last attempt: {outcome.sentence}"
        return replace(failed, is_active=False, edition=webhook.edition + 1, sentence=sentence)
    return replace(failed, rests_until=now + _pause(failures))


def _pause(failures: int) -> timedelta:
    return PAUSES[min(failures, len(PAUSES)) - 1]


def note(tx: Transaction, webhook: Webhook, entry: Entry, outcome: Outcome, now: datetime) -> None:
    """Write down an attempt in the list of deliveries."""
    before = tx.delivery(webhook.authority, webhook.id, entry.case, entry.sequence)
    tried = (before.attempts if before else 0) + 1
    of = (webhook.authority, webhook.id, entry.case, entry.sequence, entry.kind)
    is_delivered = outcome.is_delivered or (before is not None and before.is_delivered)
    tx.note_delivery(Delivery(*of, is_delivered, tried, now, outcome.answered, outcome.sentence))


# --- what is sent ---------------------------------------------------------------------------------


def outgoing(webhook: Webhook, entry: Entry, outside: Outside, now: datetime) -> Outgoing:
    """What a webhook is told of an entry: identifiers and days; who may see more asks the API."""
    id = delivery_id(webhook.id, entry.case, entry.sequence)
    said = {
        "authority": webhook.authority,
        "case": entry.case,
        "sequence": entry.sequence,
        "kind": entry.kind,
        "recorded_at": entry.recorded_at.isoformat(),
        "effective_on": entry.effective_on.isoformat(),
        "hash": entry.hash,
        "link": f"{outside.cases}/{entry.case}",
    }
    return signed(webhook, id, f"case.{entry.kind}", entry.recorded_at, said, outside.key, now)


def signed(
    webhook: Webhook, id: str, type: str, happened_at: datetime, said: dict[str, Any], key: bytes, now: datetime
) -> Outgoing:
    """Signed as Standard Webhooks 1.0.0 asks: over the id, the moment of this attempt, and the body."""
    body = canonical({"type": type, "timestamp": happened_at.isoformat(), "data": {"id": id, **said}}).encode()
    stamp = str(int(now.timestamp()))
    seal = hmac.digest(secret_bytes(webhook, key), b".".join((id.encode(), stamp.encode(), body)), "sha256")
    headers = {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(seal).decode()}",
    }
    return Outgoing(webhook.url, body, headers)


def secret_bytes(webhook: Webhook, key: bytes) -> bytes:
    """The secret of a webhook is kept nowhere: it follows from its salt and from a key outside the database."""
    of = canonical(["webhook", webhook.authority, webhook.id, webhook.salt])
    return hmac.digest(key, of.encode(), hashlib.sha256)


def secret_text(webhook: Webhook, key: bytes) -> str:
    """The secret as its receiver is given it."""
    return f"whsec_{base64.b64encode(secret_bytes(webhook, key)).decode()}"
