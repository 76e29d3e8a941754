"""Corrections: putting right facts that were recorded wrongly."""

from typing import Any

from flask import Response
from marshmallow import fields

from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import LONGEST_TEXT, Recorded, effective_on, facts, maybe, number, on, said, several, texts, words
from api.showing_facts import KnownFactShown, known_fact_record
from engine import Moved, Standing
from engine.case.commands import CorrectFacts
from engine.case.permissions import SEE_CASES, WORK_CASES

corrections = Resource("corrections", __name__, "Corrections: deadlines follow, and the history keeps both values")


class Correction(Input):
    facts = facts("The facts with their right values", required=True)
    reason = words("Why they were wrong", longest=LONGEST_TEXT, required=True)
    item = words("The item of a collection whose facts these are, such as advice/01")
    effective_on = effective_on()


class StandingShown(Output):
    legal = on("The last day that the law allows")
    status = said("How it stands: running, met, met_late, missed, lifted or waiting")


class MovedShown(Output):
    timer = said("The deadline or wait, such as assess_decision_due#1")
    limit = said("Its time limit")
    item = maybe("The item of a collection that it is for, such as advice/01")
    was = fields.Nested(StandingShown, required=True, allow_none=True, metadata={"description": "Now"})
    now = fields.Nested(StandingShown, required=True, allow_none=True, metadata={"description": "Afterwards"})


class ForeseenShown(Output):
    moved = several(MovedShown, "What would stand otherwise")
    unmoved = number("How many deadlines and waits would stay as they are")
    sentences = texts("What else would follow, in plain English")


class KnownFacts(Output):
    items = several(KnownFactShown)


@corrections.get("/cases/<case>/facts")
@guard(SEE_CASES)
@corrections.gives(200, KnownFacts)
def list_facts(case: str) -> dict[str, Any]:
    """List all that a case knows, in words, each with when and by whom it came."""
    found = office().looking.facts(caller().authority, case)
    looked("read the facts of the case", case=case)
    return {"items": [known_fact_record(fact) for fact in found]}


@corrections.post("/cases/<case>/corrections/preview")
@guard(WORK_CASES)
@corrections.takes(Correction)
@corrections.gives(200, ForeseenShown, "What it would move; nothing is recorded")
def preview_correction(body: dict[str, Any], case: str) -> dict[str, Any]:
    """Look what a correction would move, without recording anything."""
    foreseen = office().looking.preview_correction(CorrectFacts(by=caller(), case=case, **body))
    looked("tried out a correction", case=case)
    moved = [_moved(one) for one in foreseen.moved]
    return {"moved": moved, "unmoved": foreseen.unmoved, "sentences": list(foreseen.sentences)}


def _moved(moved: Moved) -> dict[str, Any]:
    standings = {"was": _standing(moved.was), "now": _standing(moved.now)}
    return {"timer": moved.timer, "limit": moved.limit, "item": moved.item, **standings}


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    return {"legal": standing.legal.isoformat(), "status": standing.status} if standing is not None else None


@corrections.post("/cases/<case>/corrections")
@guard(WORK_CASES)
@corrections.takes(Correction)
@corrections.gives(201, Recorded, "Put right; the entries say which deadlines moved")
def correct_facts(body: dict[str, Any], case: str) -> Response:
    """Put right facts of a case that were recorded wrongly."""
    return carry_out(CorrectFacts(**body, **stamp_on(case)))
