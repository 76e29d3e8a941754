"""Moves between phases: everyone who moves in one September, and their transfers begun together."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import CAN_START, STARTS, BadInput, Narrowing, September
from engine.case.cohorts import CHECK, DUE, MOVES, NOT_DUE, NOTHING, STANDINGS, VERDICTS, Candidate
from engine.case.commands import StartCohort
from engine.case.permissions import LEAD_CASES, SEE_CASES
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through

APRIL = 4
ON_A_PAGE = 50
VIEWS = (("todo", "Due or to check"), (DUE, "Due"), (CHECK, "To check"), (NOT_DUE, "Not due"), ("all", "Everyone"))
LACKING = {"setting_name": "name of the school", "phase_now": "phase of the school"}


@dataclass(frozen=True)
class Chosen:
    """What the person asked to see."""

    show: str
    move: str
    text: str

    @property
    def narrowing(self) -> Narrowing:
        verdicts = {"todo": (DUE, CHECK), "all": ()}.get(self.show, (self.show,))
        return Narrowing(verdicts=verdicts, move=self.move or None, text=self.text)

    def asking(self, **changed: str) -> dict[str, str | None]:
        asked = {"show": self.show, "move": self.move, "text": self.text, **changed}
        return {name: said if said not in ("", "todo") else None for name, said in asked.items()}


def usual_year(today: date) -> int:
    """The September to prepare: once the last day of the law for one has passed, the next."""
    return today.year + (today.month >= APRIL)


@pages.get("/cohorts")
@guard(SEE_CASES)
def cohorts() -> ResponseReturnValue:
    return redirect(url_for("pages.cohort", year=usual_year(house().engine.today())))


@pages.get("/cohorts/<int:year>")
@guard(SEE_CASES)
def cohort(year: int) -> ResponseReturnValue:
    chosen = Chosen(
        _known(request.args.get("show")), request.args.get("move", ""), request.args.get("text", "").strip()
    )
    after, by = request.args.get("after") or None, caller()
    with house().engine.database.read() as tx:
        september = September(tx, house().engine.library, by.authority, year)
        counted = september.counts()
        page = september.page(chosen.narrowing, limit=ON_A_PAGE, after=after)
        progress = tx.cohort_progress(by.authority, year)
    looked_through(f"the cohort of {year}")
    return render_template(
        "figures/cohort.html",
        **_words(year),
        rows=page.items,
        following=page.next,
        is_later=after is not None,
        chosen=chosen,
        views=VIEWS,
        counts=_counts(counted),
        startable=sum(counted[DUE, standing] for standing in STARTS.standings),
        progress=progress,
        years=range(usual_year(house().engine.today()) - 1, usual_year(house().engine.today()) + 3),
    )


def _known(asked: str | None) -> str:
    return asked if asked in dict(VIEWS) else VIEWS[0][0]


def _found(year: int, asked: Narrowing) -> list[Candidate]:
    engine = house().engine
    with engine.database.read() as tx:
        return September(tx, engine.library, caller().authority, year).found(asked)


def _words(year: int) -> dict[str, object]:
    return {"year": year, "moves": MOVES, "verdicts": VERDICTS, "standings": STANDINGS, "lacking": LACKING}


def _counts(counted: Counter[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """How many there are of each kind, in words, with the view that shows them."""
    said: Counter[str] = Counter()
    for (verdict, _), number in counted.items():
        said[verdict] += number
    return [
        (said[DUE], "due", DUE),
        (said[DUE] - counted[DUE, NOTHING], "of them begun", DUE),
        (said[CHECK], "to check", CHECK),
        (said[NOT_DUE], "not due", NOT_DUE),
    ]


@pages.post("/cohorts/<int:year>/preview")
@guard(LEAD_CASES)
def preview_cohort(year: int) -> ResponseReturnValue:
    """What would happen, before anything does."""
    ticked = replace(CAN_START, cases=tuple(request.form.getlist("case")))
    chosen = _found(year, STARTS if "everyone" in request.form else ticked)
    looked(f"previewed the start of the cohort of {year}")
    by_move = Counter((one.move, one.law_day, one.law_sentence) for one in chosen)
    groups = sorted(by_move.items(), key=lambda group: list(MOVES).index(group[0][0]))
    return render_template("figures/cohort_preview.html", **_words(year), chosen=chosen, groups=groups)


@pages.route("/cohorts/<int:year>/start", methods=["GET", "POST"])
@guard(SEE_CASES)
def start_cohort(year: int) -> ResponseReturnValue:
    if request.method == "POST":
        cases = tuple(request.form.getlist("case"))
        if not cases:
            raise BadInput("Tick somebody whose transfer is to begin")
        house().engine.handle(StartCohort(by=caller(), id=command_id(), year=year, cases=cases))
        return redirect(url_for("pages.start_cohort", year=year))
    with house().engine.database.read() as tx:
        progress = tx.cohort_progress(caller().authority, year)
    looked(f"read how far the cohort of {year} has come")
    return render_template("figures/cohort_start.html", year=year, progress=progress)
