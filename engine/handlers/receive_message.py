"""Receive a message: something happened that the case is waiting for."""

from engine.case.commands import ReceiveMessage
from engine.case.events import MessageReceived
from engine.case.rejections import MessageNotAwaited
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect


def receive_message(command: ReceiveMessage, file: CaseFile, circumstances: Circumstances) -> None:
    expect.open_case(file.state)
    catching = file.catching(command.message, command.item)
    if not catching:
        awaited = ", ".join(file.state.awaits) or "none"
        raise MessageNotAwaited(f"Expected one of the messages {awaited}, but {command.message} came")
    form = file.version.form(file.version.process.properties[catching[0]].get("formJsonSchemaFilename"))
    payload = expect.with_collections(file, form, expect.good_answers(form, command.payload))
    file.record(MessageReceived(command.message, payload, command.item), circumstances)
