"""Complete a task with the answers to its form."""

from dataclasses import replace
from datetime import date
from typing import Any

from engine.case.commands import CompleteTask
from engine.case.events import Facts, TaskCompleted
from engine.case.forms import Form
from engine.case.plan_kinds import TAKES_OVER
from engine.case.state import OpenTask, answer_for, merged
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.plans import untouched


def complete_task(command: CompleteTask, file: CaseFile, circumstances: Circumstances) -> None:
    task = expect.open_task(file.state, command.task)
    expect.own_work(task, command.by, file, circumstances)
    form = file.version.form(task.form)
    answers = expect.with_collections(file, form, expect.good_answers(form, command.answers))
    if command.effective_on is None:
        circumstances = replace(circumstances, effective_on=_done_on(task, form, answers, file, circumstances))
    expect.day_allowed(file.state, circumstances)
    file.record(TaskCompleted(task.task, answers, _plan_before(task, answers, file)), circumstances)


def _plan_before(task: OpenTask, answers: Facts, file: CaseFile) -> Facts | None:
    """A case that sends an amended plan goes on from the plan in force, wherever it did not touch it."""
    layout = file.version.plan
    if layout is None or file.version.sends_plan(task.task) not in TAKES_OVER:
        return None
    facts = merged(file.state.facts, answers, task.item)
    return untouched(layout, facts, file.shelf.plan(file.state.person)) or None


def _done_on(
    task: OpenTask, form: Form | None, answers: dict[str, Any], file: CaseFile, circumstances: Circumstances
) -> date:
    """A task takes effect on the day that its letter left, its answer came, or its form asks; otherwise now."""
    came = answer_for(task.task, file.state)
    on = answers.get(f"{task.letter}_sent_on") or (came["received_on"] if came is not None else None)
    on = on or (form.done_on(answers) if form is not None else None)
    return date.fromisoformat(on) if on else circumstances.effective_on
