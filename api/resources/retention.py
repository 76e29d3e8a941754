"""Retention: records whose time has come, legal holds, and erasing by two people."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.guard import caller, guard, looked
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, at, maybe, number, on, page_of, said, several, things, words
from engine import Kept
from engine.case.permissions import ADMINISTER, RETAIN
from engine.case.retained import CLASSES, LONGEST, SHORTEST

retention = Resource("retention", __name__, "Retention: records whose time has come, legal holds, and erasing")

WHY = "What stands against erasing it; empty if nothing does"


class Periods(Output):
    years = things("Years from the date of birth, by class of record")


class NewPeriods(Input):
    years = fields.Dict(
        keys=fields.String(validate=validate.OneOf(list(CLASSES))),
        values=fields.Integer(strict=True, validate=validate.Range(SHORTEST, LONGEST)),
        required=True,
        metadata={"description": "Years from the date of birth, by class of record; the others stay"},
    )


class DueRecord(Output):
    person = said("The record")
    retention = said("Its class")
    due_on = on("The day on which its time came")
    open_cases = number("How many of its cases are open")
    why_not = maybe(WHY)


class HoldReason(Input):
    reason = words("Why", longest=1000, required=True)


class Hold(Output):
    person = said("The record")
    reason = said("Why it must not be erased")
    put_by = said("Who put the hold on it")
    put_at = at("When")


class HoldList(Output):
    items = several(Hold)


class NewErasure(Input):
    person = words("The record to erase", required=True)


class Erasure(Output):
    id = said("Its id, such as E000001")
    person = said("The record")
    retention = said("Its class")
    due_on = on("The day on which its time came")
    standing = said("proposed, erased or withdrawn")
    counts = things("How many of each it erases, or has erased")
    proposed_by = said("Who proposed it")
    proposed_at = at("When it was proposed")
    settled_by = maybe("Who approved or withdrew it")
    settled_at = at("When", allow_none=True)


class ErasureList(Output):
    items = several(Erasure)


@retention.get("/retention/periods")
@guard(RETAIN)
@retention.gives(200, Periods)
def list_periods() -> dict[str, Any]:
    """Read for how many years records are kept."""
    return {"years": office().retention.periods(caller().authority)}


@retention.patch("/retention/periods")
@guard(ADMINISTER)
@retention.takes(NewPeriods)
@retention.gives(200, Periods)
def set_periods(body: dict[str, Any]) -> dict[str, Any]:
    """Change for how many years records of some classes are kept."""
    return {"years": office().retention.set_periods(caller(), body["years"])}


@retention.get("/retention/due")
@guard(RETAIN)
@retention.takes(PageQuery, "query")
@retention.gives(200, page_of(DueRecord))
def list_due(query: dict[str, Any]) -> dict[str, Any]:
    """List records whose time has come, by number and without names. A page may have fewer rows than asked for."""
    found = office().retention.due(caller().authority, limit=query["limit"], cursor=query.get("after"))
    looked("listed records whose time has come")
    return {"items": [_due(one) for one in found.items], "next": found.next}


def _due(kept: Kept) -> dict[str, Any]:
    told = {name: getattr(kept, name) for name in ("person", "retention", "due_on", "open_cases")}
    return {**told, "why_not": kept.why_not}


@retention.get("/retention/holds")
@guard(RETAIN)
@retention.gives(200, HoldList)
def list_holds() -> dict[str, Any]:
    """List the legal holds."""
    return {"items": records(office().retention.holds(caller().authority).values())}


@retention.put("/retention/holds/<person>")
@guard(RETAIN)
@retention.takes(HoldReason)
@retention.gives(200, Hold)
def put_hold(body: dict[str, Any], person: str) -> dict[str, Any]:
    """Keep a record whatever its time."""
    return record(office().retention.hold(caller(), person, body["reason"]))


@retention.post("/retention/holds/<person>/lift")
@guard(RETAIN)
@retention.takes(HoldReason)
@retention.gives(204, description="Lifted")
def lift_hold(body: dict[str, Any], person: str) -> tuple[str, int]:
    """Lift a legal hold."""
    office().retention.lift(caller(), person, body["reason"])
    return "", 204


@retention.get("/retention/erasures")
@guard(RETAIN)
@retention.gives(200, ErasureList)
def list_erasures() -> dict[str, Any]:
    """List proposals to erase and the certificates of what was erased, the latest hundred first."""
    return {"items": records(office().retention.erasures(caller().authority))}


@retention.post("/retention/erasures")
@guard(RETAIN)
@retention.takes(NewErasure)
@retention.gives(201, Erasure)
def propose_erasure(body: dict[str, Any]) -> Response:
    """Propose to erase a record whose time has come; somebody else approves it."""
    response = jsonify(record(office().retention.propose(caller(), body["person"])))
    response.status_code = 201
    return response


@retention.get("/retention/erasures/<erasure>")
@guard(RETAIN)
@retention.gives(200, Erasure)
def get_erasure(erasure: str) -> dict[str, Any]:
    """Read a proposal, or the certificate of an erasure."""
    return record(office().retention.erasure(caller().authority, erasure))


@retention.post("/retention/erasures/<erasure>/approve")
@guard(RETAIN)
@retention.gives(200, Erasure)
def approve_erasure(erasure: str) -> dict[str, Any]:
    """Erase a record that somebody else proposed to erase. It cannot be undone."""
    return record(office().retention.approve(caller(), erasure))


@retention.post("/retention/erasures/<erasure>/withdraw")
@guard(RETAIN)
@retention.gives(200, Erasure)
def withdraw_erasure(erasure: str) -> dict[str, Any]:
    """Take a proposal back, or refuse it."""
    return record(office().retention.withdraw(caller(), erasure))
