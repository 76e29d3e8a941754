"""Webhooks: who wants to be told of which events, and trying whether they can be."""

from dataclasses import replace
from typing import Any

from engine.case.commands import Actor
from engine.case.history import canonical, digest_of
from engine.case.rejections import CaseMovedOn, CommandIdReused, Fault, NotFound, Rejected
from engine.case.rows import Page
from engine.case.webhooks import Delivery, Outcome, Webhook
from engine.engine import Engine
from engine.receipts import Receipt
from engine.store import AlreadyRemembered, Reading, Transaction
from engine.telling.delivering import Outside, deliver_case, note, outgoing, secret_text, signed

AWAKE: dict[str, Any] = {"failures": 0, "failing_since": None, "rests_until": None, "sentence": None}


class BeingDelivered(Rejected):
    """The entry is being delivered at this moment."""


class Webhooks:
    """The webhooks of an installation; every method raises `NotFound` for what the authority does not have."""

    def __init__(self, engine: Engine, outside: Outside) -> None:
        self._engine = engine
        self._outside = outside

    def add(
        self, by: Actor, url: str, kinds: list[str], description: str, salt: str, id: str | None = None
    ) -> tuple[Receipt, Webhook]:
        """Begin to tell an address; with an id that was used before, the webhook that it made then."""
        asked = digest_of(canonical(["AddWebhook", by.id, url, kinds, description]))
        now = self._engine.clock()
        try:
            with self._engine.database.write() as tx:
                known = self._made_before(tx, by.authority, id, asked)
                if known is not None:
                    return Receipt(None, made=known.id, is_repeat=True), known
                number = tx.next_number(by.authority, "webhook")
                of = (by.authority, f"W{number:06d}", 1, url, tuple(kinds), description, True, salt, by.id, now)
                made = Webhook(*of)
                receipt = Receipt(None, made=made.id)
                tx.add_webhook(made)
                if id is not None:
                    tx.remember(by.authority, id, asked, receipt.to_text(), now)
        except AlreadyRemembered as twin:
            raise CaseMovedOn("The same command is being carried out at this moment; ask again") from twin
        return receipt, made

    def _made_before(self, tx: Transaction, authority: str, id: str | None, asked: str) -> Webhook | None:
        answer = None if id is None else tx.answer_to(authority, id)
        if answer is None:
            return None
        if answer.fingerprint != asked:
            raise CommandIdReused(f"Expected a new command, but the id {id} was used for another one")
        return _expect(tx, authority, Receipt.again(answer.text, tx).made or "")

    def secret(self, webhook: Webhook) -> str:
        return secret_text(webhook, self._outside.key)

    def get(self, authority: str, id: str) -> Webhook:
        with self._engine.database.read() as tx:
            return _expect(tx, authority, id)

    def list(self, authority: str, *, limit: int, cursor: str | None) -> Page[Webhook]:
        with self._engine.database.read() as tx:
            return tx.webhooks(authority, limit=limit, cursor=cursor)

    def change(self, authority: str, id: str, expected: int | None, **changed: Any) -> Webhook:
        """Change `url`, `kinds`, `description` or `is_active`; what failed before is tried again at once."""
        with self._engine.database.write() as tx:
            known = _expect(tx, authority, id)
            amended = replace(known, **changed, **AWAKE, edition=known.edition + 1)
            if expected not in (None, known.edition) or not tx.save_webhook(amended, known.edition):
                sentence = f"Expected edition {expected or known.edition} of webhook {id}, but it was changed meanwhile"
                raise CaseMovedOn(sentence, (Fault("expected", sentence),) if expected else ())
            tx.hurry(authority, id, self._engine.clock())
        return amended

    def remove(self, authority: str, id: str) -> None:
        with self._engine.database.write() as tx:
            _expect(tx, authority, id)
            tx.remove_webhook(authority, id)

    # --- deliveries -----------------------------------------------------------------------------

    def try_out(self, authority: str, id: str) -> Outcome:
        """Send a test, which tells of no case; nothing is written down."""
        webhook, now = self.get(authority, id), self._engine.clock()
        said = {"authority": authority, "webhook": id}
        test = f"{id}_test_{int(now.timestamp())}"
        return self._outside.send(signed(webhook, test, "webhook.test", now, said, self._outside.key, now))

    def deliveries(
        self, authority: str, id: str, *, is_delivered: bool | None, limit: int, cursor: str | None
    ) -> Page[Delivery]:
        with self._engine.database.read() as tx:
            _expect(tx, authority, id)
            return tx.deliveries(authority, id, is_delivered=is_delivered, limit=limit, cursor=cursor)

    def redeliver(self, authority: str, id: str, delivery: str) -> Delivery:
        """Deliver again what was delivered, or try at once what failed and still waits."""
        with self._engine.database.read() as tx:
            webhook, kept = _expect(tx, authority, id), _expect_delivery(tx, authority, id, delivery)
            waits = not kept.is_delivered and tx.has_to_tell(authority, id, kept.case)
        if not waits:
            self._send_again(webhook, kept)
        elif deliver_case(self._engine, self._outside, authority, id, kept.case, most=1) is None:
            raise BeingDelivered(f"Expected nobody to deliver {delivery} at this moment, but somebody does; look again")
        with self._engine.database.read() as tx:
            return _expect_delivery(tx, authority, id, delivery)

    def _send_again(self, webhook: Webhook, kept: Delivery) -> None:
        with self._engine.database.read() as tx:
            entry = next(one for one in tx.entries(kept.case, kept.sequence - 1) if one.sequence == kept.sequence)
        outcome = self._outside.send(outgoing(webhook, entry, self._outside, self._engine.clock()))
        with self._engine.database.write() as tx:
            note(tx, webhook, entry, outcome, self._engine.clock())


def _expect(tx: Reading, authority: str, id: str) -> Webhook:
    found = tx.webhook(authority, id)
    if found is None:
        raise NotFound(f"Expected a webhook {id} in this authority, but there is none")
    return found


def _expect_delivery(tx: Reading, authority: str, id: str, delivery: str) -> Delivery:
    """The delivery of this name, which says the case and the sequence."""
    case, _, sequence = delivery.removeprefix(f"{id}_").rpartition("_")
    is_number = sequence.isascii() and sequence.isdigit() and len(sequence) < 10
    found = tx.delivery(authority, id, case, int(sequence)) if is_number else None
    if found is None or found.id != delivery:
        raise NotFound(f"Expected a delivery {delivery} of webhook {id}, but there is none")
    return found
