"""The secret addresses at which other programs read somebody's calendar."""

import hashlib
from datetime import timedelta
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, make_response, request

from api.attempts import Attempts, whence
from api.errors import Refused
from api.ical import as_calendar
from api.office import office
from engine.case.calendar import CalendarFilter, CalendarRow
from engine.case.calendar_words import PANEL

KEY = "duecourse_calendar_feed_limit"
BEHIND, AHEAD = timedelta(days=31), timedelta(days=400)
MOST = 2000
BY_FEED, BY_ADDRESS = "60 per hour", "60 per minute"
"""A calendar asks once an hour or so; an address that tries out secrets is stopped long before it finds one."""

calendar_feed = Blueprint("calendar_feed", __name__)


class FeedLimit:
    """Counts how often each feed is read, and how often each address asks."""

    def __init__(self, storage: str) -> None:
        self._by_address = Attempts(BY_ADDRESS, storage)
        self._by_feed = Attempts(BY_FEED, storage)

    def count(self, secret: str) -> None:
        digest = hashlib.sha256(secret.encode(errors="replace")).hexdigest()
        for attempts, who in ((self._by_address, whence()), (self._by_feed, digest)):
            attempts.expect_fewer([f"calendar:{who}"])
            attempts.count([f"calendar:{who}"])

    def reset(self) -> None:
        self._by_address.reset()
        self._by_feed.reset()


@calendar_feed.get("/calendar/feeds/<secret>.ics")
def read(secret: str) -> Response:
    """The calendar that a secret opens; whoever has the secret reads it, so each time is logged."""
    limit: FeedLimit = current_app.extensions[KEY]
    limit.count(secret)
    opened = office().feeds.opened(secret)
    if opened is None:
        raise Refused(404)
    feed, actor = opened
    today = office().engine.today()
    asked = CalendarFilter(first=today - BEHIND, last=today + AHEAD, whose=feed.whose, kinds=feed.kinds)
    rows = office().diary.page(actor, asked, limit=MOST).items
    titles = {entry["key"]: entry["title"] for entry in office().law.limits()}
    response = make_response(as_calendar(feed, rows, titles, _address))
    response.content_type = "text/calendar; charset=utf-8"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="due-course.ics"'
    response.add_etag()
    response.make_conditional(request)
    return response


def _address(row: CalendarRow) -> str | None:
    here = office().settings.address
    if row.case is not None:
        return f"{here}/cases/{quote(row.case)}"
    return f"{here}/meetings/{quote(row.name)}" if row.kind == PANEL else None


def register(app: Flask, storage: str) -> None:
    app.extensions[KEY] = FeedLimit(storage)
    app.register_blueprint(calendar_feed)
