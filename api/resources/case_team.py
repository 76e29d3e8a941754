"""The team that works on a case: giving the case to another."""

from typing import Any

from flask import Response

from api.carrying_out import carry_out, stamp_on
from api.guard import guard
from api.resource import Input, Resource
from api.shapes import Recorded, effective_on, words
from engine.case.commands import ChangeTeam
from engine.case.permissions import LEAD_CASES

case_team = Resource("case_team", __name__, "The team that works on a case")


class Giving(Input):
    team = words("The team that is to work on it; null for none", longest=60, required=True, allow_none=True)
    reason = words("Why, for the history of the case", longest=1000, required=True)
    effective_on = effective_on()


@case_team.post("/cases/<case>/team")
@guard(LEAD_CASES)
@case_team.takes(Giving)
@case_team.gives(201, Recorded, "Given")
def change_team_of_case(body: dict[str, Any], case: str) -> Response:
    """Give a case to another team, one that takes cases; whoever has a task of it keeps the task."""
    return carry_out(ChangeTeam(**body, **stamp_on(case)))
