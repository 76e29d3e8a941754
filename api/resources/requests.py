"""What advisers and schools were asked, the links through which they answer, and what came through them."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import page_record, record
from api.resource import Input, Output, Resource
from api.shapes import (
    PageQuery,
    Recorded,
    at,
    day,
    list_of,
    maybe,
    maybe_on,
    maybe_words,
    number,
    one_of,
    page_of,
    said,
    words,
)
from engine import expect_case
from engine.case.commands import SettleAnswer
from engine.case.outside import LinkRow
from engine.case.permissions import SEE_CASES, WORK_CASES
from engine.case.requests import ADVICE, CONSULTATION, RECEIVED, TO_CHECK, TO_SEND, WAITING, RequestFilter

requests = Resource("requests", __name__, "Requests to advisers and schools, and the links through which they answer")

STANDINGS = (TO_SEND, WAITING, TO_CHECK, RECEIVED)
LONGEST_DAYS = 56


class RequestQuery(PageQuery):
    kind = one_of("Of this kind", ADVICE, CONSULTATION)
    standing = one_of("That stand like this", *STANDINGS)
    service = words("Of this kind of advice or school, such as psychological")
    who = words("To this adviser or school, by the name that the case has")
    team = words("Of this team")
    late_on = day("That should have come before this day, and have not")
    sort = one_of("In this order", "working", "person", "who", load_default="working")


class RequestAsked(Output):
    case = said("The case")
    item = said("The item of the case that it is, such as advice/01")
    process = said("The process of the case")
    person = said("The person the case is about")
    person_name = said("Their name")
    team = maybe("The team of the case")
    kind = said("advice or consultation")
    who = said("Who was asked")
    body = said("The body they belong to, if the case knows it")
    service = said("The kind of advice or school")
    standing = said("to_send, waiting, to_check (it came through a link) or received")
    sent_on = maybe_on("The day on which the request left")
    received_on = maybe_on("The day on which the answer came")
    reminded_on = maybe_on("The day of the last reminder")
    reminders = number("How many reminders were recorded")
    limit = maybe("The time limit; see /limits")
    legal = maybe_on("The last day that the limit allows")
    working = maybe_on("The last working day on or before that")
    sentence = said("How the day was reckoned")
    task = maybe("The open task that it is about")


class NewLink(Input):
    task = words("The open task that somebody outside answers; left out, the link is for the family of the case")
    days = fields.Integer(
        validate=validate.Range(1, LONGEST_DAYS), metadata={"description": "Days until it opens nothing any more"}
    )
    question = maybe_words("What is to be asked besides, such as what was missing from an earlier answer")


class Link(Output):
    id = said("Its id, to revoke it by")
    case = said("The case")
    task = maybe("The task that it answers; null for a link of the family")
    item = maybe("The item of the case that it is about")
    sender = said("For whom it was made")
    question = said("What it asks besides")
    made_by = said("Who made it")
    made_at = at("When")
    expires_at = at("When it stops opening anything")
    revoked_at = at("When it was revoked", allow_none=True)
    opened_at = at("When it was first opened", allow_none=True)
    answered_at = at("When the last answer came", allow_none=True)
    answer = maybe("The last answer in the case, such as answer#1")
    answers = number("How many answers came")


class LinkMade(Link):
    token = said("The token. It is shown this once and kept nowhere")
    url = said("The address to send")


class Settling(Input):
    question = maybe_words("What is missing; left out, what a family sent is taken note of")


@requests.get("/requests")
@guard(SEE_CASES)
@requests.takes(RequestQuery, "query")
@requests.gives(200, page_of(RequestAsked))
def list_requests(query: dict[str, Any]) -> dict[str, Any]:
    """List what advisers and schools were asked in cases that run, what is due first coming first."""
    names = ("kind", "standing", "service", "who", "team", "late_on")
    filter = RequestFilter(**{name: query.get(name) for name in names})
    with office().engine.database.read() as tx:
        found = tx.requests(
            caller().authority, filter, sort=query["sort"], limit=query["limit"], cursor=query.get("after")
        )
    looked_through("requests")
    return page_record(found)


@requests.get("/cases/<case>/links")
@guard(SEE_CASES)
@requests.gives(200, list_of(Link))
def list_links(case: str) -> dict[str, Any]:
    """List the links of a case, the latest first; their tokens are kept nowhere."""
    by = caller()
    with office().engine.database.read() as tx:
        expect_case(tx, by.authority, case)
    looked("looked at the links of the case", case=case)
    return {"items": [_shown(one) for one in office().links.of_case(by.authority, case)]}


@requests.post("/cases/<case>/links")
@guard(WORK_CASES)
@requests.takes(NewLink)
@requests.gives(201, LinkMade)
def make_link(body: dict[str, Any], case: str) -> Response:
    """Make a link through which somebody outside answers a task, or the family sees where its case is."""
    lasts = timedelta(days=body["days"]) if "days" in body else None
    link, token = office().links.make(caller(), case, body.get("task"), question=body["question"], lasts=lasts)
    page = "family" if link.is_for_family else "answer"
    url = f"{office().settings.address}/{page}/{token}"
    response = jsonify({**_shown(link), "token": token, "url": url})
    response.status_code = 201
    return response


@requests.delete("/cases/<case>/links/<link>")
@guard(WORK_CASES)
@requests.gives(204, None, "Revoked")
def revoke_link(case: str, link: str) -> Response:
    """Revoke a link: it opens nothing any more."""
    office().links.revoke(caller(), case, link)
    return Response(status=204)


@requests.post("/cases/<case>/answers/<answer>/settle")
@guard(WORK_CASES)
@requests.takes(Settling)
@requests.gives(201, Recorded, "Settled")
def settle_answer(body: dict[str, Any], case: str, answer: str) -> Response:
    """Take note of what a family sent, or send an answer back with a question; make a new link to ask it."""
    return carry_out(SettleAnswer(answer=answer, question=body["question"], **stamp_on(case)))


def _shown(link: LinkRow) -> dict[str, Any]:
    return record(link)
