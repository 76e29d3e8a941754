"""Attach a document to a case; its bytes are kept once, under their digest."""

from engine.case.commands import AttachDocument
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.handlers.attached import attach, good_name


def attach_document(command: AttachDocument, file: CaseFile, circumstances: Circumstances) -> None:
    if command.task is not None:
        expect.open_task(file.state, command.task)
    by_system = "system" in command.by.roles
    name = good_name(command.name, command.media_type, command.content, by_system=by_system)
    attach(file, circumstances, name, command.media_type, command.content, command.task)
