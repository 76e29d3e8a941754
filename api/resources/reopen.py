"""Reopening a case that was closed in error."""

from typing import Any

from flask import Response

from api.carrying_out import carry_out, stamp_on
from api.guard import guard
from api.resource import Input, Resource
from api.shapes import LONGEST_TEXT, Recorded, effective_on, words
from engine.case.commands import ReopenCase
from engine.case.permissions import LEAD_CASES

reopen = Resource("reopen", __name__, "Reopening a case that was closed in error")


class Reopening(Input):
    reason = words("Why it should not have been closed", longest=LONGEST_TEXT, required=True)
    effective_on = effective_on()


@reopen.post("/cases/<case>/reopen")
@guard(LEAD_CASES)
@reopen.takes(Reopening)
@reopen.gives(201, Recorded, "Open again")
def reopen_case(body: dict[str, Any], case: str) -> Response:
    """Reopen a case: it goes on from before the entry that closed it. Both stay in the history."""
    return carry_out(ReopenCase(**body, **stamp_on(case)))
