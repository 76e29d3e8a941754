"""Take note of what came through a link, or send it back with a question."""

from engine.case.commands import SettleAnswer
from engine.case.events import AnswerSettled
from engine.case.rejections import NotFound
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def settle_answer(command: SettleAnswer, file: CaseFile, circumstances: Circumstances) -> None:
    known = file.state.answers.get(command.answer)
    if known is None:
        raise NotFound(f"Expected an answer {command.answer} that waits in case {command.case}, but there is none")
    if known.get("task") is not None:
        # Without a question it is taken up by completing its task.
        question = expect.text("question", command.question)
        expect.own_work(expect.open_task(file.state, known["task"]), command.by, file, circumstances)
    else:
        question = command.question.strip() and expect.text("question", command.question)
    file.record(AnswerSettled(command.answer, question), circumstances)
