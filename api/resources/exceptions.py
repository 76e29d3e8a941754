"""Exceptions: grounds that excuse one time limit and move no date."""

from typing import Any

from flask import Response

from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import (
    LONGEST_TEXT,
    Recorded,
    day,
    effective_on,
    facts,
    maybe_words,
    on,
    said,
    several,
    things,
    words,
)
from engine.case.commands import EndException, RecordException
from engine.case.permissions import LEAD_CASES, SEE_CASES

exceptions = Resource("exceptions", __name__, "Exceptions: grounds that excuse one time limit and move no date")


class NewException(Input):
    timer = words("The deadline to excuse, such as assess_decision_due#1", required=True)
    ground = words("The ground; see the grounds of the limit under /limits/{limit}", required=True)
    particulars = facts("The particulars that the ground asks for", required=True)
    evidence = words("What shows it", longest=LONGEST_TEXT, required=True)
    family_told_on = day("The day on which the family was told")
    decided_by = words("Who decided that the ground applies")
    effective_on = effective_on()


class EndOfException(Input):
    ended_on = day("The day on which the ground ended", required=True)
    note = maybe_words("What else to know")
    effective_on = effective_on()


class ExceptionShown(Output):
    exception = said("Its name in the case, such as exception#1 (write # as %23 in URLs)")
    timer = said("The deadline that it excuses")
    limit = said("The time limit of that deadline")
    ground = said("The ground")
    particulars = things("Its particulars")
    evidence = said("What shows it")
    recorded_on = on("The day on which it took effect")


class ExceptionList(Output):
    items = several(ExceptionShown)


@exceptions.get("/cases/<case>/exceptions")
@guard(SEE_CASES)
@exceptions.gives(200, ExceptionList)
def list_exceptions(case: str) -> dict[str, Any]:
    """List the exceptions of a case; `family_told_on`, `ended_on` and `note` are there where they are known."""
    state = office().looking.state(caller().authority, case)
    looked("read the exceptions of the case", person=state.person, case=case)
    return {"items": list(state.exceptions.values())}


@exceptions.post("/cases/<case>/exceptions")
@guard(LEAD_CASES)
@exceptions.takes(NewException)
@exceptions.gives(201, Recorded, "Recorded; the deadline reads as excused")
def record_exception(body: dict[str, Any], case: str) -> Response:
    """Excuse one deadline on a ground that the law gives. It moves no date."""
    return carry_out(RecordException(**body, **stamp_on(case)))


@exceptions.post("/cases/<case>/exceptions/<exception>/end")
@guard(LEAD_CASES)
@exceptions.takes(EndOfException)
@exceptions.gives(201, Recorded, "Ended")
def end_exception(body: dict[str, Any], case: str, exception: str) -> Response:
    """Record the day on which the ground of an exception ended."""
    return carry_out(EndException(exception=exception, **body, **stamp_on(case)))
