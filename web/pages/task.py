"""A task: what to do and why, its form, and who has it."""

from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Fault, NotFound, TaskForm
from engine.case.commands import ClaimTask, CompleteTask, ReleaseTask, SaveDraft
from engine.case.permissions import SEE_CASES, WORK_CASES
from web.forms import Asking
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.people import names


@pages.route("/cases/<case>/tasks/<path:task>", methods=["GET", "POST"])
@guard(SEE_CASES)
def task(case: str, task: str) -> ResponseReturnValue:
    shown = house().looking.task_form(caller().authority, case, task)
    asking = _asking(shown)
    if request.method == "GET":
        looked(f"task {task}", case=case)
        return asking.page("task.html", **_beside(case, shown), saved=request.args.get("saved"))
    try:
        return _act(case, task, asking)
    except BadInput as refusal:
        return asking.page("task.html", refusal, **_beside(case, shown)), refusal.status


def _asking(shown: TaskForm) -> Asking:
    letter = shown.task.letter is not None
    return Asking(
        shown.task.title,
        "Record as sent" if letter else "Complete this task",
        shown.form,
        shown.answers,
        shown.help,
        shown.citation,
        can_save=shown.form is not None,
        dated=not letter,
    )


def _beside(case: str, shown: TaskForm) -> dict[str, Any]:
    """What stands beside the form: the case, the deadline in words, the letter."""
    actor = caller()
    with house().engine.database.read() as tx:
        row = tx.task(actor.authority, case, shown.task.task)
        about = tx.case(actor.authority, case)
        deadlines = tx.deadlines_of(actor.authority, case)
    if about is None or row is None:
        raise NotFound(f"Expected task {shown.task.task} of case {case} to be open, but it is not")
    return {
        "case": about,
        "row": row,
        "sentence": next((d.sentence for d in deadlines if d.timer == row.timer), ""),
        "letter": _letter_of(case, shown.task.task),
        "people": names(actor),
    }


def _letter_of(case: str, task: str) -> str | None:
    state = house().looking.state(caller().authority, case)
    return next((name for name, letter in state.letters.items() if letter.task == task), None)


def _act(case: str, task: str, asking: Asking) -> ResponseReturnValue:
    by, engine = caller(), house().engine
    if request.form.get("do") == "save":
        engine.handle(SaveDraft(by=by, case=case, task=task, answers=asking.typed()))
        return redirect(url_for("pages.task", case=case, task=task, saved="yes"))
    engine.handle(CompleteTask(by=by, case=case, task=task, answers=asking.typed(), effective_on=day_typed(asking)))
    return redirect(url_for("pages.case", case=case, done=f"“{asking.heading}” is done."))


def day_typed(asking: Asking) -> date | None:
    """The day on which it was done, if one was typed; raises `BadInput` for a day that does not exist."""
    said = asking.effective_on()
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        sentence = "Day on which it was done must be a real date, such as 27 March 2026"
        raise BadInput(sentence, (Fault("/effective_on", sentence),)) from None


@pages.post("/cases/<case>/take/<path:task>")
@guard(WORK_CASES)
def take(case: str, task: str) -> ResponseReturnValue:
    by, engine = caller(), house().engine
    if request.form.get("do") == "release":
        engine.handle(ReleaseTask(by=by, case=case, task=task))
    else:
        engine.handle(ClaimTask(by=by, case=case, task=task))
    return redirect(url_for("pages.task", case=case, task=task))
