"""Deadlines: the days that the law gives, in one case or over all of them."""

from typing import Any

from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import page_record, records
from api.resource import Output, Resource
from api.shapes import PageQuery, day, flag, maybe, maybe_on, on, one_of, page_of, said, several, words
from engine import expect_case
from engine.case.filters import DeadlineFilter
from engine.case.permissions import SEE_CASES

deadlines = Resource("deadlines", __name__, "Deadlines: the day that a time limit gives in a case, and how it stands")


class DeadlineQuery(PageQuery):
    process = words("Of this process")
    team = words("Of this team")
    limit_key = words("Of this time limit, such as assess_decision")
    due_before = day("Whose working day is before this day")
    sort = one_of("By working day, or with - backwards", "working", "-working", load_default="working")


class Deadline(Output):
    case = said("The case")
    timer = said("Its name in the case, such as assess_decision_due#1 (write # as %23 in URLs)")
    process = said("The process of the case")
    person = said("The person the case is about")
    person_name = said("Their name")
    team = maybe("The team of the case")
    limit = said("The time limit; see /limits")
    activity = said("The BPMN id of the activity that must be finished in time")
    item = maybe("The item of a collection that it belongs to, such as advice/01")
    legal = on("The last day the law allows")
    working = on("The last working day on or before that")
    sentence = said("How the day was reckoned, with its citation")
    status = said("running, met, met_late, missed or lifted")
    met_on = maybe_on("The day on which the duty was met")
    is_late = flag("Whether it was met after its legal day")
    is_excused = flag("Whether an exception is recorded for it; that moves no date")
    exception = maybe("That exception")
    ground = maybe("Its ground")
    ground_ended_on = maybe_on("The day on which the ground ended")


class DeadlineList(Output):
    items = several(Deadline)


@deadlines.get("/deadlines")
@guard(SEE_CASES)
@deadlines.takes(DeadlineQuery, "query")
@deadlines.gives(200, page_of(Deadline))
def list_deadlines(query: dict[str, Any]) -> dict[str, Any]:
    """List deadlines that are still to be met, missed ones included, the nearest first."""
    narrowed = DeadlineFilter(
        process=query.get("process"),
        team=query.get("team"),
        limit=query.get("limit_key"),
    )
    with office().engine.database.read() as tx:
        found = tx.deadlines_at_risk(
            caller().authority,
            narrowed,
            due_before=query.get("due_before"),
            sort=query["sort"],
            limit=query["limit"],
            cursor=query.get("after"),
        )
    looked_through("deadlines")
    return page_record(found)


@deadlines.get("/cases/<case>/deadlines")
@guard(SEE_CASES)
@deadlines.gives(200, DeadlineList)
def list_deadlines_of_case(case: str) -> dict[str, Any]:
    """List every deadline of a case, met and lifted ones too, each with its reckoning in words."""
    by = caller()
    with office().engine.database.read() as tx:
        expect_case(tx, by.authority, case)
        found = tx.deadlines_of(by.authority, case)
    looked("read the deadlines of the case", case=case)
    return {"items": records(found)}
