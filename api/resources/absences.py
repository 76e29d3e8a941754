"""Absences: who is away, and who stands in for them."""

from typing import Any

from flask import Response, jsonify

from api.guard import caller, guard, looked
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import at, day, on, said, several, words
from engine.case.permissions import SEE_CASES, WORK_CASES

absences = Resource("absences", __name__, "Absences: who is away, and who does their work meanwhile")


class NewAbsence(Input):
    user = words("Who is away; the caller if left out. Others' are recorded by those who lead casework")
    first_on = day("The first day", required=True)
    last_on = day("The last day, today or later", required=True)
    covered_by = words("The user who stands in for them", required=True)


class Absence(Output):
    id = said("The absence, such as B000001")
    user = said("Who is away")
    first_on = on("The first day")
    last_on = on("The last day")
    covered_by = said("Who stands in for them: may hold and complete their tasks meanwhile")
    recorded_by = said("Who recorded it")
    recorded_at = at("When")


class AbsenceList(Output):
    items = several(Absence)


@absences.get("/absences")
@guard(SEE_CASES)
@absences.gives(200, AbsenceList)
def list_absences() -> dict[str, Any]:
    """List who is away today or later."""
    looked("looked at who is away")
    return {"items": records(office().absences.to_come(caller().authority))}


@absences.post("/absences")
@guard(WORK_CASES)
@absences.takes(NewAbsence)
@absences.gives(201, Absence)
def record_absence(body: dict[str, Any]) -> Response:
    """Say that somebody is away, and who stands in for them."""
    by = caller()
    response = jsonify(record(office().absences.record(by, **{"user": by.id, **body})))
    response.status_code = 201
    return response


@absences.delete("/absences/<absence>")
@guard(WORK_CASES)
@absences.gives(204, description="Taken back")
def take_back_absence(absence: str) -> tuple[str, int]:
    """Take an absence back: it was recorded in error, or somebody is back early."""
    office().absences.drop(caller(), absence)
    return "", 204
