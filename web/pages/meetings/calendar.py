"""The calendar: a month as a table, a week or a day as a list, and the addresses at which programs read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput
from engine.case.calendar import CalendarFilter, CalendarRow
from engine.case.calendar_words import ALL, KINDS, LIMIT, MINE, PANEL, TEAMS, WHOSE
from engine.case.commands import Actor
from engine.case.panels import NAMES
from engine.case.permissions import LEAD_CASES, SEE_CASES, WORK_CASES, rights_of
from web.addresses import from_outside
from web.closed import PLANNED, marks
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through
from web.pages.meetings.month import day_of, month_after, month_of, total, weeks_of, window_of

ROWS = 100
NAMED = 250
"""A month of more than this is told in numbers: each day leads to its list."""

ONE_OF: dict[str, str] = {
    LIMIT: "time limit",
    "review": "review meeting",
    "meeting": "other meeting",
    "mediation": "mediation meeting",
    "hearing": "hearing",
    "direction": "direction",
    "birthday": "birthday",
    PANEL: "panel",
    "absence": "absence",
    "holiday": "bank holiday",
    "closed": "closure",
}

HELD = PLANNED | {PANEL}


@dataclass(frozen=True)
class Chosen:
    """Whose days of which kinds somebody looks at."""

    whose: str
    kinds: tuple[str, ...]

    def filter(self, first: date, last: date) -> CalendarFilter:
        return CalendarFilter(first=first, last=last, whose=self.whose, kinds=frozenset(self.kinds))

    def asking(self) -> dict[str, Any]:
        return {"who": self.whose, "kind": list(self.kinds)}


def _chosen(actor: Actor) -> Chosen:
    whose, kinds = request.args.get("who", ""), request.args.getlist("kind")
    return Chosen(whose if whose in WHOSE else _usual(actor), tuple(kind for kind in KINDS if kind in kinds))


def _usual(actor: Actor) -> str:
    """Those who lead see what is before their teams, those who work their own, others everything."""
    rights = rights_of(actor)
    if LEAD_CASES in rights and actor.teams:
        return TEAMS
    return MINE if WORK_CASES in rights and LEAD_CASES not in rights else ALL


@pages.get("/calendar")
@guard(SEE_CASES)
def calendar() -> ResponseReturnValue:
    if request.args.get("view") in ("week", "day"):
        return _list(request.args["view"])
    actor, today = caller(), house().engine.today()
    first, chosen = month_of(request.args.get("month", ""), today), _chosen(actor)
    asked = chosen.filter(*window_of(first))
    counts = house().diary.counts(actor, asked)
    names = total(counts) <= NAMED
    rows = house().diary.page(actor, asked, limit=NAMED).items if names else []
    looked_through("the calendar of a month")
    return render_template(
        "meetings/calendar.html",
        first=first,
        weeks=weeks_of(first, rows, counts),
        names=names,
        before=f"{month_after(first, -1):%Y-%m}",
        after=f"{month_after(first, 1):%Y-%m}",
        marked=marks(*window_of(first)),
        **_words(chosen, first),
    )


def _list(view: str) -> str:
    """A week or a day as a list, which is read some rows at a time."""
    actor, today = caller(), house().engine.today()
    first, chosen = day_of(request.args.get("from", ""), today), _chosen(actor)
    if view == "week":
        first -= timedelta(days=first.weekday())
    step = timedelta(days=7 if view == "week" else 1)
    asked = chosen.filter(first, first + step - timedelta(days=1))
    page = house().diary.page(actor, asked, limit=ROWS, cursor=request.args.get("after") or None)
    looked_through(f"the calendar of a {view}")
    return render_template(
        "meetings/calendar_list.html",
        view=view,
        first=first,
        last=asked.last,
        days=_by_day(page.items),
        following=page.next,
        is_first=not request.args.get("after"),
        before=first - step,
        after=first + step,
        **_words(chosen, first),
    )


def _by_day(rows: list[CalendarRow]) -> dict[date, list[CalendarRow]]:
    days: dict[date, list[CalendarRow]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return days


def _words(chosen: Chosen, at: date) -> dict[str, Any]:
    return {
        "chosen": chosen,
        "at": at,
        "kinds": KINDS,
        "whose": WHOSE,
        "one_of": ONE_OF,
        "limits": house().limit_titles,
        "said": title_of,
        "leads_to": address_of,
        "planned": HELD,
    }


def title_of(row: CalendarRow) -> str:
    """What it is, in words: of a time limit the title that the register gives it."""
    return house().limit_titles.get(row.limit, row.title) if row.limit else row.title


def address_of(row: CalendarRow) -> str:
    """The page that has more of it."""
    if row.case is not None and row.limit is not None:
        return url_for("pages.limit_of_case", case=row.case, timer=row.name)
    if row.case is not None:
        return url_for("pages.case", case=row.case)
    return url_for("pages.meeting", meeting=row.name) if row.kind == PANEL else ""


# --- addresses for other programs ----------------------------------------------------------------


@pages.get("/calendar/feeds")
@guard(SEE_CASES)
def feeds() -> ResponseReturnValue:
    looked("looked at their calendar addresses")
    return _feeds_page()


def _feeds_page(refusal: BadInput | None = None, made: str = "", given: Mapping[str, Any] | None = None) -> str:
    return render_template(
        "meetings/calendar_feeds.html",
        feeds=house().feeds.open_now(caller()),
        made=made,
        faults={fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {},
        given=given or {},
        given_kinds=request.form.getlist("kind"),
        kinds=KINDS,
        whose=WHOSE,
        names_of=NAMES,
        problem=bool(refusal),
    )


@pages.post("/calendar/feeds")
@guard(SEE_CASES)
def make_feed() -> ResponseReturnValue:
    """The address is shown once, on the page that answers: only its digest is kept."""
    said = request.form
    try:
        _, secret = house().feeds.make(
            caller(), said.get("name", ""), said.get("names", ""), said.get("whose", ""), said.getlist("kind")
        )
    except BadInput as refusal:
        return _feeds_page(refusal, given=said), refusal.status
    return _feeds_page(made=from_outside("calendar_feed.read", secret=secret)), 201


@pages.post("/calendar/feeds/<feed>/end")
@guard(SEE_CASES)
def end_feed(feed: str) -> ResponseReturnValue:
    house().feeds.end(caller(), feed)
    flash("The address shows nothing any more.")
    return redirect(url_for("pages.feeds"))
