"""A task: what to do and why, its form, and who has it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import NotFound, Rejected, TaskForm
from engine.case.commands import ClaimTask, CompleteTask, ReleaseTask, SaveDraft
from engine.case.permissions import LEAD_CASES, SEE_CASES, WORK_CASES, may_work_on, rights_of
from engine.case.rejections import NotAllowed, TaskNotOpen
from engine.case.state import OpenTask, letter_of
from engine.case.words import readable
from web.forms import Asking, adding, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.people import names

NOT_WORDS = frozenset({"csrf_token", "form_id", "do"})


@pages.route("/cases/<case>/tasks/<path:task>", methods=["GET", "POST"])
@guard(SEE_CASES)
def task(case: str, task: str) -> ResponseReturnValue:
    try:
        shown = house().looking.task_form(caller().authority, case, task)
    except NotFound as refusal:
        if request.method == "GET":
            raise
        return _too_late(case, refusal)
    asking = _asking(shown)
    if request.method == "GET":
        looked("opened the form of a task", case=case)
        return asking.page("task.html", **_beside(case, shown))
    if adding():
        return asking.page("task.html", **_beside(case, shown))
    try:
        return _act(case, task, asking)
    except (NotAllowed, TaskNotOpen):
        raise
    except Rejected as refusal:
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
        blocked=_why_not(shown.task),
    )


def _why_not(task: OpenTask) -> str:
    """Why the caller cannot complete the task, if so: better said before they type than after."""
    actor = caller()
    if WORK_CASES not in rights_of(actor):
        return "You can read this task, but your role does not complete tasks."
    if not may_work_on(actor, task.role):
        return f"You can read this task, but only people who work as “{readable(task.role)}” complete it."
    if task.assignee not in (None, actor.id) and LEAD_CASES not in rights_of(actor):
        holder = names(actor).get(str(task.assignee), "Somebody else")
        return f"{holder} has taken this task. You can read it, but not complete it."
    return ""


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
        "limit": house().limit_titles.get(row.limit or "", ""),
        **_letter_beside(case, shown.task.task),
        "items": house().looking.items(actor.authority, case) if row.item else {},
        "people": names(actor),
        "is_draft": shown.is_draft,
    }


def _letter_beside(case: str, task: str) -> dict[str, Any]:
    """The letter that the task sends, and what it lacks that the task does not ask for."""
    authority, looking = caller().authority, house().looking
    due = letter_of(task, looking.state(authority, case))
    if due is None:
        return {"letter": None, "gaps": []}
    _, gaps = looking.letter_with_gaps(authority, case, due.letter)
    return {"letter": due.letter, "gaps": [gap for gap in gaps if not gap.field]}


def _act(case: str, task: str, asking: Asking) -> ResponseReturnValue:
    by, engine = caller(), house().engine
    if request.form.get("do") == "save":
        engine.handle(SaveDraft(by=by, case=case, task=task, answers=asking.typed()))
        flash("Your draft is saved. Nothing is recorded until you complete the task.")
        return redirect(url_for("pages.task", case=case, task=task))
    effective_on, answers = asking.effective_on(), asking.typed()
    engine.handle(
        CompleteTask(by=by, id=command_id(), case=case, task=task, answers=answers, effective_on=effective_on)
    )
    flash(f"“{asking.heading}” is done.")
    return redirect(url_for("pages.case", case=case))


def _too_late(case: str, refusal: Rejected) -> ResponseReturnValue:
    """Somebody was faster, or the case went another way: what was typed is shown, so that it is not lost."""
    kept = [(readable(name), said) for name, said in request.form.items() if name not in NOT_WORDS and said.strip()]
    return render_template("too_late.html", case=case, sentence=refusal.sentence, kept=kept), 409


@pages.post("/cases/<case>/take/<path:task>")
@guard(WORK_CASES)
def take(case: str, task: str) -> ResponseReturnValue:
    by, engine = caller(), house().engine
    if request.form.get("do") == "release":
        engine.handle(ReleaseTask(by=by, case=case, task=task))
        flash("The task is free for others to take.")
    else:
        engine.handle(ClaimTask(by=by, case=case, task=task))
        flash("The task is yours.")
    return redirect(url_for("pages.task", case=case, task=task))
