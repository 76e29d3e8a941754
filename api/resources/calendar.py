"""The calendar: what stands on which day, and the addresses at which other programs read it."""

from datetime import date, timedelta
from typing import Any

from flask import Response, jsonify, url_for
from marshmallow import fields, validate

from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, at, day, list_of, maybe, number, on, one_of, page_of, said, texts, words
from engine import BadInput, Fault
from engine.case.calendar import CalendarFilter
from engine.case.calendar_words import ALL, KINDS, WHOSE
from engine.case.panels import INITIALS, NAMES
from engine.case.permissions import SEE_CASES

calendar = Resource("calendar", __name__, "Calendar: meetings, hearings, panels and the days of the law")

LONGEST_DAYS, USUAL_DAYS = 400, 30
LATEST = date.max - timedelta(days=USUAL_DAYS)


class CalendarQuery(PageQuery):
    first = day("The first day; today if left out")
    last = day(
        f"The last day, no more than {LONGEST_DAYS} days after the first; {USUAL_DAYS} days after it if left out"
    )
    whose = one_of("Only days of cases in which the caller holds a task, or of the caller’s teams", *WHOSE)
    kind = fields.List(
        one_of("A kind of day", *KINDS), metadata={"description": "Only these kinds; name it again for each"}
    )
    case = words("Only days of this case")


class CalendarEntry(Output):
    day = on("The day")
    starts_at = maybe("The time in England, such as 14:30; null for the whole day")
    kind = said("The kind of day")
    title = said("What it is, in words; of a time limit its key")
    name = said("The entry of its case, the timer of a time limit, or the meeting; it stays while the day moves")
    case = maybe("The case")
    person = maybe("The child or young person")
    person_name = maybe("Their name")
    team = maybe("The team")
    process = maybe("The process")
    place = maybe("Where")
    limit = maybe("The key of the time limit")
    sentence = maybe("How a day of the law is reckoned; of an absence or a closure its last day")
    sequence = number("Rises whenever the day, the time or the place may have changed")
    changed_at = at("When that was; null for days of the law", allow_none=True)


class NewFeed(Input):
    name = words("What it is for, so that one knows which to end", required=True, longest=60)
    names = one_of("How children are named", *NAMES, load_default=INITIALS)
    whose = one_of("Whose days it shows", *WHOSE, load_default="mine")
    kinds = fields.List(
        one_of("A kind of day", *KINDS),
        load_default=[],
        validate=validate.Length(max=len(KINDS)),
        metadata={"description": "Only these kinds; none stands for all"},
    )


class Feed(Output):
    id = said("Its id, to end it by")
    name = said("What it is for")
    names = said("How children are named: `initials` or `full`")
    whose = said("Whose days it shows")
    kinds = texts("The kinds that it shows; none stands for all")
    made_at = at("When it was made")
    expires_at = at("When it ends by itself")
    last_used_at = at("When it was last read, to within five minutes", allow_none=True)


class FeedMade(Feed):
    address = said("The secret address. It is shown this once and kept nowhere")


@calendar.get("/calendar")
@guard(SEE_CASES)
@calendar.takes(CalendarQuery, "query")
@calendar.gives(200, page_of(CalendarEntry))
def list_calendar(query: dict[str, Any]) -> dict[str, Any]:
    """List what stands on some days, in order."""
    first, last = days_asked(query)
    asked = CalendarFilter(
        first=first,
        last=last,
        whose=query.get("whose", ALL),
        kinds=frozenset(query.get("kind", ())),
        case=query.get("case"),
    )
    page = office().diary.page(caller(), asked, limit=query["limit"], cursor=query.get("after"))
    looked_through("the calendar")
    return {"items": records(page.items), "next": page.next}


@calendar.get("/calendar/feeds")
@guard(SEE_CASES)
@calendar.gives(200, list_of(Feed))
def list_feeds() -> dict[str, Any]:
    """List one's own calendar feeds that are in use."""
    looked("looked at their calendar addresses")
    return {"items": [_feed(one) for one in office().feeds.open_now(caller())]}


def days_asked(query: dict[str, Any]) -> tuple[date, date]:
    """The first and the last day asked for."""
    first = query.get("first", office().engine.today())
    last = query.get("last", min(first, LATEST) + timedelta(days=USUAL_DAYS))
    if not 0 <= (last - first).days <= LONGEST_DAYS:
        sentence = f"The last day must be from the first day to {LONGEST_DAYS} days after it"
        raise BadInput(sentence, (Fault("?last", sentence),))
    return first, last


def _feed(feed: Any) -> dict[str, Any]:
    return {**record(feed), "kinds": sorted(feed.kinds)}


@calendar.post("/calendar/feeds")
@guard(SEE_CASES)
@calendar.takes(NewFeed)
@calendar.gives(201, FeedMade)
def make_feed(body: dict[str, Any]) -> Response:
    """Make a secret address at which another program reads the calendar.

    As the address is kept nowhere, the same Idempotency-Key again makes another one.
    """
    feed, secret = office().feeds.make(caller(), body["name"], body["names"], body["whose"], body["kinds"])
    address = f"{office().settings.address}{url_for('calendar_feed.read', secret=secret)}"
    response = jsonify({**_feed(feed), "address": address})
    response.status_code = 201
    return response


@calendar.delete("/calendar/feeds/<feed>")
@guard(SEE_CASES)
@calendar.gives(204, description="Ended; its address shows nothing any more")
def end_feed(feed: str) -> tuple[str, int]:
    """End one of one's own calendar feeds."""
    office().feeds.end(caller(), feed)
    return "", 204
