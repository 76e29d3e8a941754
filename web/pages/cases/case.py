"""A case at one look: what is next by when, where it is in its time, what can happen, and what it is linked with."""

from datetime import date
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from engine.case.filters import CaseFilter
from engine.case.permissions import SEE_CASES
from engine.case.rows import TaskRow
from web.frame import house, pages
from web.guarding import caller, guard
from web.pages.cases.case_head import head_of
from web.pages.cases.timespans import drawn_spans

MOST_LINKED = 20


@pages.get("/cases/<case>")
@guard(SEE_CASES)
def case(case: str) -> ResponseReturnValue:
    return show(case)


def show(case: str, **more: Any) -> str:
    """The page of a case; `more` is what a note that was refused adds."""
    actor = caller()
    head = head_of(case, "read the case")
    with house().engine.database.read() as tx:
        tasks = sorted(tx.tasks_of(actor.authority, case), key=_first_things_first)
        people = {user.id: user.name for user in tx.users(actor.authority)}
        notes = tx.notes_of(actor.authority, case)
        linked = tx.cases(actor.authority, CaseFilter(person=head.row.person), sort="-opened", limit=MOST_LINKED).items
    view = head.view
    return render_template(
        "cases/case.html",
        **head.words("case"),
        people=people,
        tasks=tasks,
        notes=notes,
        waits=list(view.state.waits.values()),
        messages=view.messages,
        line=drawn_spans(view, house().engine.today(), only_pressing=True),
        linked=[(one, _link(one.case, view.opened, view.state.opened_by_case)) for one in linked if one.case != case],
        incidents=view.state.incidents,
        **more,
    )


def _first_things_first(task: TaskRow) -> tuple[bool, date, str]:
    return task.working is None, task.working or task.opened_on, task.task


def _link(case: str, opened: tuple[str, ...], opener: str | None) -> str:
    """How another case of the same person hangs together with this one."""
    if case == opener:
        return "It opened this case"
    return "Opened by this case" if case in opened else ""
