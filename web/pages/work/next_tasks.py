"""What to do next, once a task is done: the next of this case, and the next in one's own work."""

from flask import url_for
from markupsafe import Markup, escape

from engine.case.commands import Actor
from engine.case.filters import TaskFilter
from engine.case.permissions import may_work_on
from engine.case.rows import TaskRow
from web.frame import house, item_name

FEW = 10


def done_and_next(actor: Actor, case: str, heading: str, task: str) -> Markup:
    """ "“Check the request” is done.", and links to what is next: the same for somebody else first, such as letters."""
    with house().engine.database.read() as tx:
        here = tx.tasks_of(actor.authority, case)
        elsewhere = tx.tasks(actor.authority, TaskFilter(queue_of=actor), sort="working", limit=FEW).items
    mine = [one for one in here if may_work_on(actor, one.role) and one.assignee in (None, actor.id)]
    mine.sort(key=lambda one: (_step(one.task) != _step(task), one.working is None, one.working or 0))
    others = [one for one in elsewhere if one.case != case]
    said = Markup("“{}” is done.").format(heading)
    if mine:
        said += Markup(" Next in this case: {}").format(_link(mine[0], _words(actor, mine[0])))
    if others:
        said += Markup(" Next in your work: {}").format(_link(others[0], f"{others[0].title}, case {others[0].case}"))
    return said


def _step(task: str) -> str:
    return task.partition("#")[0]


def _words(actor: Actor, task: TaskRow) -> str:
    if not task.item:
        return task.title
    return f"{task.title}: {item_name(task.item, house().looking.items(actor.authority, task.case))}"


def _link(task: TaskRow, words: str) -> Markup:
    """A link and its full stop, unless the words end with a mark of their own."""
    address = url_for("pages.task", case=task.case, task=task.task)
    link = Markup('<a class="govuk-notification-banner__link" href="{}">{}</a>').format(escape(address), words)
    return link if words.endswith("?") else link + "."
