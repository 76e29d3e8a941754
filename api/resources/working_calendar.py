"""The working calendar: terms of schools, and days on which schools or the office are closed."""

from typing import Any

from flask import Response, jsonify

from api.guard import SIGNED_IN, caller, guard
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.shapes import at, day, maybe_words, number, on, one_of, said, several, words
from engine.case.permissions import ADMINISTER
from engine.case.working_calendar import COLUMNS, KINDS

working_calendar = Resource(
    "working_calendar",
    __name__,
    "Working calendar: terms of schools, and days on which schools or the office are closed",
)

LONGEST_SHEET = 200_000


class NewWorkingRow(Input):
    kind = one_of(
        "`term`: a term of the schools; `schools`: schools are closed; `office`: the office is closed",
        *KINDS,
        required=True,
    )
    name = words("What it is called, such as Autumn term", longest=80, required=True)
    setting = maybe_words("The school it is about; empty for all of them", longest=120)
    first_on = day("The first day", required=True)
    last_on = day("The last day", required=True)


class WorkingRow(Output):
    id = said("Its id, such as Y000001")
    kind = said("`term`, `schools` or `office`")
    name = said("What it is called")
    setting = said("The school it is about; empty for all of them")
    first_on = on("The first day")
    last_on = on("The last day")
    kept_by = said("Who entered it")
    kept_at = at("When it was entered")


class ClosedTime(Output):
    kind = said("`schools` or `office`")
    title = said("What it is, in words")
    setting = said("The school it is about; empty for all of them")
    first_on = on("The first day")
    last_on = on("The last day")
    opens_on = on("The day on which it opens again")
    weeks = number("How many whole weeks it is closed without a break")


class WorkingCalendar(Output):
    items = several(WorkingRow)
    closures = several(ClosedTime, "The holidays between terms and the closures, those without a break as one")


class NewSheet(Input):
    sheet = words(f"A CSV file with the columns {', '.join(COLUMNS)}", longest=LONGEST_SHEET, required=True)


class BroughtIn(Output):
    added = number("How many rows were added")
    known = number("How many were there already")


@working_calendar.get("/working-calendar")
@guard(SIGNED_IN)
@working_calendar.gives(200, WorkingCalendar)
def read_working_calendar() -> dict[str, Any]:
    """Read the working calendar, with the closures that it makes. It moves no day of the law."""
    authority, kept = caller().authority, office().working_calendar
    closures = [
        {**record(one), "opens_on": one.opens_on.isoformat(), "weeks": one.weeks} for one in kept.closures(authority)
    ]
    return {"items": records(kept.rows(authority)), "closures": closures}


@working_calendar.post("/working-calendar")
@guard(ADMINISTER)
@working_calendar.takes(NewWorkingRow)
@working_calendar.gives(201, WorkingRow)
def add_working_row(body: dict[str, Any]) -> Response:
    """Add a term or a closure."""
    response = jsonify(record(office().working_calendar.keep(caller(), **body)))
    response.status_code = 201
    return response


@working_calendar.post("/working-calendar/import")
@guard(ADMINISTER)
@working_calendar.takes(NewSheet)
@working_calendar.gives(200, BroughtIn)
def import_working_rows(body: dict[str, Any]) -> dict[str, Any]:
    """Add the rows of a CSV file: all of them, or none and every fault of every row."""
    added, known = office().working_calendar.bring_in(caller(), body["sheet"])
    return {"added": added, "known": known}


@working_calendar.put("/working-calendar/<row>")
@guard(ADMINISTER)
@working_calendar.takes(NewWorkingRow)
@working_calendar.gives(200, WorkingRow)
def change_working_row(body: dict[str, Any], row: str) -> dict[str, Any]:
    """Change a term or a closure."""
    return record(office().working_calendar.keep(caller(), **body, id=row))


@working_calendar.delete("/working-calendar/<row>")
@guard(ADMINISTER)
@working_calendar.gives(204, description="Taken out")
def drop_working_row(row: str) -> tuple[str, int]:
    """Take a term or a closure out."""
    office().working_calendar.drop(caller(), row)
    return "", 204
