"""Several tasks at once: hand them over, or complete those of one kind with the same answers."""

from typing import Any

from marshmallow import fields, validate

from api.conditions import command_id
from api.guard import caller, guard
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import effective_on, facts, flag, maybe, maybe_words, number, said, several, words
from engine import MOST_TOGETHER, Done, one_by_one, sort_by_kind
from engine.case.commands import AssignTask, CaseCommand, CompleteTask
from engine.case.permissions import WORK_CASES
from engine.case.rejections import BadInput, Fault

together = Resource("together", __name__, "Several tasks at once; each is carried out, or refused, by itself")


class Named(Input):
    case = words("The case", required=True)
    task = words("The task in it", required=True)


class Chosen(Input):
    tasks = fields.List(
        fields.Nested(Named),
        required=True,
        validate=validate.Length(1, MOST_TOGETHER),
        metadata={"description": "The tasks"},
    )


class HandingOver(Chosen):
    to = words("The user who is to have them", required=True)
    reason = maybe_words("Why, for the history of each case")


class Completing(Chosen):
    answers = facts("The answers to the form, which allows to be answered once for several", load_default=dict)
    effective_on = effective_on()


class DoneShown(Output):
    case = said("The case")
    task = said("The task")
    done = flag("Whether it was carried out")
    sequence = number("The last entry that it led to", allow_none=True)
    detail = maybe("Why it was refused, if it was; nothing is recorded then")


class DoneList(Output):
    items = several(DoneShown)


@together.post("/tasks/assign")
@guard(WORK_CASES)
@together.takes(HandingOver)
@together.gives(200, DoneList)
def assign_tasks(body: dict[str, Any]) -> dict[str, Any]:
    """Give several tasks to a user. With the same Idempotency-Key again nothing is done twice."""
    by = caller()

    def command(case: str, task: str) -> CaseCommand:
        return AssignTask(by=by, id=_id(case, task), case=case, task=task, to=body["to"], reason=body["reason"])

    return _carried_out([(one["task"], command(one["case"], one["task"])) for one in body["tasks"]])


@together.post("/tasks/complete")
@guard(WORK_CASES)
@together.takes(Completing)
@together.gives(200, DoneList)
def complete_tasks(body: dict[str, Any]) -> dict[str, Any]:
    """Complete tasks of the same step of the same version with the same answers, where its form allows it."""
    by, named = caller(), [(one["case"], one["task"]) for one in body["tasks"]]
    kinds, _ = sort_by_kind(office().engine, by.authority, named)
    if len(kinds) > 1 or any(not kind.can_be_answered_once for kind in kinds):
        sentence = "Expected tasks of one kind, whose form may be answered once for several"
        raise BadInput(sentence, (Fault("/tasks", sentence),))
    on, answers = body.get("effective_on"), body["answers"]

    def command(case: str, task: str) -> CaseCommand:
        return CompleteTask(by=by, id=_id(case, task), case=case, task=task, answers=answers, effective_on=on)

    return _carried_out([(task, command(case, task)) for case, task in named])


def _id(case: str, task: str) -> str | None:
    key = command_id(caller())
    return f"{key}:{case}/{task}" if key else None


def _carried_out(commands: list[tuple[str, CaseCommand]]) -> dict[str, Any]:
    return {"items": [_shown(done) for done in one_by_one(office().engine, commands)]}


def _shown(done: Done) -> dict[str, Any]:
    return {
        "case": done.case,
        "task": done.task,
        "done": done.receipt is not None,
        "sequence": done.receipt.sequence if done.receipt else None,
        "detail": done.refusal.sentence if done.refusal else None,
    }
