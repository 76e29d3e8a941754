"""Assign a task to somebody, or hand it over with a reason."""

from engine.case.commands import AssignTask
from engine.case.events import TaskAssigned
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def assign_task(command: AssignTask, file: CaseFile, circumstances: Circumstances) -> None:
    task = expect.open_task(file.state, command.task)
    expect.own_work(task, command.by, file, circumstances)
    file.record(TaskAssigned(task.task, command.to, command.reason.strip()), circumstances)
