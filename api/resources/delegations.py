"""Delegations: who may take which decisions."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.guard import caller, guard
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import at, day, maybe, maybe_on, number, on, one_of, said, several, words
from engine import DECIDING_ROLES, MOST_POUNDS
from engine.case.permissions import ADMINISTER

delegations = Resource("delegations", __name__, "Delegations: who may take which decisions, by the authority's scheme")


class NewDelegation(Input):
    user = words("Who may decide; or else a role", load_default=None)
    role = one_of("Everybody of this role may decide", *DECIDING_ROLES, load_default=None)
    most = fields.Integer(
        load_default=None,
        strict=True,
        validate=validate.Range(0, MOST_POUNDS),
        metadata={"description": "Up to how many pounds a year, of decisions that cost money; left out for any"},
    )
    process = words("The process; left out for every decision", load_default=None)
    step = words(
        "The decision, by its id in the diagram; left out for every decision of the process", load_default=None
    )
    first_on = day("From when", required=True)
    last_on = day("Until when; left out for good", load_default=None)
    scheme = words("What the scheme of delegation says, and where", longest=1000, required=True)


class Delegation(Output):
    id = said("Its id, such as D000001")
    process = maybe("The process; null for every decision")
    step = maybe("The decision, by its id in the diagram; null for every decision of the process")
    user = maybe("Who may decide; null for everybody of a role")
    role = maybe("Everybody of this role may decide; null for a user")
    most = number("Up to how many pounds a year, of decisions that cost money; null for any", allow_none=True)
    first_on = on("From when")
    last_on = maybe_on("Until when")
    scheme = said("What the scheme of delegation says, and where")
    made_by = said("Who entered it")
    made_at = at("When it was entered")


class DelegationList(Output):
    items = several(Delegation)


@delegations.get("/delegations")
@guard(ADMINISTER)
@delegations.gives(200, DelegationList)
def list_delegations() -> dict[str, Any]:
    """List the delegations of the authority, those that are over included."""
    return {"items": records(office().delegations.rows(caller().authority))}


@delegations.post("/delegations")
@guard(ADMINISTER)
@delegations.takes(NewDelegation)
@delegations.gives(201, Delegation)
def add_delegation(body: dict[str, Any]) -> Response:
    """Say that somebody may take a decision.

    From the first delegation of a decision on, only those named take it: whoever leads casework or covers for
    somebody else does not, unless they are named as well.
    """
    response = jsonify(record(office().delegations.delegate(caller(), **body)))
    response.status_code = 201
    return response


@delegations.delete("/delegations/<delegation>")
@guard(ADMINISTER)
@delegations.gives(204, description="Taken back; what was decided under it stays decided")
def end_delegation(delegation: str) -> tuple[str, int]:
    """Take a delegation back."""
    office().delegations.end(caller(), delegation)
    return "", 204
