"""My work: the open tasks that somebody can take next, by the working day on which they are due."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.permissions import SEE_CASES
from engine.case.rows import Bands, TaskRow
from web.frame import house, pages
from web.guarding import caller, guard, looked_through

VIEWS = (("next", "Next for me"), ("mine", "Taken by me"), ("teams", "My teams"), ("all", "Everybody"))
SORTS = (("working", "Date"), ("opened", "When it was opened"), ("person", "Name"), ("title", "Task"))
WHEN = (("any", "Any time"), ("overdue", "Overdue"), ("today", "By today"), ("week", "By Sunday"))
ON_A_PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """What the person asked to see."""

    show: str
    when: str
    sort: str
    text: str

    def asking(self, **changed: str) -> dict[str, str | None]:
        """The same view with something changed, as the query of an address."""
        asked = {"show": self.show, "when": self.when, "sort": self.sort, "text": self.text, **changed}
        plain = {"show": VIEWS[0][0], "when": WHEN[0][0], "sort": SORTS[0][0], "text": ""}
        return {name: said if said != plain[name] else None for name, said in asked.items()}


@pages.get("/")
@guard(SEE_CASES)
def queue() -> ResponseReturnValue:
    chosen = Chosen(
        _one_of(VIEWS, request.args.get("show")),
        _one_of(WHEN, request.args.get("when")),
        _one_of(SORTS, request.args.get("sort")),
        request.args.get("text", "").strip(),
    )
    actor, engine = caller(), house().engine
    after, today = request.args.get("after"), engine.today()
    asked = _whose(chosen, actor)
    with engine.database.read() as tx:
        narrowed = _narrowed(asked, chosen, today)
        rows = tx.tasks(actor.authority, narrowed, sort=chosen.sort, limit=ON_A_PAGE, cursor=after)
        bands = tx.bands(actor.authority, asked, today)
        people = {user.id: user.name for user in tx.users(actor.authority)}
    looked_through("tasks")
    return render_template(
        "queue.html",
        rows=rows,
        people=people,
        items=_items(rows.items, actor),
        chosen=chosen,
        later_page=after is not None,
        views=VIEWS,
        whens=WHEN,
        sorts=SORTS,
        bands=_counts(bands),
    )


def _one_of(known: tuple[tuple[str, str], ...], asked: str | None) -> str:
    return asked if asked in dict(known) else known[0][0]


def _whose(chosen: Chosen, actor: Actor) -> TaskFilter:
    text = chosen.text or None
    if chosen.show == "mine":
        return TaskFilter(assignee=actor.id, text=text)
    if chosen.show == "teams":
        return TaskFilter(teams=actor.teams, text=text)
    if chosen.show == "all":
        return TaskFilter(text=text)
    return TaskFilter(queue_of=actor, text=text)


def _narrowed(asked: TaskFilter, chosen: Chosen, today: date) -> TaskFilter:
    if chosen.when == "overdue":
        return replace(asked, overdue_on=today)
    if chosen.when == "today":
        return replace(asked, due_before=today + timedelta(days=1))
    if chosen.when == "week":
        return replace(asked, due_before=today + timedelta(days=7 - today.weekday()))
    return asked


def _counts(bands: Bands) -> list[tuple[str, str, str]]:
    """How many tasks there are of each urgency, in words, with the view that shows them."""
    counted = (
        ("overdue", bands.overdue, "overdue"),
        ("due today", bands.today, "today"),
        ("later this week", bands.this_week, "week"),
        ("after this week", bands.later, ""),
        ("without a date", bands.undated, ""),
    )
    return [(words, f"{bands.most}+" if number > bands.most else str(number), when) for words, number, when in counted]


def _items(rows: list[TaskRow], actor: Actor) -> dict[str, dict[str, str]]:
    """The names of advisers and schools, by case, for the tasks that are about one of them."""
    return {case: house().looking.items(actor.authority, case) for case in {row.case for row in rows if row.item}}
