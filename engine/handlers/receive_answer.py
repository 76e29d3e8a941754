"""Take in what somebody outside says through their link; it waits until somebody has checked it."""

from typing import Any

from engine.case.commands import ReceiveAnswer, SentFile
from engine.case.events import AnswerReceived, Facts
from engine.case.forms import Field, Form
from engine.case.outside import FAMILY_FORM, MOST_FILES
from engine.case.rejections import BadInput, CannotAnswer, Fault
from engine.case.words import answer_in_words
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.handlers.attached import LARGEST, attach, good_file, safe_name

LONGEST_NAME = 190


def receive_answer(command: ReceiveAnswer, file: CaseFile, circumstances: Circumstances) -> None:
    form = _form(command, file)
    answers = expect.good_answers(form, command.answers)
    files = _good_files(command)
    if not answers and not files:
        raise BadInput("Write something, or choose a file", (Fault("", "Write something, or choose a file"),))
    if answers:
        files.insert(0, _in_writing(command.sender, form, answers))
    documents = tuple(attach(file, circumstances, one, command.task) for one in files)
    answer = file.state.next_name("answer")
    on = circumstances.effective_on
    file.record(
        AnswerReceived(answer, command.link, command.sender, answers, documents, on, command.task), circumstances
    )
    file.answered[command.link] = answer


def _in_writing(sender: str, form: Form, answers: Facts) -> SentFile:
    """What was typed, as a document of its own: it can be read and passed on like any other."""
    asked = [(field, answers[field.name]) for field in form.fields() if field.name in answers]
    text = "\n\n".join(f"{field.title}\n{_words(field, said)}" for field, said in asked)
    name = safe_name(f"{form.title}: {sender}"[:LONGEST_NAME], "text/plain")
    return SentFile(name, "text/plain", text.encode())


def _words(field: Field, said: Any) -> str:
    return said if field.kind == "text" else answer_in_words(field, said)


def _form(command: ReceiveAnswer, file: CaseFile) -> Form:
    expect.open_case(file.state)
    if command.task is None:
        return FAMILY_FORM
    form = file.version.form(expect.open_task(file.state, command.task).form)
    if form is None or form.outside is None:
        raise CannotAnswer(f"Expected a task that somebody outside can answer, but {command.task} is none")
    return form.outside


def _good_files(command: ReceiveAnswer) -> list[SentFile]:
    if len(command.files) > MOST_FILES:
        sentence = f"Choose {MOST_FILES} files or fewer"
        raise BadInput(sentence, (Fault("/files", sentence),))
    if sum(len(one.content) for one in command.files) > LARGEST:
        sentence = "The files must be 10 megabytes or smaller together"
        raise BadInput(sentence, (Fault("/files", sentence),))
    return [good_file(one, path="/files") for one in command.files]
