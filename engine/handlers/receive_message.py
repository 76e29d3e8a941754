"""Receive a message: something happened that the case is waiting for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine.case.commands import ReceiveMessage
from engine.case.events import MessageReceived
from engine.case.forms import Form
from engine.case.rejections import MessageNotAwaited
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.statute import day_of


def receive_message(command: ReceiveMessage, file: CaseFile, circumstances: Circumstances) -> None:
    expect.open_case(file.state)
    catching = file.catching(command.message, command.item)
    if not catching:
        awaited = ", ".join(file.state.awaits) or "none"
        raise MessageNotAwaited(f"Expected one of the messages {awaited}, but {command.message} came")
    form = file.version.form(file.version.process.properties[catching[0]].get("formJsonSchemaFilename"))
    payload = expect.with_collections(file, form, expect.good_answers(form, command.payload))
    if command.effective_on is None and form is not None:
        circumstances = replace(circumstances, effective_on=_happened_on(form, payload, file, circumstances))
    file.record(MessageReceived(command.message, payload, command.item), circumstances)


def _happened_on(form: Form, payload: Mapping[str, Any], file: CaseFile, circumstances: Circumstances) -> date:
    """The day that the form asks, as far as the case can know it: not before it began, and not after today.

    A death may be told of that came before the case, and a move that is yet to come; neither is refused.
    """
    on = form.done_on(payload)
    if on is None:
        return circumstances.effective_on
    no_later = min(date.fromisoformat(on), day_of(circumstances.recorded_at))
    return max(no_later, file.state.opened_on or no_later)
