"""Who carries what: tasks, cases and limits by officer and by team, and who is away."""

from collections import Counter
from collections.abc import Iterable

from flask.typing import ResponseReturnValue

from engine.case.figure_rows import CarriedRow
from engine.case.permissions import SEE_STATISTICS
from web.figures.charts import Bar, Chart, Group
from web.figures.sheets import Cell, sheet
from web.figures.showing import number, show, team_choice
from web.frame import day, house, pages
from web.guarding import caller, guard, looked
from web.working import working

COLUMNS = "Open tasks, In cases, Without a date, Overdue, Due this week"
COUNTED = (
    "Without a date: open tasks that no limit of the law presses. Overdue: the last legal day has passed. "
    "Due this week: to be done by Sunday, and not overdue."
)
MOST_DRAWN = 15
Load = Counter[str]


@pages.get("/figures/load")
@guard(SEE_STATISTICS)
def figures_load() -> ResponseReturnValue:
    team, engine = team_choice(), house().engine
    with engine.database.read() as tx:
        rows = tx.carried(caller().authority, engine.today())
        shown = working(tx, caller(), engine.today())
    looked("looked at the figures of who carries what")
    ours = [row for row in rows if team.chosen in ("", row.team)]
    people = shown["people"]
    held = _added((row.assignee or "", row) for row in ours if row.assignee)
    held |= {one.id: Load() for one in shown["workers"] if one.id not in held and team.chosen in ("", *one.teams)}
    officers = sorted(held.items(), key=lambda one: (-one[1]["overdue"], -one[1]["tasks"], people.get(one[0], "")))
    away = {id: f"Until {day(one.last_on)}" for id, one in shown["away"].items()}
    by_officer = [
        [Cell(people.get(id, id)), *_cells(load, who=id, team=team.chosen), Cell(away.get(id))] for id, load in officers
    ]
    teams = sorted(_added((row.team or "", row) for row in ours).items())
    free = _added((row.team or "", row) for row in ours if row.assignee is None)
    by_team = [
        [
            Cell(name or "No team"),
            *_cells(load, team=name)[:1],
            *_cells(load, team=name)[2:],
            number(free.get(name, Load())["tasks"], "pages.queue", show="all", who="nobody", team=name),
        ]
        for name, load in teams
    ]
    sheets = [
        sheet("load-by-officer", "By officer", f"'Officer, {COLUMNS}, 'Away", by_officer, "Nobody has a task."),
        sheet("load-by-team", "By team", f"'Team, {COLUMNS.replace('In cases, ', '')}, Nobody has", by_team),
    ]
    return show("Who carries what", [team], sheets, [_chart(officers, people)], [COUNTED])


def _added(rows: Iterable[tuple[str, CarriedRow]]) -> dict[str, Load]:
    found: dict[str, Load] = {}
    for key, row in rows:
        names = ("tasks", "cases", "limited", "overdue", "this_week")
        found.setdefault(key, Load()).update({name: getattr(row, name) for name in names})
    return found


def _cells(load: Load, **asked: str) -> list[Cell]:
    return [
        number(load["tasks"], "pages.queue", show="all", **asked),
        number(load["cases"], "pages.figure_carried", who=asked.get("who"), team=asked.get("team")),
        number(load["tasks"] - load["limited"], "pages.queue", show="all", band="undated", **asked),
        number(load["overdue"], "pages.queue", show="all", band="overdue", **asked),
        number(load["this_week"], "pages.queue", show="all", band="this_week", **asked),
    ]


def _chart(officers: list[tuple[str, Load]], people: dict[str, str]) -> Chart:
    groups = tuple(
        Group(
            people.get(id, id), (Bar(load["tasks"], str(load["tasks"])), Bar(load["overdue"], str(load["overdue"]), 1))
        )
        for id, load in officers[:MOST_DRAWN]
        if load["tasks"]
    )
    shown = f"Two bars each for {len(groups)} of {len(officers)} officers."
    return Chart("load", "Open and overdue tasks by officer", shown, ("Open tasks", "Of these overdue"), groups)
