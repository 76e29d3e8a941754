"""End an exception: its ground has fallen away."""

from engine.case.commands import EndException
from engine.case.events import ExceptionEnded
from engine.case.rejections import NotInForce
from engine.case_file import CaseFile, Circumstances


def end_exception(command: EndException, file: CaseFile, circumstances: Circumstances) -> None:
    known = file.state.exceptions.get(command.exception)
    if known is None or "ended_on" in known:
        raise NotInForce(f"Expected exception {command.exception} to be in force, but it is not")
    file.record(ExceptionEnded(command.exception, command.ended_on, command.note.strip()), circumstances)
