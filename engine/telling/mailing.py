"""Sending e-mails: what is urgent at once, each at most once, again after a pause while it surely has not arrived."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from engine.case.history import digest_of
from engine.case.notices import (
    AT_ONCE,
    GIVEN_UP,
    INCIDENT,
    SENDING,
    SENT,
    WAITING,
    HandingOver,
    Mail,
    Notice,
    NotificationRow,
    Sent,
    address_of,
)
from engine.case.permissions import ADMINISTER
from engine.engine import Engine
from engine.notifying import may
from engine.statute import day_of
from engine.store import Transaction
from engine.telling.mail_words import MOST, Part, Writing
from engine.telling.notifications import preferences_of

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
)
"""How long an e-mail that was not taken waits before it is tried again; the last again and again."""

LONG = timedelta(hours=4)
"""An e-mail that has been failing for so long is something a person must look at."""

OF_USE = timedelta(days=2)
"""How long an urgent e-mail is worth sending; the page shows what it says in any case."""

HELD = timedelta(minutes=5)
"""How long an e-mail is one worker's: far longer than any sender takes."""

BATCH = 500
LEFT = "A worker stopped while it handed this over. It may have arrived, so it is not sent again."

log = logging.getLogger("duecourse.mail")

Sender = Callable[[Mail, HandingOver], Sent]
"""Sends an e-mail, and calls back at the last moment before it could arrive. It never raises for the network."""


@dataclass(frozen=True)
class Posted:
    """What one round of sending did."""

    sent: int = 0
    failed: int = 0


def post(engine: Engine, send: Sender, writing: Writing, goes_on: Callable[[], bool] = lambda: True) -> Posted:
    """Write what is urgent, and send all that waits. Two rounds at once are harmless."""
    write_urgent(engine, writing)
    done = Posted()
    with engine.database.write() as tx:
        tx.leave_mails_unsure(engine.clock(), LEFT)
    while goes_on():
        with engine.database.write() as tx:
            claimed = tx.claim_mail(engine.clock(), HELD)
        if claimed is None:
            break
        settled = _send(engine, claimed, send)
        done = Posted(done.sent + (settled == SENT), done.failed + (settled != SENT))
    return done


# --- what is urgent ------------------------------------------------------------------------------


def write_urgent(engine: Engine, writing: Writing) -> None:
    """Put one e-mail on its way to everybody who was told something that they want to hear of at once."""
    with engine.database.read() as tx:
        rows = tx.notifications_to_mail(BATCH)
    for (authority, user), theirs in groupby(rows, key=lambda row: (row.authority, row.user)):
        with engine.database.write() as tx:
            ours = [row for row in theirs if tx.take_to_mail(row)]
            mail = _urgent(tx, authority, user, ours, engine.clock(), writing)
            if mail is not None:
                tx.add_mail(mail)


def _urgent(
    tx: Transaction, authority: str, id: str, rows: list[NotificationRow], now: datetime, writing: Writing
) -> Mail | None:
    user, wishes = tx.user(authority, id), preferences_of(tx, authority, id)
    wanted = [row for row in rows if wishes.way(row.kind) == AT_ONCE and now - row.at < OF_USE and row.is_unread]
    address = address_of(user.login, wishes) if user is not None and user.is_active else ""
    if user is None or not address or not wanted:
        return None
    names = {one.id: one.name for one in tx.users(authority)} if any(row.instead_of for row in wanted) else {}
    lines = [writing.line(row, _because(row, names)) for row in wanted[:MOST]]
    subject = wanted[0].title if len(wanted) == 1 else f"{len(wanted)} urgent notifications"
    opening = "You get this at once because it is urgent, or because you chose so."
    said = writing.write(f"Urgent: {subject}", user.name, opening, [Part("Urgent", str(len(wanted)), lines)])
    named = digest_of(" ".join(row.id for row in wanted))[:20]
    whole = (said.subject, said.text, said.html)
    return Mail(authority, f"urgent {id} {named}", id, address, *whole, now, now + OF_USE, due_at=now)


def _because(row: NotificationRow, names: dict[str, str]) -> str:
    return f"You get this because you stand in for {names.get(row.instead_of, '')}." if row.instead_of else ""


# --- on its way ----------------------------------------------------------------------------------


class ClaimLost(Exception):
    """Somebody else has this e-mail now, so it must not be handed over."""


def _send(engine: Engine, claimed: Mail, send: Sender) -> str:
    """Send one e-mail and write down how it stands."""

    def handing_over() -> None:
        """From here on it may arrive: whatever happens now, it is never sent a second time."""
        with engine.database.write() as tx:
            if not tx.settle_mail(claimed, replace(claimed, standing=SENDING)):
                raise ClaimLost(claimed.id)

    try:
        outcome = send(claimed, handing_over)
    except ClaimLost:
        return WAITING
    now = engine.clock()
    further = _settled(claimed, outcome, now)
    with engine.database.write() as tx:
        tx.settle_mail(claimed, further)
        if further.standing == GIVEN_UP or _fails_for_long(further, now):
            _say_so(tx, further, now)
    if further.standing != SENT:
        log.warning("An e-mail to user %s is %s: %s", further.user, further.standing, outcome.sentence)
    return further.standing


def _settled(mail: Mail, outcome: Sent, now: datetime) -> Mail:
    if not outcome.again:
        return replace(mail, standing=outcome.standing, held_until=None, sentence=outcome.sentence)
    pause = PAUSES[min(mail.attempts, len(PAUSES) - 1)]
    standing = GIVEN_UP if now + pause > mail.until else WAITING
    since = mail.failing_since or now
    tried = replace(mail, standing=standing, attempts=mail.attempts + 1, failing_since=since, held_until=None)
    return replace(tried, due_at=now + pause, sentence=outcome.sentence)


def _fails_for_long(mail: Mail, now: datetime) -> bool:
    return mail.standing == WAITING and mail.failing_since is not None and now - mail.failing_since >= LONG


def _say_so(tx: Transaction, mail: Mail, now: datetime) -> None:
    """Tell those who administer accounts, once a day: e-mail does not go out."""
    said = f"The last attempt was an e-mail to user {mail.user}. {mail.sentence}"
    notice = Notice(INCIDENT, f"mail {day_of(now)}", "E-mails cannot be sent", said)
    keepers = [user.id for user in tx.users(mail.authority) if may(user, ADMINISTER)]
    tx.tell(mail.authority, [(keeper, None) for keeper in keepers], notice, now, to_mail=False)
