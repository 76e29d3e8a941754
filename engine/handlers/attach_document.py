"""Attach a document to a case; its bytes are kept once, under their digest."""

from engine.case.commands import AttachDocument, SentFile
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.handlers.attached import attach, good_file


def attach_document(command: AttachDocument, file: CaseFile, circumstances: Circumstances) -> None:
    if command.task is not None:
        expect.open_task(file.state, command.task)
    sent = SentFile(command.name, command.media_type, command.content)
    attach(file, circumstances, good_file(sent, by_system="system" in command.by.roles), command.task)
