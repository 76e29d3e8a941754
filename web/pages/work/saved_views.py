"""Saved views of My work: keep the present one under a name, rename, share, delete, choose one to start with."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput
from engine.case.asked import Asked
from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.groups import TITLES
from web.guarding import caller, guard
from web.pages.work.queue import SORTS, WHOSE
from web.working import choices, in_view, working


@pages.get("/views")
@guard(SEE_CASES)
def saved_views() -> ResponseReturnValue:
    return _page(Asked.of(request.args))


def _page(asked: Asked, refusal: BadInput | None = None) -> str:
    actor, today = caller(), house().engine.today()
    with house().engine.database.read() as tx:
        covering = tx.covered_by(actor.authority, actor.id, today)
        teams = tx.teams(actor.authority)
        people, offered = working(tx, actor, today)["people"], choices(tx, actor, teams)
        views = [
            (view, in_view(tx, actor, view, covering, today, teams))
            for view in tx.views(actor.authority, actor.id, actor.teams)
        ]
    words = {
        "show": dict(WHOSE),
        "band": TITLES,
        "sort": {key: f"by {label.lower()}" for key, label in SORTS},
        "who": people,
    }
    words |= {"process": dict(offered["processes"]), "role": dict(offered["roles"])}
    return render_template(
        "work/saved_views.html",
        asked=asked,
        views=views,
        people=people,
        start=house().views.start(actor),
        in_words=lambda one: _in_words(Asked.of(one), words),
        faults={fault.path: fault.sentence for fault in refusal.faults} if refusal else {},
        given=request.form,
        problem=bool(refusal),
    )


def _in_words(asked: Asked, words: dict[str, dict[str, str]]) -> str:
    """ "My teams, overdue, by name": what a view shows."""
    said = {"show": asked.show, **asked.words()}
    return ", ".join(
        words.get(name, {}).get(word, f"“{word}”" if name == "text" else word) for name, word in said.items()
    )


@pages.post("/views")
@guard(SEE_CASES)
def save_view() -> ResponseReturnValue:
    asked = Asked.of(request.form)
    try:
        view = house().views.save(caller(), request.form.get("name", ""), asked.words(), request.form.get("share", ""))
    except BadInput as refusal:
        return _page(asked, refusal), refusal.status
    flash(f"The view “{view.name}” is saved.")
    address: dict[str, Any] = dict(asked.address())
    return redirect(url_for("pages.queue", **address))


@pages.post("/views/<view>")
@guard(SEE_CASES)
def change_view(view: str) -> ResponseReturnValue:
    """Rename, share or delete a view, or choose whether My work starts with it."""
    views, by, do = house().views, caller(), request.form.get("do")
    try:
        if do == "rename":
            flash(f"The view is called “{views.rename(by, view, request.form.get('name', '')).name}” now.")
        elif do == "share":
            shared = views.share(by, view, request.form.get("share", ""))
            flash(f"The view is shared with {shared.team}." if shared.team else "The view is yours alone again.")
        elif do == "start":
            views.start_with(by, view)
            flash("My work starts with this view.")
        elif do == "no-start":
            views.start_with(by, "")
            flash("My work starts with what is next for you.")
        elif do == "delete":
            views.drop(by, view)
            flash("The view is deleted.")
    except BadInput as refusal:
        return _page(Asked(), refusal), refusal.status
    return redirect(url_for("pages.saved_views"))
