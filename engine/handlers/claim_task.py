"""Claim a task: the actor will do it."""

from engine.case.commands import ClaimTask
from engine.case.events import TaskClaimed
from engine.case.permissions import may_work_on
from engine.case.rejections import NotAllowed, TaskClaimedByAnother
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def claim_task(command: ClaimTask, file: CaseFile, circumstances: Circumstances) -> None:
    task = expect.open_task(file.state, command.task)
    if not may_work_on(command.by, task.role):
        raise NotAllowed(f"Expected someone who works as {task.role}, but {command.by.name} does not")
    if not expect.may_hold(task, command.by, file, circumstances):
        raise TaskClaimedByAnother(f"Expected task {task.task} to be free, but {task.assignee} holds it")
    if task.assignee != command.by.id:
        file.record(TaskClaimed(task.task, command.by.id), circumstances)
