"""Complete several tasks of one kind with one form: each is a command of its own."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import BadInput, Kind, one_by_one, outcomes_of, sort_by_kind
from engine.case.commands import CaseCommand, CompleteTask
from engine.case.permissions import WORK_CASES
from web.forms import Asking, adding
from web.frame import house, pages
from web.guarding import caller, guard, looked_through
from web.ticked import children_of, command_id_for, name_of, named, nothing_ticked


@pages.route("/tasks/complete", methods=["GET", "POST"])
@guard(WORK_CASES)
def complete_together() -> ResponseReturnValue:
    """The form once, with the list of children; afterwards, what became of each."""
    if (back := nothing_ticked()) is not None:
        return back
    tasks = named(request.values.getlist("task"))
    looked_through("tasks to complete together")
    kinds, gone = sort_by_kind(house().engine, caller().authority, tasks)
    if request.method == "POST" and not kinds:
        return _repeat(tasks)
    if len(kinds) != 1 or not kinds[0].can_be_answered_once:
        return _sorted(kinds, gone)
    [kind] = kinds
    asking = Asking(
        kind.title, f"Complete {_tasks(len(kind.tasks))}", kind.form, {}, kind.form.help if kind.form else "",
        dated=not kind.sends_letter and not (kind.form and kind.form.done),
        dated_by=kind.form.done if kind.form else (),
    )  # fmt: skip
    if request.method == "GET" or adding():
        return asking.page("work/together.html", kind=kind, gone=gone, name_of=name_of)
    try:
        return _completed(kind, asking, tasks)
    except BadInput as refusal:
        return asking.page("work/together.html", refusal, kind=kind, gone=gone, name_of=name_of), refusal.status


def _tasks(number: int) -> str:
    return "1 task" if number == 1 else f"{number} tasks"


def _completed(kind: Kind, asking: Asking, tasks: list[tuple[str, str]]) -> str:
    """Answers that no task could take are refused before any is completed."""
    effective_on, answers = asking.effective_on(), asking.typed()
    faults = kind.form.check(answers) if kind.form else ()
    if faults:
        raise BadInput("Expected answers that every task can take", faults)

    def command(case: str, task: str) -> CaseCommand:
        id = command_id_for(case, task)
        return CompleteTask(by=caller(), id=id, case=case, task=task, answers=answers, effective_on=effective_on)

    done = one_by_one(house().engine, [(task, command(case, task)) for case, task in tasks])
    return render_template(
        "work/done_together.html", done=done, names=children_of(caller().authority, tasks), heading=f"“{kind.title}”"
    )


def _sorted(kinds: list[Kind], gone: list[tuple[str, str]]) -> str:
    """The tasks by kind, and of those that are not open any more what became of each child's."""
    engine, authority = house().engine, caller().authority
    children, outcomes = children_of(authority, gone), outcomes_of(engine, authority, gone)
    became = [(case, children.get(name_of(case, task), ""), outcomes.get((case, task))) for case, task in gone]
    return render_template("work/together_sorted.html", kinds=kinds, gone=became, name_of=name_of)


def _repeat(tasks: list[tuple[str, str]]) -> ResponseReturnValue:
    """The same page once more, or too late: none of the tasks is open any more, and nothing was done."""
    return _sorted([], tasks), 409
