"""Moving a running case to another version of its process."""

from typing import Any

from flask import Response
from marshmallow import fields

from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import LONGEST_TEXT, Recorded, effective_on, flag, texts, things, words
from engine.case.commands import MoveCase
from engine.case.permissions import PUBLISH

moves = Resource("moves", __name__, "Moving a running case to another version; deadlines, drafts and claims stay")


class Destination(Input):
    version = words("The hash of the version to go on under", required=True)
    renamed = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=dict,
        metadata={"description": "BPMN ids that changed, old to new"},
    )


class Move(Destination):
    reason = words("Why, for the history", longest=LONGEST_TEXT, required=True)
    effective_on = effective_on()


class Plan(Output):
    is_possible = flag("Whether nothing stands in the way")
    goes_on = things("Where each thing the case waits at goes on: BPMN ids, old to new")
    obstacles = texts("What stands in the way, each in a sentence")
    notes = texts("What else should be known beforehand")


@moves.post("/cases/<case>/move/plan")
@guard(PUBLISH)
@moves.takes(Destination)
@moves.gives(200, Plan)
def plan_move(body: dict[str, Any], case: str) -> dict[str, Any]:
    """Say what moving a case would mean. Nothing is moved."""
    plan = office().workshop.plan_move(caller().authority, case, body["version"], body["renamed"])
    looked("planned a move of the case", case=case)
    return {
        "is_possible": plan.is_possible,
        "goes_on": dict(plan.goes_on),
        "obstacles": list(plan.obstacles),
        "notes": list(plan.notes),
    }


@moves.post("/cases/<case>/move")
@guard(PUBLISH)
@moves.takes(Move)
@moves.gives(201, Recorded, "Moved")
def move_case(body: dict[str, Any], case: str) -> Response:
    """Move a case to another version of its process; deadlines, drafts and claims stay."""
    return carry_out(MoveCase(**body, **stamp_on(case)))
