"""A case: what is open, its time limits, letters, notes, its place in the diagram, and its history in sentences."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import NotFound
from engine.case.permissions import SEE_CASES
from engine.case.rows import CaseRow, DeadlineRow, TaskRow
from engine.case.state import LIFTED, MET, MET_LATE, MISSED, RUNNING
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.pictures import drawn
from web.timeline import happenings

STANDING = {RUNNING: "Running", MET: "Met", MET_LATE: "Met late", MISSED: "Missed", LIFTED: "Fell away"}
COLOURS = {RUNNING: "", MET: "green", MET_LATE: "orange", MISSED: "red", LIFTED: "grey"}
PRESSING = frozenset({RUNNING, MISSED})
"""How a deadline stands that still asks for work, if the case is open."""

LATEST = 15
"""Happenings that are shown at first."""


@pages.get("/cases/<case>")
@guard(SEE_CASES)
def case(case: str) -> ResponseReturnValue:
    return show(case)


def show(case: str, **more: Any) -> str:
    """The page of a case; `more` is what a note that was refused adds."""
    actor, looking = caller(), house().looking
    with house().engine.database.read() as tx:
        row = tx.case(actor.authority, case)
        if row is None:
            raise NotFound(f"Expected a case {case} in this authority, but there is none")
        person = tx.person(actor.authority, row.person)
        deadlines = sorted(tx.deadlines_of(actor.authority, case), key=lambda d: (d.legal, d.timer))
        tasks = sorted(tx.tasks_of(actor.authority, case), key=_first_things_first)
        people = {user.id: user.name for user in tx.users(actor.authority)}
        rows = {
            "letters": tx.letters_of(actor.authority, case),
            "documents": tx.documents_of(actor.authority, case),
            "notes": tx.notes_of(actor.authority, case),
            "plans": tx.plans_of(actor.authority, row.person),
        }
    looked("read the case", person=row.person, case=case)
    items = looking.items(actor.authority, case)
    history = happenings(looking.history(actor.authority, case), people, items)
    pressing = [one for one in deadlines if one.status in PRESSING and not row.is_closed]
    shows_all = request.args.get("all") == "yes"
    return render_template(
        "case.html",
        case=row,
        person=person,
        people=people,
        week=_week(row),
        tasks=tasks,
        pressing=pressing,
        settled=[one for one in deadlines if one not in pressing],
        next_deadline=_next(pressing),
        waits=list(looking.state(actor.authority, case).waits.values()),
        messages=[] if row.is_closed else looking.messages(actor.authority, case),
        items=items,
        history=history if shows_all else history[:LATEST],
        earlier=0 if shows_all else max(len(history) - LATEST, 0),
        standing=STANDING,
        colours=COLOURS,
        titles=house().limit_titles,
        drawn=drawn(looking.place(actor.authority, case), row.process, _links(case, tasks)),
        **rows,
        **more,
    )


def _first_things_first(task: TaskRow) -> tuple[bool, date, str]:
    return task.working is None, task.working or task.opened_on, task.task


def _next(pressing: list[DeadlineRow]) -> DeadlineRow | None:
    """The deadline that presses most: the first that was missed, or else the first to come."""
    return min(pressing, key=lambda one: (one.status != MISSED, one.legal), default=None)


def _week(row: CaseRow) -> int | None:
    """Which week since the case was opened it is, while it lasts."""
    return None if row.is_closed else (house().engine.today() - row.opened_on).days // 7 + 1


def _links(case: str, tasks: list[TaskRow]) -> dict[str, str]:
    """From the shapes of a diagram to the open tasks they stand for."""
    return {task.bpmn_id: url_for("pages.task", case=case, task=task.task) for task in reversed(tasks)}
