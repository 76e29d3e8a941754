"""Cases: opening, listing and reading them."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from api.carrying_out import made, receipt_record, stamp
from api.conditions import etag
from api.errors import within
from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import page_record, record, records
from api.resource import Input, Output, Resource
from api.resources.deadlines import Deadline
from api.resources.exceptions import ExceptionShown
from api.resources.letters import Letter
from api.resources.tasks import Task
from api.shapes import (
    PageQuery,
    Recorded,
    day,
    facts,
    flag,
    maybe,
    maybe_on,
    number,
    on,
    one_of,
    page_of,
    said,
    several,
    texts,
    things,
    words,
)
from engine import expect_case
from engine.case.commands import OpenCase
from engine.case.filters import CaseFilter
from engine.case.permissions import SEE_CASES, WORK_CASES
from engine.case.state import CaseState

cases = Resource("cases", __name__, "Cases: one run of one version of a process for one person each")


class CaseQuery(PageQuery):
    process = words("Of this process")
    person = words("Of this person")
    team = words("Of this team")
    is_closed = fields.Boolean(metadata={"description": "Closed (true) or open (false)"})
    opened_from = day("Opened on this day or later")
    opened_to = day("Opened on this day or earlier")
    text = words("Words of the case number or of the person's name")
    sort = one_of(
        "The order; with - backwards",
        *(f"{turn}{name}" for name in ("opened", "working", "person", "case") for turn in ("", "-")),
        load_default="-opened",
    )


class NewCase(Input):
    process = words("The process, such as ehc_assessment; see /processes", required=True)
    person = words("The person, such as P000001", required=True)
    facts = facts("The answers to the start form of the process; see /processes/{process}/start-form", required=True)
    team = words("The team that will work on it: by default that of the child's setting or address, else the caller's")
    effective_on = day("The day on which it began: by default the day of the fact that the law counts from")


class CaseSummary(Output):
    case = said("The case")
    process = said("Its process")
    version = said("The hash of the version it runs under")
    person = said("The person")
    person_name = said("Their name")
    team = maybe("The team that works on it")
    is_closed = flag("Whether it is closed")
    opened_on = on("The day it began")
    closed_on = maybe_on("The day it was closed")
    outcome = maybe("The end of the process that it reached")
    outcome_title = maybe("The same in words")
    open_tasks = number("How many tasks are open")
    limit = maybe("The time limit that presses most")
    legal = maybe_on("The last day the law allows for it")
    working = maybe_on("The last working day on or before that")
    sequence = number("The last entry of its history; also its ETag")


class Wait(Output):
    timer = said("What waits")
    limit = said("The time limit that gives its length")
    legal = on("The day on which it ends")
    working = on("The last working day on or before that")
    sentence = said("How that day was reckoned, with its citation")
    item = maybe("The item of a collection that it belongs to, such as advice/01")


class Case(CaseSummary):
    """A case as it stands."""

    facts = things("Everything the case knows")
    tasks = several(Task, "The open tasks")
    deadlines = several(Deadline, "Every deadline it has or had")
    waits = several(Wait, "The periods it waits for")
    letters = several(Letter, "The letters it must send or has sent")
    exceptions = several(ExceptionShown, "The exceptions recorded on it")
    awaits = texts("The messages it can receive; see /cases/{case}/messages")


class Place(Output):
    files = things("The BPMN files of its version, by path")
    current = texts("BPMN ids at which the case is")
    done = texts("BPMN ids of tasks that were completed")
    late = texts("BPMN ids of activities whose deadline was missed")
    path = texts("BPMN ids of gateways and flows that were travelled")


@cases.get("/cases")
@guard(SEE_CASES)
@cases.takes(CaseQuery, "query")
@cases.gives(200, page_of(CaseSummary))
def list_cases(query: dict[str, Any]) -> dict[str, Any]:
    """List cases, with the deadline that presses each most."""
    sort, limit, cursor = query.pop("sort"), query.pop("limit"), query.pop("after", None)
    with office().engine.database.read() as tx:
        found = tx.cases(caller().authority, CaseFilter(**query), sort=sort, limit=limit, cursor=cursor)
    looked_through("cases")
    return page_record(found)


@cases.post("/cases")
@guard(WORK_CASES)
@cases.takes(NewCase)
@cases.gives(201, Recorded, "Opened")
def open_case(body: dict[str, Any]) -> Response:
    """Open a case: one run of the current version of a process for one person."""
    with within("/facts"):
        receipt = office().engine.handle(OpenCase(**body, **stamp()))
    return made(receipt, receipt_record(receipt), "cases", str(receipt.case))


@cases.get("/cases/<case>")
@guard(SEE_CASES)
@cases.gives(200, Case)
def get_case(case: str) -> Response:
    """Read a case as it stands: its facts, tasks, deadlines, letters and what it waits for."""
    by = caller()
    state = office().looking.state(by.authority, case)
    with office().engine.database.read() as tx:
        summary = expect_case(tx, by.authority, case)
        rows = {
            "tasks": records(tx.tasks_of(by.authority, case)),
            "deadlines": records(tx.deadlines_of(by.authority, case)),
            "letters": records(tx.letters_of(by.authority, case)),
        }
    looked("read the case", person=summary.person, case=case)
    response = jsonify({**record(summary), **rows, **_known(state)})
    response.headers["ETag"] = etag(state.sequence)
    return response


def _known(state: CaseState) -> dict[str, Any]:
    return {
        "sequence": state.sequence,
        "facts": state.facts,
        "waits": records(state.waits.values()),
        "exceptions": list(state.exceptions.values()),
        "awaits": list(state.awaits),
    }


@cases.get("/cases/<case>/place")
@guard(SEE_CASES)
@cases.gives(200, Place)
def get_place(case: str) -> dict[str, Any]:
    """Say where a case is in its diagrams: what is current, done, late, and which way it came."""
    place = office().looking.place(caller().authority, case)
    looked("looked at the diagram of the case", case=case)
    return {"files": dict(place.files), **{name: getattr(place, name) for name in ("current", "done", "late", "path")}}
