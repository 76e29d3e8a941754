"""Where time is lost: how long each stage takes on the way to a plan, and how late the services' advice comes."""

from collections import defaultdict
from datetime import timedelta

from flask.typing import ResponseReturnValue

from engine.case.figure_rows import BROKEN, KEPT, OUTSTANDING, AdviceRow, SpellRow
from engine.case.figuring import A_YEAR, Spread, first_of, months_to, percent, spread
from engine.case.measures import STAGES
from engine.case.permissions import SEE_STATISTICS
from engine.case.words import readable
from web.figures.charts import Bar, Chart, Group
from web.figures.sheets import Cell, Sheet, sheet
from web.figures.showing import number, share, show, team_choice
from web.frame import house, pages
from web.guarding import caller, guard, looked

STAGE_NAMES = {
    "assess_decision": "Request to decision whether to assess",
    "advice": "Decision to the last advice",
    "plan_decision": "Last advice to decision on a plan",
    "drafting": "Decision on a plan to draft",
    "consultation": "Draft to the last answer",
    "final_plan": "Last answer to final plan",
}
SERVICES = {
    "family": "Family",
    "educational": "Schools and settings",
    "defence": "Armed forces",
    "medical": "Health",
    "psychological": "Educational psychology",
    "social_care": "Social care",
    "preparation_for_adulthood": "Preparation for adulthood",
    "requested": "Others whom the family asked for",
    "other": "Others",
}
COUNTED = (
    "Working days in England, from the day after one letter or answer to the day of the next, in the cases that ended "
    "the stage in the last twelve months. Half of them took the median or fewer, a quarter the lower quartile or "
    "fewer, a quarter the upper quartile or more. Cases that went on after an appeal or mediation, and cases opened "
    "in error, are left out."
)
ADVISED = (
    "Advice counts by the last legal day of its request in the last twelve months; "
    "the median and the most days late are those of advice that came late."
)
WORKING_WEEK = 5
"""Days."""


@pages.get("/figures/stages")
@guard(SEE_STATISTICS)
def figures_stages() -> ResponseReturnValue:
    team, today, authority = team_choice(), house().engine.today(), caller().authority
    since, of = first_of(months_to(today, A_YEAR + 1)[0]), team.chosen or None
    with house().engine.database.read() as tx:
        spells = tx.spells(authority, STAGES, since, today, of)
        running = tx.running(authority, STAGES, today, of)
        advice = tx.advice_times(authority, since, today - timedelta(days=1), of)
    looked("looked at the figures of where time is lost")
    ended, runs = _spreads(spells), _spreads(running)
    days = {"since": since.isoformat(), "until": today.isoformat(), "team": team.chosen}
    before = {**days, "until": (today - timedelta(days=1)).isoformat()}
    sheets = [_ended(ended, days), _running(runs, team.chosen), _advice(advice, before)]
    return show("Where time is lost", [team], sheets, [_chart(ended)], [COUNTED, ADVISED])


def _spreads(found: list[SpellRow]) -> dict[str, Spread | None]:
    return {stage: spread((row.working_days, row.cases) for row in found if row.stage == stage) for stage in STAGES}


def _allowed() -> int:
    """The working days of the weeks that the law allows for the whole way, bank holidays not taken off."""
    return house().weeks_for_a_plan * WORKING_WEEK


def _ended(found: dict[str, Spread | None], days: dict[str, str]) -> Sheet:
    rows = [
        [
            Cell(STAGE_NAMES[stage]),
            number(one.number, "pages.figure_stage", stage=stage, **days),
            Cell(one.middle),
            Cell(one.lower),
            Cell(one.upper),
            share(percent(one.middle, _allowed())),
        ]
        for stage, one in found.items()
        if one is not None
    ]
    columns = (
        "'Stage, Cases, Median (working days), Lower quartile, Upper quartile, "
        f"Median of the {house().weeks_for_a_plan} weeks of the law (%)"
    )
    return sheet("stages-ended", "Stages that ended in the last twelve months", columns, rows)


def _running(found: dict[str, Spread | None], team: str) -> Sheet:
    rows = [
        [
            Cell(STAGE_NAMES[stage]),
            number(one.number, "pages.figure_stage", stage=stage, running="yes", team=team),
            Cell(one.middle),
            Cell(one.lower),
            Cell(one.upper),
        ]
        for stage, one in found.items()
        if one is not None
    ]
    columns = "'Stage, Cases, Median (working days so far), Lower quartile, Upper quartile"
    return sheet("stages-running", "Stages that cases are in today", columns, rows, "No case is on its way to a plan.")


def _advice(found: list[AdviceRow], days: dict[str, str]) -> Sheet:
    services: dict[str, list[tuple[int | None, int]]] = defaultdict(list)
    for row in found:
        services[row.service].append((row.days_late, row.requests))
    rows = [_service(service, times, days) for service, times in sorted(services.items())]
    columns = "'Service, Requests, In time, Late, Still awaited, Late or awaited (%), Median days late, Most days late"
    return sheet(
        "advice-by-service", "Advice by service", columns, rows, "No advice was due in the last twelve months."
    )


def _service(service: str, times: list[tuple[int | None, int]], days: dict[str, str]) -> list[Cell]:
    late = [(days_late, n) for days_late, n in times if days_late]
    in_time = sum(n for days_late, n in times if days_late == 0)
    awaited = sum(n for days_late, n in times if days_late is None)
    total = sum(n for _, n in times)
    middle = spread(late)
    asked = {"service": service, **days}
    return [
        Cell(SERVICES.get(service) or readable(service)),
        number(total, "pages.figure_advice", **asked),
        number(in_time, "pages.figure_advice", which=KEPT, **asked),
        number(sum(n for _, n in late), "pages.figure_advice", which=BROKEN, **asked),
        number(awaited, "pages.figure_advice", which=OUTSTANDING, **asked),
        share(percent(total - in_time, total)),
        Cell(middle.middle if middle else None),
        Cell(max((days_late for days_late, _ in late), default=None)),
    ]


def _chart(found: dict[str, Spread | None]) -> Chart:
    groups = tuple(
        Group(
            STAGE_NAMES[stage],
            (Bar(one.upper, f"{one.middle} ({one.lower} to {one.upper})", 1, one.lower, one.middle),),
        )
        for stage, one in found.items()
        if one is not None
    )
    shown = "A bar for each stage from the lower to the upper quartile, with the median marked, in working days."
    title = "Working days of each stage: median, and lower to upper quartile"
    return Chart("stages", title, shown, ("Lower to upper quartile",), groups)
