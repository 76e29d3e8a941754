"""Keep a form as far as it is filled in. A draft is nobody's act yet, so the history does not hold it."""

from engine.case.commands import SaveDraft
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def save_draft(command: SaveDraft, file: CaseFile, circumstances: Circumstances) -> None:
    task = expect.open_task(file.state, command.task)
    expect.own_work(task, command.by, file, circumstances)
    expect.good_answers(file.version.form(task.form), command.answers, draft=True)
    file.drafts[task.task] = command.answers
