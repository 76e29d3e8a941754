"""Working on a task: its form, taking it, giving it back, handing it over, drafts, completing it."""

from typing import Any

from flask import Response, jsonify

from api.carrying_out import carry_out, stamp_on
from api.errors import within
from api.guard import caller, guard, looked
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import (
    Recorded,
    effective_on,
    facts,
    flag,
    maybe,
    maybe_words,
    said,
    several,
    things,
    words,
)
from api.showing_facts import KnownFactShown, known_fact_record
from api.showing_forms import form_record
from engine import TaskForm, mark_of
from engine.case.commands import AssignTask, ClaimTask, CompleteTask, ReleaseTask, SaveDraft
from engine.case.permissions import SEE_CASES, WORK_CASES

task_work = Resource("task_work", __name__, "Working on a task")


class Reason(Input):
    reason = maybe_words("Why, for the history")


class Assignment(Reason):
    to = words("The user who is to do it", required=True)


class Draft(Input):
    answers = facts("The answers as far as there are any, by field", required=True)
    over = words("The mark of the draft that you saw; if somebody has saved another since, 409")


class Completion(Input):
    answers = facts("The answers to the form, by field; see …/form", load_default=dict)
    effective_on = effective_on()


class TaskFormShown(Output):
    task = said("The task")
    title = said("What is to be done")
    help = said("How, in plain English")
    citation = said("The law that asks for it")
    form = things(
        "The form, or null where there is nothing to answer: `title`, `help`, `order`, `schema`", allow_none=True
    )
    answers = things("The answers to begin with: the draft, or what the case knows already")
    is_draft = flag("Whether the answers are a draft that somebody saved")
    mark = said("What tells this draft from another; send it as `over` so as not to overwrite what you have not seen")
    facts = several(KnownFactShown, "What to have before one's eyes while answering")
    item = maybe("The item of a collection that it is about, such as advice/01")


@task_work.get("/cases/<case>/tasks/<task>/form")
@guard(SEE_CASES)
@task_work.gives(200, TaskFormShown)
def get_form(case: str, task: str) -> dict[str, Any]:
    """Read the form of a task, with its help and the answers to begin with."""
    found = office().looking.task_form(caller().authority, case, task)
    looked("opened the form of a task", case=case)
    return _shown(found)


def _shown(found: TaskForm) -> dict[str, Any]:
    return {
        "task": found.task.task,
        "title": found.task.title,
        "help": found.help,
        "citation": found.citation,
        "form": form_record(found.form),
        "answers": found.answers,
        "is_draft": found.is_draft,
        "mark": mark_of(found.draft),
        "facts": [known_fact_record(fact) for fact in found.facts],
        "item": found.task.item,
    }


@task_work.post("/cases/<case>/tasks/<task>/claim")
@guard(WORK_CASES)
@task_work.gives(201, Recorded, "Yours now")
def claim_task(case: str, task: str) -> Response:
    """Take a task for oneself."""
    return carry_out(ClaimTask(task=task, **stamp_on(case)))


@task_work.post("/cases/<case>/tasks/<task>/unclaim")
@guard(WORK_CASES)
@task_work.takes(Reason)
@task_work.gives(201, Recorded, "Given back")
def unclaim_task(body: dict[str, Any], case: str, task: str) -> Response:
    """Give a task back, for somebody else to take."""
    return carry_out(ReleaseTask(task=task, **body, **stamp_on(case)))


@task_work.post("/cases/<case>/tasks/<task>/assign")
@guard(WORK_CASES)
@task_work.takes(Assignment)
@task_work.gives(201, Recorded, "Assigned")
def assign_task(body: dict[str, Any], case: str, task: str) -> Response:
    """Give a task to a user."""
    return carry_out(AssignTask(task=task, **body, **stamp_on(case)))


@task_work.put("/cases/<case>/tasks/<task>/draft")
@guard(WORK_CASES)
@task_work.takes(Draft)
@task_work.gives(200, TaskFormShown, "Saved")
def save_draft(body: dict[str, Any], case: str, task: str) -> Response:
    """Keep the answers as far as they go. A draft is nobody's act, so the history does not hold it."""
    with within("/answers"):
        office().engine.handle(SaveDraft(task=task, **body, **stamp_on(case)))
    return jsonify(_shown(office().looking.task_form(caller().authority, case, task)))


@task_work.post("/cases/<case>/tasks/<task>/complete")
@guard(WORK_CASES)
@task_work.takes(Completion)
@task_work.gives(201, Recorded, "Completed; the entries say what followed from it")
def complete_task(body: dict[str, Any], case: str, task: str) -> Response:
    """Complete a task with the answers to its form."""
    with within("/answers"):
        return carry_out(CompleteTask(task=task, **body, **stamp_on(case)))
