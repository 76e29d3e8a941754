"""Outcomes: what was asked, decided and disputed, month by month, and which cases are open."""

from collections import Counter

from flask.typing import ResponseReturnValue

from engine.case.figure_rows import OpenCasesRow, ReachedRow
from engine.case.figuring import A_YEAR, first_of, last_of, months_to, percent
from engine.case.measures import STAGES
from engine.case.permissions import SEE_STATISTICS
from engine.case.words import readable
from web.figures.charts import Bar, Chart, Group
from web.figures.sheets import Cell, Sheet, sheet
from web.figures.showing import number, share, show, team_choice
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.pages.figures.stages import STAGE_NAMES

ASKED = {
    "request_received": "Requests",
    "assessment_agreed": "Assessments agreed",
    "assessment_refused": "Refusals to assess",
    "plan_refused": "Refusals of a plan",
    "plan_issued": "Final plans",
}
DISPUTED = {
    "mediation_wanted": "Mediations wanted",
    "mediation_held": "Mediations held",
    "appeal_registered": "Appeals registered",
    "appeal_conceded": "Appeals conceded",
    "appeal_withdrawn": "Appeals withdrawn",
    "appeal_decided": "Appeals decided",
}
NAMES = {**ASKED, **DISPUTED}
KIND_NAMES = {
    "all": "Agreement on everything",
    "part": "Agreement on some issues",
    "none": "No agreement",
    "dismissed": "The appeal was dismissed",
    "reconsider": "Sent back to be decided again",
    "amend_contents": "Needs or provision in the plan to be amended (B, F)",
    "change_institution": "School, college or type in the plan to be changed (I)",
    "amend_contents_and_institution": "Needs or provision, and school, college or type, to be changed (B, F, I)",
    "order_assessment": "An assessment to be carried out",
    "make_plan": "A plan to be made",
    "continue": "The plan goes on as it is",
    "continue_and_amend": "The plan goes on, and is to be amended",
}
"""Of kinds that do not say by themselves what they are; the others are read as they are called."""

COUNTED = (
    "A month counts the cases in which it happened on a day of that month: a request by the day it was received, "
    "a decision by the day its letter was sent, an appeal by the day it was registered, an order by the day it was "
    "sent. Cases opened in error are left out. A refusal that was overturned later stays a refusal of its month."
)


@pages.get("/figures/outcomes")
@guard(SEE_STATISTICS)
def figures_outcomes() -> ResponseReturnValue:
    team, today, authority = team_choice(), house().engine.today(), caller().authority
    months, of = months_to(today, A_YEAR), team.chosen or None
    with house().engine.database.read() as tx:
        found = tx.reached(authority, list(NAMES), first_of(months[0]), last_of(months[-1]), of)
        cases = tx.open_cases(authority, today, of)
        running = tx.running(authority, STAGES, today, of)
    looked("looked at the figures of outcomes")
    counted: Counter[tuple[str, str]] = Counter()
    for row in found:
        counted[row.milestone, row.month] += row.cases
    in_stage: Counter[str] = Counter()
    for spell in running:
        in_stage[spell.stage] += spell.cases
    sheets = [
        _asked(months, counted, team.chosen),
        _disputed(months, counted, team.chosen),
        _kinds(found, months, team.chosen),
        _open(cases, team.chosen),
        _stages(in_stage, team.chosen),
    ]
    return show("Outcomes", [team], sheets, [_chart(months, counted)], [COUNTED])


def _asked(months: list[str], counted: Counter[tuple[str, str]], team: str) -> Sheet:
    rows = []
    for month in reversed(months):
        refused, agreed = counted["assessment_refused", month], counted["assessment_agreed", month]
        cells = _cells(month, ASKED, counted, team)
        rows.append([*cells[:4], share(percent(refused, refused + agreed)), *cells[4:]])
    titles = list(ASKED.values())
    columns = ", ".join(["'Month", *titles[:3], "Refused (% of decisions)", *titles[3:]])
    return sheet("requests-and-plans", "Requests, decisions and plans by month", columns, rows)


def _disputed(months: list[str], counted: Counter[tuple[str, str]], team: str) -> Sheet:
    rows = [_cells(month, DISPUTED, counted, team) for month in reversed(months)]
    return sheet("disputes", "Mediation and appeals by month", ", ".join(["'Month", *DISPUTED.values()]), rows)


def _cells(month: str, names: dict[str, str], counted: Counter[tuple[str, str]], team: str) -> list[Cell]:
    days = {"since": f"{month}-01", "until": last_of(month).isoformat(), "team": team}
    lists = (number(counted[name, month], "pages.figure_reached", milestone=name, **days) for name in names)
    return [Cell(f"{first_of(month):%B %Y}"), *lists]


def _kinds(found: list[ReachedRow], months: list[str], team: str) -> Sheet:
    """What was appealed and how it ended, over all these months."""
    total: Counter[tuple[str, str]] = Counter()
    for row in found:
        if row.kind:
            total[row.milestone, row.kind] += row.cases
    days = {"since": f"{months[0]}-01", "until": last_of(months[-1]).isoformat(), "team": team}
    rows = [
        [
            Cell(NAMES[name]),
            Cell(kind_name(kind)),
            number(cases, "pages.figure_reached", milestone=name, kind=kind, **days),
        ]
        for (name, kind), cases in sorted(total.items(), key=lambda one: (list(NAMES).index(one[0][0]), -one[1]))
    ]
    return sheet("kinds", "Of which kind, in these twelve months", "'What, 'Kind, Cases", rows)


def kind_name(kind: str) -> str:
    return KIND_NAMES.get(kind) or readable(kind)


def _open(found: list[OpenCasesRow], team: str) -> Sheet:
    rows = [
        [
            Cell(readable(row.process)),
            number(row.open, "pages.figure_open", process=row.process, team=team),
            number(row.overdue, "pages.figure_open", process=row.process, overdue="yes", team=team),
        ]
        for row in found
    ]
    return sheet(
        "open-cases", "Open cases by process", "'Process, Open, With a limit overdue", rows, "No case is open."
    )


def _stages(found: Counter[str], team: str) -> Sheet:
    rows = [
        [Cell(STAGE_NAMES[stage]), number(found[stage], "pages.figure_stage", stage=stage, running="yes", team=team)]
        for stage in STAGES
        if found[stage]
    ]
    return sheet(
        "open-by-stage", "Cases on the way to a plan, by stage", "'Stage, Cases", rows, "No case is on its way."
    )


def _chart(months: list[str], counted: Counter[tuple[str, str]]) -> Chart:
    drawn = ("request_received", "assessment_refused", "plan_issued")
    groups = tuple(
        Group(
            f"{first_of(month):%B %Y}",
            tuple(Bar(counted[name, month], str(counted[name, month]), n) for n, name in enumerate(drawn)),
        )
        for month in reversed(months)
        if any(counted[name, month] for name in drawn)
    )
    series = tuple(NAMES[name] for name in drawn)
    shown = f"Three bars for each of {len(groups)} months."
    return Chart("outcomes", "Requests, refusals to assess and final plans by month", shown, series, groups)
