"""Webhooks: addresses that are told of events as they happen."""

import secrets
from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.addresses import NotAllowedThere
from api.carrying_out import made
from api.conditions import command_id, etag, expected_or_refuse
from api.guard import caller, guard
from api.office import office
from api.plain import page_record
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, at, flag, maybe, maybe_words, number, one_of, page_of, said, texts, words
from engine import BadInput, Fault
from engine.case.permissions import KEEP_WEBHOOKS
from engine.case.webhooks import CHOICES, Delivery, Webhook

webhooks = Resource("webhooks", __name__, "Webhooks: addresses that are told of events as they happen")

LONGEST_URL = 2000
KINDS = "What it is told of: groups such as deadlines, tasks or everything, and single kinds such as TaskCompleted"


def _kinds(**more: Any) -> fields.List[Any]:
    checks = [validate.Length(1, len(CHOICES))]
    return fields.List(
        fields.String(validate=validate.OneOf(CHOICES)), validate=checks, metadata={"description": KINDS}, **more
    )


class NewWebhook(Input):
    url = words("Where it is told, by POST: an https address", longest=LONGEST_URL, required=True)
    kinds = _kinds(required=True)
    description = maybe_words("What it is for")


class Changes(Input):
    url = words("Where it is told from now on, what still waits included", longest=LONGEST_URL)
    kinds = _kinds()
    description = fields.String(validate=validate.Length(max=4000), metadata={"description": "What it is for"})
    is_active = fields.Boolean(metadata={"description": "False pauses it: what happens meanwhile is told later"})


class WebhookShown(Output):
    id = said("Its id, such as W000001")
    edition = number("Which edition of it this is, from 1; also its ETag")
    url = said("Where it is told")
    kinds = texts(KINDS)
    description = said("What it is for")
    is_active = flag("False while it is paused")
    state = one_of("How it stands", "working", "failing", "paused", required=True)
    failing_since = at("Since when something could not be told", allow_none=True)
    sentence = maybe("What came of the last attempt that failed")
    made_by = said("The user who made it")
    made_at = at("When it was made; earlier events are not told")


class WebhookMade(WebhookShown):
    secret = said("What it is signed with. It is shown this once and kept nowhere")


class DeliveryQuery(PageQuery):
    is_delivered = fields.Boolean(metadata={"description": "Only those that were delivered (true) or not yet (false)"})


class DeliveryShown(Output):
    id = said("Its id, the same for every attempt; sent as webhook-id")
    case = said("The case")
    sequence = number("The entry in the history of the case")
    kind = said("What happened")
    is_delivered = flag("Whether the receiver ever took it")
    attempts = number("How often it was tried")
    tried_at = at("When it was last tried")
    answered = number("The HTTP status of the last answer; null where none came", allow_none=True)
    sentence = said("What came of the last attempt")


class Tried(Output):
    is_delivered = flag("Whether the receiver took it")
    answered = number("The HTTP status of its answer; null where none came", allow_none=True)
    sentence = said("What came of it")


@webhooks.get("/webhooks")
@guard(KEEP_WEBHOOKS)
@webhooks.takes(PageQuery, "query")
@webhooks.gives(200, page_of(WebhookShown))
def list_webhooks(query: dict[str, Any]) -> dict[str, Any]:
    """List the webhooks of the authority."""
    found = office().webhooks.list(caller().authority, limit=query["limit"], cursor=query.get("after"))
    return page_record(found, _record)


@webhooks.post("/webhooks")
@guard(KEEP_WEBHOOKS)
@webhooks.takes(NewWebhook)
@webhooks.gives(201, WebhookMade)
def add_webhook(body: dict[str, Any]) -> Response:
    """Tell an address of events from now on. The secret in the answer is shown this once."""
    by = caller()
    _check(body["url"])
    receipt, webhook = office().webhooks.add(by, **body, salt=secrets.token_hex(16), id=command_id(by))
    if not receipt.is_repeat:
        office().accounts.note_access(by, f"added webhook {webhook.id}")
    record = {**_record(webhook), "secret": office().webhooks.secret(webhook)}
    return made(receipt, record, "webhooks", webhook.id, edition=webhook.edition)


