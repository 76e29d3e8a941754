"""Time limits: what the law allows, with its citation, and the day that it gives."""

from typing import Any

from api.guard import guard
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import day, facts, flag, maybe, maybe_on, maybe_words, on, said, several, texts, things
from engine.case.permissions import SEE_PROCESSES

limits = Resource("limits", __name__, "The register of time limits: what the law allows, with its citation")


class LimitQuery(Input):
    text = maybe_words("Words of the key, the references or the title")


class Limit(Output):
    key = said("Its key, such as assess_decision")
    refs = texts("The references it is known by, such as A3")
    title = said("What must be done")
    counted_from = texts("The facts of a case from which it is counted")
    no_number = maybe("What the law says instead of a number, such as “as soon as practicable”")
    owed_to = maybe("Who waits for it, such as the family")
    citation = said("The law it comes from")
    verified = flag("False where it has not been checked against the law itself")
    guidance = flag("Whether it is guidance and not law")
    soonest = flag("Whether the duty is to act as soon as practicable, and the day only the last one")
    waiting = flag("Whether it is a period that must be left to run")
    exceptions = texts("The grounds that excuse it")
    note = said("What else to know")


class LimitFact(Output):
    fact = said("The name of the fact")
    words = said("What it is, in words")
    needed = flag("Whether the limit cannot be reckoned without it")


class Ground(Output):
    ground = said("Its key")
    title = said("The ground in a sentence")
    text = said("What it asks for, in plain English")
    evidence = said("What to keep as evidence")
    particulars = texts("The particulars to record")
    citation = said("The law it comes from")
    verified = flag("False where it has not been checked against the law itself")


class LimitVersion(Output):
    in_force_from = maybe_on("The first day on which it applied")
    in_force_until = maybe_on("The last one")
    amounts = several(
        Output.from_dict(
            {"from": said("The fact"), "counting": said("The rule"), "allow": things("How much, by unit")},
            name="LimitAmount",
        ),
        "What is counted from which fact, by which rule",
    )
    citation = said("The law it comes from")
    verified = flag("False where it has not been checked against the law itself")
    note = said("What else to know")


class LimitInFull(Limit):
    facts = several(LimitFact, "What it is reckoned from, in order")
    grounds = several(Ground, "The grounds that excuse it, in full")
    versions = several(LimitVersion, "The limit as the law stood at different times")


class LimitList(Output):
    items = several(Limit)


class ReckoningQuestion(Input):
    facts = facts("The facts it counts from, by name; days as ISO 8601", required=True)
    law_on = day("Judge by the law in force on this day, not on the day of the first fact")


class Reckoning(Output):
    key = said("The limit")
    ref = said("Its reference")
    title = said("What must be done")
    start = on("The day from which it counts")
    legal = on("The last day the law allows; of a waiting period, its last day")
    working = on("The last working day on or before that")
    safe = on("Done by this day, it is in time on the most cautious reading")
    sentence = said("The day in one sentence with its citation")
    citation = said("The law it comes from")
    verified = flag("False where it has not been checked against the law itself")
    steps = texts("The steps that led to the day, each in a sentence")
    cutoff = maybe("The time of day by which it must be done, such as 16:00")
    guidance_day = maybe_on("The day as guidance counts, where that differs")
    guidance = flag("Whether it is guidance and not law")
    soonest = flag("Whether the duty is to act as soon as practicable")
    waiting = flag("Whether it is a period that must be left to run")
    note = said("What else to know")
    exceptions = texts("The grounds that excuse it")


@limits.get("/limits")
@guard(SEE_PROCESSES)
@limits.takes(LimitQuery, "query")
@limits.gives(200, LimitList)
def list_limits(query: dict[str, Any]) -> dict[str, Any]:
    """List the time limits of the law."""
    return {"items": office().law.limits(query["text"])}


@limits.get("/limits/<limit>")
@guard(SEE_PROCESSES)
@limits.gives(200, LimitInFull)
def get_limit(limit: str) -> dict[str, Any]:
    """Read one time limit, with its dated versions and the grounds that excuse it."""
    return office().law.limit(limit)


@limits.post("/limits/<limit>/reckon")
@guard(SEE_PROCESSES)
@limits.takes(ReckoningQuestion)
@limits.gives(200, Reckoning)
def reckon_limit(body: dict[str, Any], limit: str) -> dict[str, Any]:
    """Reckon the day that a time limit gives. Nothing is recorded."""
    return office().law.explain(limit, body["facts"], body.get("law_on"))
