"""Release a task: nobody holds it any more."""

from engine.case.commands import ReleaseTask
from engine.case.events import TaskReleased
from engine.case.rejections import NotInForce
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def release_task(command: ReleaseTask, file: CaseFile, circumstances: Circumstances) -> None:
    task = expect.open_task(file.state, command.task)
    expect.own_work(task, command.by, file, circumstances)
    if task.assignee is None:
        raise NotInForce(f"Expected somebody to hold task {task.task}, but nobody does")
    file.record(TaskReleased(task.task, command.reason.strip()), circumstances)
