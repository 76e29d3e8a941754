"""Tasks that were ticked in a list: how they are named in an address, and read again."""

from collections.abc import Iterable, Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import MOST_TOGETHER, BadInput, Fault
from web.forms import command_id
from web.frame import house


def name_of(case: str, task: str) -> str:
    """ "NOR-000001/decide_whether_to_assess#1" """
    return f"{case}/{task}"


NONE = "none"


def nothing_ticked() -> ResponseReturnValue | None:
    """Back to the list, which says so, if a button was pressed before any task was ticked."""
    if request.method == "GET" and not request.args.getlist("task"):
        return redirect(url_for("pages.queue", ticked=NONE))
    return None


def named(said: Iterable[str]) -> list[tuple[str, str]]:
    """Case and task of each name, each once, in their order; raises `BadInput` if there are none, or too many."""
    found = [(case, task) for case, _, task in (one.partition("/") for one in dict.fromkeys(said)) if case and task]
    if not found:
        raise _refusal("Select at least one task")
    if len(found) > MOST_TOGETHER:
        raise _refusal(f"Select {MOST_TOGETHER} tasks or fewer")
    return found


def _refusal(sentence: str) -> BadInput:
    return BadInput(sentence, (Fault("", sentence),))


def children_of(authority: str, tasks: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Whom each task is or was about, by the name of the task."""
    with house().engine.database.read() as tx:
        cases = {case: tx.case(authority, case) for case, _ in tasks}
    return {name_of(case, task): row.person_name for case, task in tasks if (row := cases[case]) is not None}


def command_id_for(case: str, task: str) -> str | None:
    """The id of the command on one of several tasks: the same page sent twice does nothing twice."""
    page = command_id()
    return f"{page}:{name_of(case, task)}" if page else None