@webhooks.get("/webhooks/<webhook>")
@guard(KEEP_WEBHOOKS)
@webhooks.gives(200, WebhookShown)
def get_webhook(webhook: str) -> Response:
    """Read a webhook; the ETag is needed to change it."""
    return _shown(office().webhooks.get(caller().authority, webhook))


@webhooks.patch("/webhooks/<webhook>")
@guard(KEEP_WEBHOOKS)
@webhooks.takes(Changes)
@webhooks.gives(200, WebhookShown)
def change_webhook(body: dict[str, Any], webhook: str) -> Response:
    """Change, pause or wake a webhook; the rest stays. What failed before is tried again at once."""
    by, edition = caller(), expected_or_refuse()
    if "url" in body:
        _check(body["url"])
    if "kinds" in body:
        body["kinds"] = tuple(body["kinds"])
    changed = office().webhooks.change(by.authority, webhook, edition, **body)
    office().accounts.note_access(by, f"changed webhook {webhook}: {', '.join(sorted(body)) or 'nothing'}")
    return _shown(changed)


@webhooks.delete("/webhooks/<webhook>")
@guard(KEEP_WEBHOOKS)
@webhooks.gives(204, description="Deleted; it is told nothing any more, not even what still waits")
def delete_webhook(webhook: str) -> tuple[str, int]:
    """Delete a webhook and the list of its deliveries."""
    by = caller()
    office().webhooks.remove(by.authority, webhook)
    office().accounts.note_access(by, f"deleted webhook {webhook}")
    return "", 204


@webhooks.post("/webhooks/<webhook>/test")
@guard(KEEP_WEBHOOKS)
@webhooks.gives(201, Tried, "Tried; the answer says what came of it")
def test_webhook(webhook: str) -> tuple[dict[str, Any], int]:
    """Send a test that tells of no case. The same Idempotency-Key again sends another one."""
    outcome = office().webhooks.try_out(caller().authority, webhook)
    return {
        "is_delivered": outcome.is_delivered,
        "answered": outcome.answered,
        "sentence": outcome.sentence,
    }, 201


@webhooks.get("/webhooks/<webhook>/deliveries")
@guard(KEEP_WEBHOOKS)
@webhooks.takes(DeliveryQuery, "query")
@webhooks.gives(200, page_of(DeliveryShown))
def list_deliveries(query: dict[str, Any], webhook: str) -> dict[str, Any]:
    """List what was tried to be delivered in the last 30 days, the latest first."""
    found = office().webhooks.deliveries(
        caller().authority,
        webhook,
        is_delivered=query.get("is_delivered"),
        limit=query["limit"],
        cursor=query.get("after"),
    )
    return page_record(found, _delivery_record)


@webhooks.post("/webhooks/<webhook>/deliveries/<delivery>/redeliver")
@guard(KEEP_WEBHOOKS)
@webhooks.gives(201, DeliveryShown, "Tried again; the answer says what came of it")
def redeliver(webhook: str, delivery: str) -> tuple[dict[str, Any], int]:
    """Deliver again what was delivered, or try at once what failed.

    The same Idempotency-Key again delivers once more; the receiver knows it by its id.
    """
    by = caller()
    tried = office().webhooks.redeliver(by.authority, webhook, delivery)
    office().accounts.note_access(by, f"redelivered {delivery}", case=tried.case)
    return _delivery_record(tried), 201


def _check(url: str) -> None:
    try:
        office().limits.check(url)
    except NotAllowedThere as refusal:
        raise BadInput(str(refusal), (Fault("/url", str(refusal)),)) from refusal


def _shown(webhook: Webhook) -> Response:
    response = jsonify(_record(webhook))
    response.headers["ETag"] = etag(webhook.edition)
    return response


def _record(webhook: Webhook) -> dict[str, Any]:
    """A webhook as it is shown: without what its secret follows from."""
    shown = ("id", "edition", "url", "kinds", "description", "is_active", "failing_since", "sentence")
    state = "paused" if not webhook.is_active else "failing" if webhook.failing_since else "working"
    by = {"made_by": webhook.made_by, "made_at": webhook.made_at}
    return {**{name: getattr(webhook, name) for name in shown}, "state": state, **by}


def _delivery_record(one: Delivery) -> dict[str, Any]:
    shown = ("id", "case", "sequence", "kind", "is_delivered", "attempts", "tried_at", "answered", "sentence")
    return {name: getattr(one, name) for name in shown}
