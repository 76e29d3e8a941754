"""Complete a task with the answers to its form."""

from dataclasses import replace
from datetime import date
from typing import Any

from engine.case.commands import CompleteTask
from engine.case.events import TaskCompleted
from engine.case.state import OpenTask
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def complete_task(command: CompleteTask, file: CaseFile, circumstances: Circumstances) -> None:
    task = expect.open_task(file.state, command.task)
    expect.own_work(task, command.by)
    form = file.version.form(task.form)
    answers = expect.with_collections(file, form, expect.good_answers(form, command.answers))
    if command.effective_on is None:
        circumstances = replace(circumstances, effective_on=_sent_on(task, answers, circumstances.effective_on))
    expect.day_allowed(file.state, circumstances)
    file.record(TaskCompleted(task.task, answers), circumstances)


def _sent_on(task: OpenTask, answers: dict[str, Any], otherwise: date) -> date:
    """A task that sends a letter takes effect on the day the letter left."""
    sent_on = answers.get(f"{task.letter}_sent_on")
    return date.fromisoformat(sent_on) if sent_on else otherwise
