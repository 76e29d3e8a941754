"""Cohorts: who moves between phases of education in one September, and their transfers begun together."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from api.carrying_out import made, stamp
from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import record
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, flag, maybe, maybe_on, number, on, one_of, page_of, said, several, texts, words
from engine import Narrowing, NotFound, September
from engine.case.cohorts import MOVES, STANDINGS, VERDICTS, Candidate
from engine.case.commands import StartCohort
from engine.case.permissions import LEAD_CASES, SEE_CASES

cohorts = Resource("cohorts", __name__, "Cohorts: who moves between phases of education in one September")
MOST_CASES = 20_000


class CohortQuery(PageQuery):
    verdict = one_of("Only those of whom the table of the process says this", *VERDICTS)
    move = one_of("Only this move", *MOVES)
    standing = one_of("Only those whose transfer stands like this", *STANDINGS)
    team = words("Only plans of this team")


class NewStart(Input):
    cases = fields.List(
        words("The case of a plan"),
        validate=validate.Length(1, MOST_CASES),
        metadata={"description": "The cases of the plans whose holders move; left out: everyone who is due"},
    )


class Member(Output):
    case = said("The case of the plan in force")
    person = said("The child or young person")
    person_name = said("Their name")
    team = maybe("The team of the case")
    year_group = number("The usual year group in the school year that ends: 0 for Reception", allow_none=True)
    setting_name = maybe("Where they learn now")
    phase_now = maybe("The phase of that setting, if it is recorded")
    verdict = said("`due`, `check` (a person has to decide) or `not_due`")
    move = said("Between which phases, such as `infant_to_junior`; `none` if there is no move")
    kind = said("The rule of the law: `between_phases`, `secondary_to_post_16`, `within_post_16` or `none`")
    because = said("Why, in a sentence")
    lacks = texts("Facts that are not recorded and would tell more")
    move_on = on("The day of the move")
    law_day = maybe_on("The last day for the review and the amended plan; null if it is no transfer")
    law_sentence = maybe("How that day is reckoned, with its citation")
    standing = said("`nothing`, `starting`, `in_hand`, `settled` or `not_started`")
    transfer = maybe("The case of the transfer, if there is one")
    told = maybe("How that case ended, or why it could not begin")
    can_start = flag("Whether its transfer can be begun")
    starts = flag("Whether it begins when everyone due is begun")


class Refusal(Output):
    case = said("The case of the plan")
    sentence = said("Why its transfer could not be begun")


class Start(Output):
    year = number("The year of the September")
    asked = number("How many transfers were asked for")
    waiting = number("Of those, how many have still to begin")
    started = number("How many have begun")
    refused = number("How many could not be begun")
    is_done = flag("Whether none waits any more")
    refusals = several(Refusal)


@cohorts.get("/cohorts/<year>")
@guard(SEE_CASES)
@cohorts.takes(CohortQuery, "query")
@cohorts.gives(200, page_of(Member))
def list_cohort(query: dict[str, Any], year: str) -> dict[str, Any]:
    """List everyone with a plan, by name: who is due in the September of this year, and who is not and why."""
    engine, authority = office().engine, caller().authority
    asked = Narrowing(
        verdicts=_one(query.get("verdict")),
        move=query.get("move"),
        standings=_one(query.get("standing")),
        team=query.get("team"),
    )
    with engine.database.read() as tx:
        september = September(tx, engine.library, authority, _year(year))
        page = september.page(asked, limit=query["limit"], after=query.get("after"))
    looked_through(f"the cohort of {year}")
    return {"items": [_member(one) for one in page.items], "next": page.next}


def _one(asked: str | None) -> tuple[str, ...]:
    return () if asked is None else (asked,)


def _member(one: Candidate) -> dict[str, Any]:
    return {**record(one), "can_start": one.can_start, "starts": one.starts}


@cohorts.get("/cohorts/<year>/start")
@guard(SEE_CASES)
@cohorts.gives(200, Start)
def read_start(year: str) -> dict[str, Any]:
    """Read how far the beginning of the transfers has come."""
    looked(f"read how far the cohort of {year} has come")
    return _start(_year(year))


@cohorts.post("/cohorts/<year>/start")
@guard(LEAD_CASES)
@cohorts.takes(NewStart)
@cohorts.gives(201, Start, "Asked for; read the address in Location to see how far it has come")
def start_cohort(body: dict[str, Any], year: str) -> Response:
    """Begin the transfers of everyone due, or of some: one case after the other, in the background, each once."""
    cases = body.get("cases")
    receipt = office().engine.handle(
        StartCohort(year=_year(year), cases=None if cases is None else tuple(cases), **stamp())
    )
    return made(receipt, _start(_year(year)), "cohorts", year, "start")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NotFound(f"Expected a year, such as 2027, but got {text}")
    return int(text)


def _start(year: int) -> dict[str, Any]:
    with office().engine.database.read() as tx:
        progress = tx.cohort_progress(caller().authority, year)
    refusals = [{"case": case, "sentence": sentence} for case, sentence in progress.refusals.items()]
    counts = {"asked": progress.asked, "waiting": progress.waiting, "started": progress.started}
    return {"year": year, **counts, "refused": progress.refused, "is_done": progress.is_done, "refusals": refusals}
