"""What to do next, once a task is done: the next of this case, and the next in one's own work."""

from flask import url_for
from markupsafe import Markup, escape

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.permissions import may_work_on
from engine.case.rows import TaskRow
from web.frame import house

FEW = 10


def done_and_next(actor: Actor, case: str, heading: str) -> Markup:
    """ "“Check the request” is done.", and links to what is next."""
    with house().engine.database.read() as tx:
        here = sorted(tx.tasks_of(actor.authority, case), key=lambda task: (task.working is None, task.working or 0))
        elsewhere = tx.tasks(actor.authority, TaskFilter(queue_of=actor), sort="working", limit=FEW).items
    mine = [one for one in here if may_work_on(actor, one.role) and one.assignee in (None, actor.id)]
    others = [one for one in elsewhere if one.case != case]
    said = Markup("“{}” is done.").format(heading)
    if mine:
        said += Markup(" Next in this case: {}.").format(_link(mine[0], mine[0].title))
    if others:
        said += Markup(" Next in your work: {}.").format(_link(others[0], f"{others[0].title}, case {others[0].case}"))
    return said


def _link(task: TaskRow, words: str) -> Markup:
    address = url_for("pages.task", case=task.case, task=task.task)
    return Markup('<a class="govuk-notification-banner__link" href="{}">{}</a>').format(escape(address), words)
