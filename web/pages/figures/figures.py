"""Limits at risk: what is overdue, and what is due in the next two, four and eight weeks."""

from typing import Any

from flask.typing import ResponseReturnValue

from engine.case.figure_rows import NOBODY, RiskRow
from engine.case.permissions import SEE_STATISTICS
from web.figures.charts import Bar, Chart, Group
from web.figures.sheets import Cell, Sheet, sheet
from web.figures.showing import Choice, limit_title, number, show, team_choice
from web.frame import house, pages
from web.guarding import caller, guard, looked

BY = (("limit", "Time limit"), ("team", "Team"), ("officer", "Officer"))
COLUMNS = "Overdue, Of these excused, Next 2 weeks, Next 4 weeks, Next 8 weeks"
COUNTED = (
    "Overdue: the last legal day has passed and the act is not done; an exception excuses it but moves no day. "
    "Next 2, 4 and 8 weeks: the last working day is no later than that. Each includes the one before it, and none "
    "includes what is overdue."
)
BY_OFFICER = (
    "By officer the open tasks count that these limits press, each by the limit that presses it most; "
    "so a limit can count for several tasks."
)
MOST_DRAWN = 15


@pages.get("/figures")
@guard(SEE_STATISTICS)
def figures() -> ResponseReturnValue:
    team, by = team_choice(), Choice("by", "Count by", BY)
    with house().engine.database.read() as tx:
        rows = tx.at_risk(caller().authority, by.chosen, house().engine.today(), team.chosen or None)
        people = {user.id: user.name for user in tx.users(caller().authority)}
    rows.sort(key=lambda row: (-row.overdue, -row.two, -row.four, -row.eight, row.key or ""))
    looked("looked at the figures of limits at risk")
    named = [(_name(by.chosen, row.key, people), row) for row in rows]
    table = _sheet(by, named, team.chosen)
    said = (COUNTED, BY_OFFICER) if by.chosen == "officer" else (COUNTED,)
    return show("Limits at risk", [by, team], [table], [_chart(by, named)], said)


def _name(by: str, key: str | None, people: dict[str, str]) -> str:
    if by == "limit":
        return limit_title(key)
    return people.get(key, key) if key else "No team" if by == "team" else "Nobody has it"


def _sheet(by: Choice, named: list[tuple[str, RiskRow]], team: str) -> Sheet:
    rows = [_row(name, row, by.chosen, team) for name, row in named]
    title = dict(by.options)[by.chosen]
    if by.chosen != "officer" and rows:
        rows.append(_total([row for _, row in named], team))
    nothing = "No time limit is overdue or due in the next eight weeks."
    return sheet("limits-at-risk", f"Limits at risk by {title.lower()}", f"'{title}, {COLUMNS}", rows, nothing)


def _row(name: str, row: RiskRow, by: str, team: str) -> list[Cell]:
    asked: dict[str, Any] = {"team": team, by: row.key or (NOBODY if by == "officer" else None)}
    if by == "team" and row.key is None:
        return [Cell(name), *(Cell(value) for value in _values(row))]
    bands = zip(("overdue", "overdue", "two", "four", "eight"), _values(row), ("", "yes", "", "", ""), strict=True)
    lists = (number(value, "pages.figure_risk", **asked, band=band, excused=only) for band, value, only in bands)
    return [Cell(name), *lists]


def _total(rows: list[RiskRow], team: str) -> list[Cell]:
    names = ("overdue", "excused", "two", "four", "eight")
    total = RiskRow(None, *(sum(getattr(row, name) for row in rows) for name in names))
    return _row("All together", total, "limit", team)


def _values(row: RiskRow) -> tuple[int, ...]:
    return row.overdue, row.excused, row.two, row.four, row.eight


def _chart(by: Choice, named: list[tuple[str, RiskRow]]) -> Chart:
    groups = tuple(
        Group(name, (Bar(row.overdue, str(row.overdue)), Bar(row.eight, str(row.eight), 1)))
        for name, row in named[:MOST_DRAWN]
    )
    title = f"Overdue, and due in eight weeks, by {dict(by.options)[by.chosen].lower()}"
    shown = f"Two bars each for {len(groups)} of {len(named)}."
    return Chart("risk", title, shown, ("Overdue", "Next 8 weeks"), groups)
