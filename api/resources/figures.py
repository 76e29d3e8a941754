"""Figures: what is at risk, who carries what, where time is lost, and what came of it, as the pages show them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from marshmallow import fields

from api.guard import caller, guard
from api.office import office
from api.plain import records
from api.resource import Input, Output, Resource
from api.shapes import day, flag, list_of, maybe, number, one_of, said, several, words
from engine import Reading
from engine.case.figure_rows import DONE, DUE
from engine.case.figuring import counted_as, kept, together
from engine.case.measures import MILESTONES, STAGES
from engine.case.permissions import SEE_STATISTICS

figures = Resource("figures", __name__, "Figures: limits at risk, loads, timeliness by month, stages, advice, outcomes")
REACHED = tuple(name for named in MILESTONES.values() for name in named)


Ask = Callable[[Reading, str, date], Iterable[Any]]


def _counted(ask: Ask) -> dict[str, Any]:
    """What the store counts for the caller's authority, as of today."""
    engine = office().engine
    with engine.database.read() as tx:
        return {"items": records(ask(tx, caller().authority, engine.today()))}


def _days(query: dict[str, Any]) -> tuple[date, date, str | None]:
    return query["since"], query["until"], query.get("team")


class TeamQuery(Input):
    team = words("Of this team")


class RiskQuery(TeamQuery):
    by = one_of("What to count by", "limit", "team", "officer", load_default="limit")


class Risk(Output):
    key = maybe("The time limit, team or user; null where there is no team, or nobody has the task")
    overdue = number("Past their legal day and not met")
    excused = number("Of those, with an exception recorded")
    two = number("Not overdue, with a working day in the next two weeks")
    four = number("The same for four weeks, the two included")
    eight = number("The same for eight weeks, the four included")


class Carried(Output):
    assignee = maybe("The user; null for what nobody has taken")
    team = maybe("The team of the cases")
    tasks = number("Open tasks")
    limited = number("Of those, pressed by a limit of the law")
    overdue = number("Of those, past the legal day")
    this_week = number("Of those, due by Sunday and not overdue")
    cases = number("In how many cases; 0 for what nobody has taken")


class Days(TeamQuery):
    since = day("The first day that counts", required=True)
    until = day("The last day that counts", required=True)


class MonthQuery(Days):
    limit = words("The time limit, such as final_plan; the same time of detained persons counts with it", required=True)
    basis = one_of("A month counts what was done in it, or what was due in it", DONE, DUE, load_default=DONE)


def share(description: str) -> fields.Float:
    return fields.Float(required=True, allow_none=True, metadata={"description": f"{description}; null of nothing"})


class Month(Output):
    limit = said("The time limit")
    month = said("The month, such as 2026-02")
    in_time = number("Met by the legal day")
    in_time_excused = number("Of those, with an exception recorded")
    late = number("Met after it, or missed and not met yet")
    late_excused = number("Of those, with an exception recorded")
    percent = share("In time, in per cent of all")
    percent_without_exceptions = share("The same, with every case left out that has an exception")


class Spell(Output):
    stage = said(f"One of {', '.join(STAGES)}")
    working_days = number("How many working days the stage took, or has taken so far")
    cases = number("In how many cases")


class Stages(Output):
    ended = several(Spell, "Stages that ended in these days")
    running = several(Spell, "Stages that cases are in today")


class Advice(Output):
    service = said("The kind of advice, such as psychological")
    days_late = number("How many days late it came: 0 in time, null not there yet", allow_none=True)
    requests = number("How many requests")


class Reached(Output):
    milestone = said(f"One of {', '.join(REACHED)}")
    month = said("The month, such as 2026-02")
    kind = maybe("Which kind of it, such as the result of an appeal")
    cases = number("How many cases")


class OpenCases(Output):
    process = said("The process")
    open = number("Open cases")
    overdue = number("Of those, with a limit past its legal day")


class National(Output):
    measure = said("What was counted: a time limit, with _without_exceptions where those are left out")
    title = said("The same in words")
    unit = said("Of the value")
    year = number("The calendar year")
    value = fields.Float(required=True, metadata={"description": "The published figure for England"})
    source = said("Where it was published")
    verified = flag("Whether it was read in the publication itself")


@figures.get("/statistics/limits-at-risk")
@guard(SEE_STATISTICS)
@figures.takes(RiskQuery, "query")
@figures.gives(200, list_of(Risk))
def read_limits_at_risk(query: dict[str, Any]) -> dict[str, Any]:
    """Count the limits that are overdue or due in two, four and eight weeks; see /deadlines for the cases."""
    return _counted(lambda tx, authority, today: tx.at_risk(authority, query["by"], today, query.get("team")))


@figures.get("/statistics/load")
@guard(SEE_STATISTICS)
@figures.gives(200, list_of(Carried))
def read_load() -> dict[str, Any]:
    """Say what everybody carries in each team: tasks, cases, and limits of the law."""
    return _counted(lambda tx, authority, today: tx.carried(authority, today))


@figures.get("/statistics/months")
@guard(SEE_STATISTICS)
@figures.takes(MonthQuery, "query")
@figures.gives(200, list_of(Month))
def read_months(query: dict[str, Any]) -> dict[str, Any]:
    """Say how a limit was kept month by month, by what was done in a month or by what fell due in it."""
    with office().engine.database.read() as tx:
        found = tx.months(caller().authority, counted_as(query["limit"]), query["basis"], *_days(query))
    rows = together(query["limit"], found)
    counted = [kept([row]) for row in rows]
    shares = [{"percent": one.percent, "percent_without_exceptions": one.percent_unexcused} for one in counted]
    return {"items": [{**row, **share} for row, share in zip(records(rows), shares, strict=True)]}


@figures.get("/statistics/stages")
@guard(SEE_STATISTICS)
@figures.takes(Days, "query")
@figures.gives(200, Stages)
def read_stages(query: dict[str, Any]) -> dict[str, Any]:
    """Say how many working days each stage took on the way from a request to a final plan."""
    engine = office().engine
    with engine.database.read() as tx:
        ended = tx.spells(caller().authority, STAGES, *_days(query))
        running = tx.running(caller().authority, STAGES, engine.today(), query.get("team"))
    return {"ended": records(ended), "running": records(running)}


@figures.get("/statistics/advice")
@guard(SEE_STATISTICS)
@figures.takes(Days, "query")
@figures.gives(200, list_of(Advice))
def read_advice(query: dict[str, Any]) -> dict[str, Any]:
    """Say how late the advice of each service came that was due in these days."""
    return _counted(lambda tx, authority, _: tx.advice_times(authority, *_days(query)))


@figures.get("/statistics/outcomes")
@guard(SEE_STATISTICS)
@figures.takes(Days, "query")
@figures.gives(200, list_of(Reached))
def read_outcomes(query: dict[str, Any]) -> dict[str, Any]:
    """Count requests, refusals, plans, mediations and appeals by month."""
    return _counted(lambda tx, authority, _: tx.reached(authority, REACHED, *_days(query)))


@figures.get("/statistics/open-cases")
@guard(SEE_STATISTICS)
@figures.takes(TeamQuery, "query")
@figures.gives(200, list_of(OpenCases))
def read_open_cases(query: dict[str, Any]) -> dict[str, Any]:
    """Count the open cases of each process."""
    return _counted(lambda tx, authority, today: tx.open_cases(authority, today, query.get("team")))


@figures.get("/statistics/national")
@guard(SEE_STATISTICS)
@figures.gives(200, list_of(National))
def read_national() -> dict[str, Any]:
    """Give the published figures for England that pages put beside those of the authority."""
    return {"items": records(office().national.figures)}
