"""Messages: things that happen outside and that a case waits for."""

from typing import Any

from flask import Response

from api.carrying_out import carry_out, stamp_on
from api.errors import within
from api.guard import caller, guard, looked
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import Recorded, effective_on, facts, said, several, things, words
from api.showing_forms import form_record
from engine.case.commands import ReceiveMessage
from engine.case.permissions import SEE_CASES, WORK_CASES

messages = Resource("messages", __name__, "Messages: things that happen outside and that a case waits for")


class NewMessage(Input):
    message = words("The message, such as request_withdrawn", required=True)
    payload = facts("Its particulars: the answers to its form", load_default=dict)
    item = words("The item of a collection that it is for, such as advice/01")
    effective_on = effective_on()


class Awaited(Output):
    message = said("Its name")
    title = said("What it means, in words")
    form = things("The form of its particulars, or null: `title`, `help`, `order`, `schema`", allow_none=True)


class AwaitedList(Output):
    items = several(Awaited)


@messages.get("/cases/<case>/messages")
@guard(SEE_CASES)
@messages.gives(200, AwaitedList)
def list_messages(case: str) -> dict[str, Any]:
    """List what can happen to a case now."""
    found = office().looking.messages(caller().authority, case)
    looked("read what the case waits for", case=case)
    return {"items": [{"message": one.message, "title": one.title, "form": form_record(one.form)} for one in found]}


@messages.post("/cases/<case>/messages")
@guard(WORK_CASES)
@messages.takes(NewMessage)
@messages.gives(201, Recorded, "Received; the entries say what followed from it")
def send_message(body: dict[str, Any], case: str) -> Response:
    """Tell a case that something happened."""
    with within("/payload"):
        return carry_out(ReceiveMessage(**body, **stamp_on(case)))
