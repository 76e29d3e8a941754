"""Panels, their meetings, and the agendas of these."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.attachments import as_attachment
from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.resources.calendar import days_asked
from api.shapes import (
    LONGEST_TEXT,
    at,
    flag,
    list_of,
    maybe,
    maybe_on,
    maybe_words,
    number,
    on,
    said,
    several,
    texts,
    words,
)
from api.shapes import day as a_day
from engine import outcomes_of
from engine.case.panels import USUAL_MINUTES, times_of
from engine.case.permissions import LEAD_CASES, SEE_CASES, WORK_CASES

panels = Resource("panels", __name__, "Panels: who decides together, when they meet, and which cases come before them")

TIME = validate.Regexp(r"([01]\d|2[0-3]):[0-5]\d\Z", error="Enter a time such as 09:30.")


def time_of_day(description: str) -> fields.String:
    return fields.String(required=True, validate=TIME, metadata={"description": description})


class NewPanel(Input):
    name = words("Its name", required=True, longest=80)
    team = maybe_words("The team whose cases it decides", longest=200)
    place = maybe_words("Where it usually meets", longest=200)
    members = fields.List(
        words("A user"), load_default=[], validate=validate.Length(max=50), metadata={"description": "Its members"}
    )


class ChangedPanel(NewPanel):
    is_active = fields.Boolean(load_default=True, metadata={"description": "Whether it still meets"})


class Panel(Output):
    id = said("The panel, such as N000001")
    name = said("Its name")
    team = maybe("The team whose cases it decides")
    place = said("Where it usually meets")
    members = texts("The users who are its members")
    is_active = flag("Whether it meets")


class NewMeetings(Input):
    day = a_day("The day of the first meeting", required=True)
    starts_at = time_of_day("The time in England, such as 09:30")
    place = maybe_words("Where, if not as usual", longest=200)
    every = fields.Integer(
        load_default=0, validate=validate.OneOf([0, 1, 2, 4]), metadata={"description": "Weeks between; 0 for once"}
    )
    until = a_day("The day up to which meetings are fixed")


class MovedMeeting(Input):
    day = a_day("The day", required=True)
    starts_at = time_of_day("The time in England, such as 09:30")
    place = maybe_words("Where", longest=200)


class Present(Input):
    present = fields.List(
        words("A user"), required=True, validate=validate.Length(max=50), metadata={"description": "The members there"}
    )
    others = maybe_words("Who else was there")


class MeetingQuery(Input):
    first = a_day("The first day; today if left out")
    last = a_day("The last day; 30 days after the first if left out")
    panel = words("Only meetings of this panel")


class Meeting(Output):
    id = said("The meeting, such as M000001")
    panel = said("The panel")
    panel_name = said("Its name")
    team = maybe("The team whose cases it decides")
    day = on("The day")
    starts_at = said("The time in England")
    place = said("Where")
    members = texts("The members of the panel")
    present = texts("The members who were there")
    others = said("Who else was there")
    sequence = number("Rises whenever it is moved")
    changed_at = at("When it was fixed or last moved")


class NewItem(Input):
    case = words("The case", required=True)
    task = words("The open decision", required=True)
    minutes = fields.Integer(
        load_default=USUAL_MINUTES, validate=validate.Range(1, 240), metadata={"description": "How long it may take"}
    )


class Placed(Input):
    minutes = fields.Integer(validate=validate.Range(1, 240), metadata={"description": "How long it may take"})
    earlier = fields.Boolean(metadata={"description": "True calls it one place earlier, false one place later"})


class Papers(Input):
    documents = fields.List(
        words("A document of the case"),
        required=True,
        allow_none=True,
        validate=validate.Length(max=500),
        metadata={"description": "What the members read; null for all but letters that went out"},
    )


class Minutes(Input):
    text = words("What was said; it becomes a note of the case", required=True, longest=LONGEST_TEXT)


class AgendaItem(Output):
    case = said("The case")
    task = said("The decision")
    person = said("The child or young person")
    person_name = said("Their name")
    title = maybe("The decision in words; null once it is taken")
    is_open = flag("Whether it is still to be taken")
    place = number("Its place on the agenda")
    minutes = number("How long it may take")
    starts_at = said("When it is called")
    note = maybe("What was said of it")
    added_by = said("Who put it on the agenda")
    added_at = at("When")
    papers = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "The documents that were chosen for the members; null for the usual ones"},
    )
    deferred_to = maybe_on("The day of a later meeting that it stands before too")
    outcome = maybe("What was decided, when and by whom it was recorded, in words; null while it is open")


class Agenda(Output):
    items = several(AgendaItem)


@panels.get("/panels")
@guard(SEE_CASES)
@panels.gives(200, list_of(Panel))
def list_panels() -> dict[str, Any]:
    """List the panels by name."""
    looked("looked at the panels")
    return {"items": records(office().panels.all(caller().authority))}


@panels.post("/panels")
@guard(LEAD_CASES)
@panels.takes(NewPanel)
@panels.gives(201, Panel)
def add_panel(body: dict[str, Any]) -> Response:
    """Add a panel."""
    return _made(record(office().panels.keep(caller(), **body)))


def _made(record: dict[str, Any]) -> Response:
    response = jsonify(record)
    response.status_code = 201
    return response


@panels.put("/panels/<panel>")
@guard(LEAD_CASES)
@panels.takes(ChangedPanel)
@panels.gives(200, Panel)
def change_panel(body: dict[str, Any], panel: str) -> dict[str, Any]:
    """Change a panel."""
    return record(office().panels.keep(caller(), **body, id=panel))


@panels.post("/panels/<panel>/meetings")
@guard(LEAD_CASES)
@panels.takes(NewMeetings)
@panels.gives(201, list_of(Meeting))
def arrange_meetings(body: dict[str, Any], panel: str) -> Response:
    """Fix a meeting, or one every so many weeks until a day."""
    made = office().panels.arrange(
        caller(),
        panel,
        body["day"],
        body["starts_at"],
        place=body["place"],
        every=body["every"],
        until=body.get("until"),
    )
    return _made({"items": records(made)})


@panels.get("/meetings")
@guard(SEE_CASES)
@panels.takes(MeetingQuery, "query")
@panels.gives(200, list_of(Meeting))
def list_meetings(query: dict[str, Any]) -> dict[str, Any]:
    """List the meetings of panels on some days, in order."""
    looked("looked at the meetings of panels")
    return {"items": records(office().panels.meetings(caller().authority, *days_asked(query), query.get("panel")))}


@panels.get("/meetings/<meeting>")
@guard(SEE_CASES)
@panels.gives(200, Meeting)
def get_meeting(meeting: str) -> dict[str, Any]:
    """Read a meeting."""
    looked(f"looked at the meeting {meeting}")
    return record(office().panels.meeting(caller().authority, meeting))


@panels.put("/meetings/<meeting>")
@guard(LEAD_CASES)
@panels.takes(MovedMeeting)
@panels.gives(200, Meeting)
def move_meeting(body: dict[str, Any], meeting: str) -> dict[str, Any]:
    """Move a meeting; its agenda goes with it."""
    return record(office().panels.move(caller(), meeting, **body))


@panels.delete("/meetings/<meeting>")
@guard(LEAD_CASES)
@panels.gives(204, description="Called off; its cases wait for another")
def call_meeting_off(meeting: str) -> tuple[str, int]:
    """Call a meeting off."""
    office().panels.call_off(caller(), meeting)
    return "", 204


@panels.put("/meetings/<meeting>/present")
@guard(WORK_CASES)
@panels.takes(Present)
@panels.gives(200, Meeting)
def record_present(body: dict[str, Any], meeting: str) -> dict[str, Any]:
    """Record who was there."""
    return record(office().panels.record_present(caller(), meeting, **body))


@panels.get("/meetings/<meeting>/agenda")
@guard(SEE_CASES)
@panels.gives(200, Agenda)
def get_agenda(meeting: str) -> dict[str, Any]:
    """List the cases that come before a meeting, in the order in which they are called."""
    looked_through(f"the agenda of {meeting}")
    return _agenda(meeting, office().panels.agenda(caller().authority, meeting))


def _agenda(meeting: str, items: list[Any]) -> dict[str, Any]:
    by, settled = caller(), [(one.case, one.task) for one in items if not one.is_open]
    became = outcomes_of(office().engine, by.authority, settled) if settled else {}
    said = {task: one.sentence for task, one in became.items()}
    times = times_of(office().panels.meeting(by.authority, meeting).starts_at, items)
    return {
        "items": [
            {**record(one), "starts_at": at, "outcome": said.get((one.case, one.task))}
            for at, one in zip(times, items, strict=True)
        ]
    }


@panels.get("/meetings/<meeting>/papers")
@guard(SEE_CASES)
@panels.gives_file("The agenda, then each case with its documents", "application/pdf")
def download_papers(meeting: str) -> Response:
    """Download the papers of a meeting as one PDF, with contents, bookmarks and page numbers.

    The first time it takes as long as there is to read; what is read stays read, so asking again goes on from there.
    """
    by = caller()
    office().packing.read_ahead(by.authority, meeting)
    file = office().packing.of_meeting(by.authority, meeting)
    for item in office().panels.agenda(by.authority, meeting):
        looked(f"downloaded the papers of {meeting}", case=item.case)
    looked_through(f"the papers of {meeting}")
    return as_attachment(file, file.content)


@panels.post("/meetings/<meeting>/agenda")
@guard(WORK_CASES)
@panels.takes(NewItem)
@panels.gives(201, Agenda)
def put_on_agenda(body: dict[str, Any], meeting: str) -> Response:
    """Bring an open decision before a meeting; one that is on the agenda stays where it is."""
    return _made(_agenda(meeting, office().panels.put_on(caller(), meeting, **body)))


@panels.patch("/meetings/<meeting>/agenda/<case>/<task>")
@guard(WORK_CASES)
@panels.takes(Placed)
@panels.gives(200, Agenda)
def place_item(body: dict[str, Any], meeting: str, case: str, task: str) -> dict[str, Any]:
    """Give a case more or less time, or call it earlier or later."""
    return _agenda(meeting, office().panels.place(caller(), meeting, case, task, **body))


@panels.delete("/meetings/<meeting>/agenda/<case>/<task>")
@guard(WORK_CASES)
@panels.gives(204, description="Off the agenda")
def take_off_agenda(meeting: str, case: str, task: str) -> tuple[str, int]:
    """Take a case off an agenda."""
    office().panels.take_off(caller(), meeting, case, task)
    return "", 204


@panels.put("/meetings/<meeting>/agenda/<case>/<task>/papers")
@guard(WORK_CASES)
@panels.takes(Papers)
@panels.gives(200, Agenda)
def choose_papers(body: dict[str, Any], meeting: str, case: str, task: str) -> dict[str, Any]:
    """Choose which documents of a case stand in the papers of a meeting."""
    return _agenda(meeting, office().panels.choose_papers(caller(), meeting, case, task, body["documents"]))


@panels.post("/meetings/<meeting>/agenda/<case>/<task>/minutes")
@guard(WORK_CASES)
@panels.takes(Minutes)
@panels.gives(201, Agenda)
def take_minutes(body: dict[str, Any], meeting: str, case: str, task: str) -> Response:
    """Write down what was said of a case; it is kept as a note of the case."""
    kept = office().panels
    kept.take_minutes(caller(), meeting, case, task, body["text"])
    return _made(_agenda(meeting, kept.agenda(caller().authority, meeting)))
