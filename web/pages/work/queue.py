"""My work: the open tasks that somebody can take next, by the working day on which they are due."""

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Asked, Reading
from engine.case.commands import Actor, ClaimTask
from engine.case.permissions import SEE_CASES, WORK_CASES
from engine.case.rows import Bands
from web.frame import house, pages
from web.groups import TITLES, grouped, in_words
from web.guarding import caller, guard, looked_through
from web.ticked import NONE, named
from web.working import choices, in_view, working

WHOSE = (
    ("next", "Next for me"),
    ("mine", "Taken by me"),
    ("teams", "My teams"),
    ("duty", "Duty: nobody has it"),
    ("all", "Everybody"),
)
SORTS = (("working", "Date"), ("opened", "When it was opened"), ("person", "Name"), ("title", "Task"))
ON_A_PAGE = 50
NOT_ASKED = frozenset({"after", "tick", "ticked", "view"})


@pages.get("/")
@guard(SEE_CASES)
def queue() -> ResponseReturnValue:
    actor, views = caller(), house().views
    if "clear" in request.args:
        views.clear(actor)
        return redirect(url_for("pages.queue"))
    is_asked = bool(request.args.keys() - NOT_ASKED)
    with house().engine.database.read() as tx:
        asked = Asked.of(request.args) if is_asked else views.beginning(tx, actor)
        shown = _shown(tx, actor, asked)
    if is_asked:
        views.remember(actor, asked)
    looked_through("tasks" if is_asked else f"tasks ({json.dumps(asked.words())})" if asked.words() else "tasks")
    return render_template("work/queue.html", asked=asked, **shown)


def _shown(tx: Reading, actor: Actor, asked: Asked) -> dict[str, Any]:
    """What the page shows, in as few questions as it takes."""
    today, authority = house().engine.today(), actor.authority
    after = request.args.get("after", "")
    covering = tx.covered_by(authority, actor.id, today)
    teams = tx.teams(authority)
    filter = asked.filter(actor, covering, today, teams)
    bands = tx.bands(authority, asked.changed(band="").filter(actor, covering, today, teams), today)
    page = grouped(tx, authority, filter, asked.sort, today, bands, ON_A_PAGE, after)
    views = tx.views(authority, actor.id, actor.teams)
    return {
        "page": page,
        "later_page": bool(after),
        "problem": request.args.get("ticked") == NONE,
        "ticked": "all" if request.args.get("tick") == "all" else "",
        "bands": _counts(bands),
        "whose": WHOSE,
        "sorts": SORTS,
        "covering": covering,
        "limits": house().limits,
        "items": house().looking.items_of_tasks(authority, page.rows),
        "views": [(view, in_view(tx, actor, view, covering, today, teams)) for view in views],
        "view": next((view for view in views if view.asked == asked.words()), None),
        **working(tx, actor, today),
        **choices(tx, actor, teams),
    }


def _counts(bands: Bands) -> list[tuple[str, str, str]]:
    """How many tasks there are of each urgency, in words, with the band that shows them."""
    words = {"overdue": "overdue", "today": "due today", "this_week": "later this week", "later": "after this week"}
    words["undated"] = "without a date"
    return [(words[band], in_words(getattr(bands, band), bands.most), band) for band in TITLES]


@pages.post("/tasks/take")
@guard(WORK_CASES)
def take_from_list() -> ResponseReturnValue:
    """Take a task without leaving the list."""
    [(case, task)] = named([request.form.get("task", "")])
    house().engine.handle(ClaimTask(by=caller(), case=case, task=task))
    with house().engine.database.read() as tx:
        row = tx.task(caller().authority, case, task)
    flash(f"“{row.title}” for {row.person_name} is yours." if row is not None else "The task is yours.")
    return redirect(url_for("pages.queue", after=request.form.get("after") or None))
