"""A task: what to do and why, its form, and who has it."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import NotFound, Rejected, SchemeSaid, TaskForm, expect_case, known, mark_of, outcomes_of
from engine.case.commands import ClaimTask, CompleteTask, ReleaseTask, SaveDraft
from engine.case.forms import Field, Form
from engine.case.permissions import LEAD_CASES, SEE_CASES, WORK_CASES, may_work_on, rights_of
from engine.case.rejections import DraftMovedOn, NotAllowed, TaskNotOpen
from engine.case.state import OpenTask, letter_of
from engine.case.words import readable
from web import sitting
from web.closed import warn_of_closures
from web.forms import Asking, adding, command_id, seen_draft
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.kept import told
from web.pages.work.next_tasks import done_and_next
from web.people import names, stands_in_for

DECIDED_BY = "_decided_by"
"""How the names of questions end that ask who decided."""


@pages.route("/cases/<case>/tasks/<path:task>", methods=["GET", "POST"])
@guard(SEE_CASES)
def task(case: str, task: str) -> ResponseReturnValue:
    try:
        shown = house().looking.task_form(caller().authority, case, task)
    except NotFound:
        with house().engine.database.read() as tx:
            expect_case(tx, caller().authority, case)
        return _too_late(case, task)
    asking = sitting.dated(asking_of(shown, case))
    looked("opened the form of a task", case=case)
    if request.method == "GET" or adding() or request.form.get("do") == "preview":
        return asking.page("work/task.html", **_beside(case, shown, asking))
    try:
        return _act(case, task, asking, shown)
    except DraftMovedOn as refusal:
        return asking.page("work/task.html", **_beside(case, shown, asking, refusal)), refusal.status
    except (NotAllowed, TaskNotOpen):
        raise
    except Rejected as refusal:
        return asking.page("work/task.html", refusal, **_beside(case, shown, asking)), refusal.status


def asking_of(shown: TaskForm, case: str) -> Asking:
    """The page of a task, as it asks its questions of this caller."""
    letter = shown.task.letter is not None
    dated_by = (f"{shown.task.letter}_sent_on",) if letter else shown.form.done if shown.form else ()
    return Asking(
        shown.task.title,
        "Record as sent" if letter else "Complete this task",
        shown.form,
        {**_decided_by(shown.form), **shown.answers},
        shown.help,
        shown.citation,
        can_save=shown.form is not None,
        dated=not dated_by and shown.came is None,
        dated_by=dated_by,
        blocked=_why_not(shown.task, case) or _scheme(shown.task, case).why_not,
    )


def _decided_by(form: Form | None) -> dict[str, str]:
    """Who decides is mostly whoever has the task open."""
    asked = form.fields() if form is not None else ()
    return {field.name: caller().name for field in asked if field.name.endswith(DECIDED_BY)}


def _scheme(task: OpenTask, case: str) -> SchemeSaid:
    """What the scheme of delegation says to the caller; asked once for a page."""
    if "scheme" not in g:
        office, actor = house(), caller()
        g.scheme = office.delegations.says(actor, office.looking.state(actor.authority, case), task)
    found: SchemeSaid = g.scheme
    return found


def _why_not(task: OpenTask, case: str) -> str:
    """Why the caller cannot complete the task, if so: better said before they type than after."""
    actor = caller()
    if WORK_CASES not in rights_of(actor):
        return "You can read this task, but your role does not complete tasks."
    if not may_work_on(actor, task.role):
        return f"You can read this task, but only people who work as “{readable(task.role)}” complete it."
    if LEAD_CASES not in rights_of(actor) and task.assignee not in {None, actor.id, *stands_in_for(actor)}:
        holder = names(actor).get(str(task.assignee), "Somebody else")
        return f"{holder} has taken this task. You can read it, but not complete it."
    return ""


def _beside(case: str, shown: TaskForm, asking: Asking, conflict: Rejected | None = None) -> dict[str, Any]:
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
        **_letter_beside(case, shown, asking),
        "items": house().looking.items(actor.authority, case) if row.item else {},
        "sitting": sitting.beside(shown, case),
        "people": names(actor),
        "up_to": _scheme(shown.task, case).up_to,
        "is_draft": shown.is_draft,
        "facts": shown.facts,
        "draft": shown.draft,
        "mark": mark_of(shown.draft) if request.method == "GET" or conflict else seen_draft() or mark_of(shown.draft),
        "conflict": conflict,
        **_through_link(case, shown),
        "theirs": _theirs(shown, asking) if conflict else [],
    }


def _through_link(case: str, shown: TaskForm) -> dict[str, Any]:
    """The last link that was made for the task, and the documents among which what came is kept."""
    authority, task = caller().authority, shown.task.task
    with house().engine.database.read() as tx:
        links = tx.links_of(authority, case) if shown.outside else []
        documents = {one.document: one for one in tx.documents_of(authority, case)} if shown.came else {}
    link = next((one for one in links if one.task == task), None)
    return {"about_link": shown, "link": link, "documents": documents, "now": house().engine.clock()}


def _theirs(shown: TaskForm, asking: Asking) -> list[tuple[str, str, str]]:
    """Each question to which the saved draft says something else than what was typed: with both answers."""
    saved, typed = (shown.draft.answers if shown.draft is not None else {}), asking.typed()
    return [
        (field.title, _said(field, saved.get(field.name)), _said(field, typed.get(field.name)))
        for field in asking.fields
        if saved.get(field.name) != typed.get(field.name)
    ]


def _said(field: Field, answer: Any) -> str:
    return known(field.name, answer, None, {field.name: field}, {}).words or "Nothing"


def _letter_beside(case: str, shown: TaskForm, asking: Asking) -> dict[str, Any]:
    """The letter that the task sends as it reads with what is typed, and what it lacks that the task does not ask."""
    authority, looking = caller().authority, house().looking
    due = letter_of(shown.task.task, looking.state(authority, case))
    if due is None:
        return {"letter": None, "gaps": []}
    answers = asking.form.clean(asking.typed()) if request.method == "POST" and isinstance(asking.form, Form) else None
    letter, gaps = looking.letter_with_gaps(authority, case, due.letter, answers)
    return {"letter": due.letter, "preview": letter, "gaps": [gap for gap in gaps if not gap.field]}


def _act(case: str, task: str, asking: Asking, shown: TaskForm) -> ResponseReturnValue:
    by, engine = caller(), house().engine
    if request.form.get("do") == "save":
        engine.handle(SaveDraft(by=by, case=case, task=task, answers=asking.typed(), over=seen_draft()))
        flash("Your draft is saved. Nothing is recorded until you complete the task.")
        return redirect(url_for("pages.task", case=case, task=task))
    effective_on, answers = asking.effective_on(), asking.typed()
    _expect_seen(shown, answers)
    engine.handle(
        CompleteTask(by=by, id=command_id(), case=case, task=task, answers=answers, effective_on=effective_on)
    )
    flash(done_and_next(by, case, asking.heading, task))
    warn_of_closures(shown.form, answers, case)
    return redirect(sitting.next_address() or url_for("pages.case", case=case))


def _expect_seen(shown: TaskForm, answers: dict[str, Any]) -> None:
    """Completing a task throws its draft away: not one that somebody else wrote and nobody here has seen."""
    seen = seen_draft()
    if seen is None or shown.draft is None or shown.draft.answers == answers:
        return
    if mark_of(shown.draft) != seen:
        raise DraftMovedOn("Somebody has saved other answers to this task since you opened it")


def _too_late(case: str, task: str) -> ResponseReturnValue:
    """Somebody was faster, or the case went another way: what was typed is shown, so that it is not lost."""
    is_read = request.method == "GET"
    kept = told(request.form.items(multi=True))
    became = outcomes_of(house().engine, caller().authority, [(case, task)]).get((case, task))
    on = {"meeting": sitting.held(), "next": sitting.next_address()}
    return render_template("work/too_late.html", case=case, became=became, kept=kept, is_read=is_read, **on), (
        404 if is_read else 409
    )


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
