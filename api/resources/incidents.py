"""Incidents: what the system could not do, and a person must look at."""

from typing import Any

from flask import Response
from marshmallow import fields

from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked_through
from api.office import office
from api.plain import page_record
from api.resource import Input, Output, Resource
from api.shapes import (
    PageQuery,
    Recorded,
    at,
    flag,
    maybe,
    maybe_words,
    one_of,
    page_of,
    said,
)
from engine.case.commands import RetryIncident
from engine.case.permissions import LEAD_CASES, SEE_CASES

incidents = Resource("incidents", __name__, "Incidents: what the system could not do, and a person must look at")


class IncidentQuery(PageQuery):
    is_open = fields.Boolean(load_default=True, metadata={"description": "Open (true) or settled (false)"})
    sort = one_of(
        "By the moment it was raised, or with - the latest first", "raised", "-raised", load_default="-raised"
    )


class Incident(Output):
    case = said("The case")
    incident = said("Its name in the case, such as incident#1 (write # as %23 in URLs)")
    about = said("The timer or effect that failed")
    sentence = said("What went wrong")
    is_open = flag("Whether it still has to be settled")
    raised_at = at("When it was raised")
    resolved_at = at("When it was settled", allow_none=True)
    resolved_by = maybe("Who settled it")
    note = maybe("What was said about it")


class Retry(Input):
    note = maybe_words("What was done about it")


@incidents.get("/incidents")
@guard(SEE_CASES)
@incidents.takes(IncidentQuery, "query")
@incidents.gives(200, page_of(Incident))
def list_incidents(query: dict[str, Any]) -> dict[str, Any]:
    """List incidents."""
    with office().engine.database.read() as tx:
        found = tx.incidents(
            caller().authority,
            is_open=query["is_open"],
            sort=query["sort"],
            limit=query["limit"],
            cursor=query.get("after"),
        )
    looked_through("incidents")
    return page_record(found)


@incidents.post("/cases/<case>/incidents/<incident>/retry")
@guard(LEAD_CASES)
@incidents.takes(Retry)
@incidents.gives(201, Recorded, "Tried again; where the step waits for the system, the entries are still to come")
def retry_incident(body: dict[str, Any], case: str, incident: str) -> Response:
    """Try again what failed. The incident is settled when the step has really passed."""
    return carry_out(RetryIncident(incident=incident, **body, **stamp_on(case)))
