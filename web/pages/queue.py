"""My work: the open tasks that somebody can take next, by the working day on which they are due."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard

VIEWS = (("next", "Next for me"), ("mine", "Taken by me"), ("teams", "My teams"), ("all", "Everybody"))
SORTS = (("working", "Date"), ("opened", "When it was opened"), ("person", "Name"), ("title", "Task"))
ON_A_PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """What the person asked to see."""

    show: str
    sort: str
    text: str


@pages.get("/")
@guard(SEE_CASES)
def queue() -> ResponseReturnValue:
    chosen = Chosen(
        _one_of(VIEWS, request.args.get("show")),
        _one_of(SORTS, request.args.get("sort")),
        request.args.get("text", "").strip(),
    )
    actor, engine = caller(), house().engine
    asked = _filter(chosen, actor)
    with engine.database.read() as tx:
        rows = tx.tasks(actor.authority, asked, sort=chosen.sort, limit=ON_A_PAGE, cursor=request.args.get("after"))
        bands = tx.bands(actor.authority, asked, engine.today())
        people = {user.id: user.name for user in tx.users(actor.authority)}
    return render_template(
        "queue.html",
        rows=rows,
        people=people,
        chosen=chosen,
        views=VIEWS,
        sorts=SORTS,
        sort_words=f"sorted by {dict(SORTS)[chosen.sort].lower()}",
        bands=[
            ("overdue", bands.overdue, "red"),
            ("due today", bands.today, "orange"),
            ("later this week", bands.this_week, ""),
            ("after this week", bands.later, ""),
            ("without a date", bands.undated, ""),
        ],
        titles=house().limit_titles,
    )


def _one_of(known: tuple[tuple[str, str], ...], asked: str | None) -> str:
    return asked if asked in dict(known) else known[0][0]


def _filter(chosen: Chosen, actor: Actor) -> TaskFilter:
    text = chosen.text or None
    if chosen.show == "mine":
        return TaskFilter(assignee=actor.id, text=text)
    if chosen.show == "teams":
        return TaskFilter(teams=actor.teams, text=text)
    if chosen.show == "all":
        return TaskFilter(text=text)
    return TaskFilter(queue_of=actor, text=text)
