"""Reminders to several advisers or schools at once; each is recorded, or refused, by itself."""

from typing import Any

from marshmallow import fields, validate

from api.conditions import command_id
from api.guard import caller, guard
from api.office import office
from api.resource import Input, Output, Resource
from api.resources.together import Named
from api.shapes import day, flag, list_of, maybe, said
from engine import MOST_REMINDERS, Reminded
from engine.case.permissions import WORK_CASES

reminders = Resource("reminders", __name__, "Reminders of requests whose answers are late")


class NewReminders(Input):
    tasks = fields.List(
        fields.Nested(Named),
        required=True,
        validate=validate.Length(1, MOST_REMINDERS),
        metadata={"description": "The open tasks that chase what is late"},
    )
    expected_on = day("By when the answers are expected now; a week from today if left out")
    with_links = fields.Boolean(
        load_default=False, metadata={"description": "Make a link for each, through which it can be answered"}
    )


class ReminderShown(Output):
    case = said("The case")
    task = said("The task")
    done = flag("Whether it was recorded")
    document = maybe("The letter, as a document of the case")
    url = maybe("The address of the link. It is shown this once and kept nowhere")
    detail = maybe("Why it was not recorded")


@reminders.post("/requests/reminders")
@guard(WORK_CASES)
@reminders.takes(NewReminders)
@reminders.gives(200, list_of(ReminderShown))
def send_reminders(body: dict[str, Any]) -> dict[str, Any]:
    """Record reminders of today, and keep the letter of each with its case; sending the letters is up to you.

    With the same Idempotency-Key again nothing is recorded twice, and what was cut off is brought to its end; links
    are made anew.
    """
    by, named = caller(), [(one["case"], one["task"]) for one in body["tasks"]]
    once = command_id(by)
    prepared = office().reminders.prepare(by, named, body.get("expected_on"), once)
    done = office().reminders.send(by, prepared, once, with_links=body["with_links"])
    return {"items": [_shown(one) for one in done]}


def _shown(one: Reminded) -> dict[str, Any]:
    return {
        "case": one.reminding.case,
        "task": one.reminding.task,
        "done": not one.problem,
        "document": one.document or None,
        "url": f"{office().settings.address}/answer/{one.token}" if one.token else None,
        "detail": one.problem or None,
    }
