"""Corrections: putting right facts that were recorded wrongly."""

from typing import Any

from flask import Response

from api.carrying_out import carry_out, stamp_on
from api.guard import guard
from api.resource import Input, Resource
from api.shapes import LONGEST_TEXT, Recorded, effective_on, facts, words
from engine.case.commands import CorrectFacts
from engine.case.permissions import WORK_CASES

corrections = Resource("corrections", __name__, "Corrections: deadlines follow, and the history keeps both values")


class Correction(Input):
    facts = facts("The facts with their right values", required=True)
    reason = words("Why they were wrong", longest=LONGEST_TEXT, required=True)
    item = words("The item of a collection whose facts these are, such as advice/01")
    effective_on = effective_on()


@corrections.post("/cases/<case>/corrections")
@guard(WORK_CASES)
@corrections.takes(Correction)
@corrections.gives(201, Recorded, "Put right; the entries say which deadlines moved")
def correct_facts(body: dict[str, Any], case: str) -> Response:
    """Put right facts of a case that were recorded wrongly."""
    return carry_out(CorrectFacts(**body, **stamp_on(case)))
