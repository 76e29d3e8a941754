"""How every page of figures is shown: what it can be narrowed to, its tables and pictures, or one table as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.case.permissions import SEE_CASES, rights_of
from web.addresses import list_address
from web.figures.charts import Chart, drawn
from web.figures.sheets import Cell, Sheet, taken_away
from web.frame import house
from web.guarding import caller
from web.working import teams_of

PARTS = (
    ("pages.figures", "Limits at risk"),
    ("pages.figures_load", "Who carries what"),
    ("pages.figures_timeliness", "Timeliness"),
    ("pages.figures_stages", "Where time is lost"),
    ("pages.figures_outcomes", "Outcomes"),
)
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """Something that a page can be narrowed to; what is chosen is always one of its options."""

    name: str
    label: str
    options: Options

    @property
    def chosen(self) -> str:
        asked = request.args.get(self.name, "")
        known = [value for value, _ in self.options]
        return asked if asked in known else known[0]


def team_choice() -> Choice:
    """The teams of the authority, and all of them together."""
    with house().engine.database.read() as tx:
        teams = teams_of(tx, caller().authority)
    asked = request.args.get("team", "")
    return Choice("team", "Team", [("", "All teams"), *((one, one) for one in sorted({*teams, asked} - {""}))])


def behind(route: str, **asked: str | None) -> str | None:
    """The address of the list behind a number, for those who may see the names in it."""
    if SEE_CASES not in rights_of(caller()):
        return None
    return list_address(route, **asked)


def number(value: int | None, route: str, unit: str = "", **asked: str | None) -> Cell:
    """A number that opens the list behind it, unless there is nothing in it."""
    return Cell(value, behind(route, **asked) if value else None, unit)


def share(value: float | None) -> Cell:
    return Cell(value, unit="%")


def show(
    title: str,
    choices: Sequence[Choice],
    sheets: Sequence[Sheet],
    charts: Iterable[Chart] = (),
    sentences: Iterable[str] = (),
) -> ResponseReturnValue:
    wanted = next((one for one in sheets if one.key == request.args.get("csv")), None)
    if wanted is not None:
        return taken_away(wanted, f"{wanted.key}-{house().engine.today().isoformat()}")
    here = str(request.endpoint)
    return render_template(
        "figures/figures.html",
        title=title,
        here=here,
        parts=PARTS,
        team=request.args.get("team") or None,
        choices=choices,
        sheets=[one for one in sheets],
        charts=[drawn(one) for one in charts if one.groups],
        sentences=list(sentences),
        address=csv_address(here),
    )


def csv_address(here: str) -> Any:
    """Where the page as it is narrowed now gives one of its tables as a file."""
    asked: dict[str, Any] = {name: said for name, said in request.args.items() if name != "after"}
    return lambda key: url_for(here, **{**asked, "csv": key})


def limit_title(key: str | None) -> str:
    return house().limit_titles.get(key or "", key or "")


def asked_day(name: str, otherwise: date) -> date:
    """A day of the address; one that cannot be read is as good as none."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise
