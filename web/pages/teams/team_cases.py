"""Cases go to another team: one with the others of the same child, or those of a team that closes."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Done, Fault, Rejected, expect_case, one_by_one
from engine.case.commands import ChangeTeam
from engine.case.filters import CaseFilter
from engine.case.permissions import LEAD_CASES
from engine.case.rejections import SameTeam
from engine.case.rows import CaseRow
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through
from web.plain import plain

NO_TEAM = "/"
"""What the list of teams says for none; no team can be called so."""

AT_ONCE = 25
"""As many cases as a person looks through; the others come after them."""

MOST_OF_ONE = 50


@dataclass(frozen=True)
class Given:
    """What was typed: to which team, why, and which cases were ticked."""

    to: str
    reason: str
    ticked: tuple[str, ...]

    @classmethod
    def typed(cls) -> "Given":
        form = request.form
        return cls(form.get("to", ""), form.get("reason", "").strip(), tuple(dict.fromkeys(form.getlist("case"))))

    @property
    def team(self) -> str | None:
        return None if self.to == NO_TEAM else self.to

    @property
    def whither(self) -> str:
        """ "to the team North" """
        return f"to the team {self.to}" if self.team else "to no team"

    def command(self, case: str) -> ChangeTeam:
        """Each case has a command with an id of its own, so the same page sent twice does nothing twice."""
        page = command_id()
        id = f"{page}:{case}" if page else None
        return ChangeTeam(by=caller(), id=id, case=case, team=self.team, reason=self.reason)

    def faults(self) -> dict[str, str]:
        """What is missing, by the input where it is put right."""
        missing = {"to": "" if self.to else "Select a team", "reason": "" if self.reason else "Enter a reason"}
        return {name: sentence for name, sentence in missing.items() if sentence}


@pages.route("/cases/<case>/team", methods=["GET", "POST"])
@guard(LEAD_CASES)
def give_case(case: str) -> ResponseReturnValue:
    """To which team, and which other cases of the same child go with it."""
    authority = caller().authority
    with house().engine.database.read() as tx:
        about = expect_case(tx, authority, case)
        asked = CaseFilter(person=about.person, is_closed=False)
        others = [one for one in tx.cases(authority, asked, limit=MOST_OF_ONE).items if one.case != case]
    looked("opened the form to give the case to another team", case=case)
    if request.method == "GET":
        return _asked_of_one(about, others, Given("", "", tuple(one.case for one in others)), {})
    given = Given.typed()
    faults = given.faults()
    if faults:
        return _asked_of_one(about, others, given, faults), 422
    try:
        house().engine.handle(given.command(case))
    except (BadInput, SameTeam) as refusal:
        return _asked_of_one(about, others, given, _at_fields(refusal)), refusal.status
    along = [one.case for one in others if one.case in given.ticked and one.team != given.team]
    _tell(given, case, one_by_one(house().engine, [("", given.command(one)) for one in along]))
    return redirect(url_for("pages.case", case=case))


def _at_fields(refusal: Rejected) -> dict[str, str]:
    """The engine calls it the team, the page asks to which."""
    faults = refusal.faults or (Fault("/to", refusal.sentence),)
    names = {"team": "to"}
    return {names.get(name := fault.path.strip("/"), name): fault.sentence for fault in faults}


def _asked_of_one(about: CaseRow, others: list[CaseRow], given: Given, faults: dict[str, str]) -> str:
    with house().engine.database.read() as tx:
        held = [one for one in tx.tasks_of(caller().authority, about.case) if one.assignee is not None]
        people = {user.id: user.name for user in tx.users(caller().authority)}
    shown = {"case": about, "others": others, "held": held, "people": people}
    return _page("teams/give_case.html", given, faults, about.team, **shown)


def _page(template: str, given: Given, faults: dict[str, str], now_with: str | None, **more: object) -> str:
    every = house().teams.rows(caller().authority)
    teams = [one.name for one in every if one.is_active and one.name != now_with]
    offered = [(name, name) for name in teams] + ([(NO_TEAM, "No team")] if now_with else [])
    return render_template(
        template, given=given, faults=faults, problem=bool(faults), offered=offered, now_with=now_with, **more
    )


def _tell(given: Given, case: str, done: list[Done]) -> None:
    fine = [one for one in done if one.receipt]
    also = f" and {len(fine)} other {'case' if len(fine) == 1 else 'cases'} of the same person" if fine else ""
    flash(f"Case {case}{also} {'are' if fine else 'is'} given {given.whither}.")
    for one in done:
        if one.refusal:
            flash(f"Case {one.case} was not given: {plain(one.refusal.sentence)}.", "important")


@pages.route("/teams/<team>/cases", methods=["GET", "POST"])
@guard(LEAD_CASES)
def cases_of_team(team: str) -> ResponseReturnValue:
    """The open cases of a team, some at a time; then what became of them, and the next."""
    looked_through(f"cases of the team {team} to give to another")
    if request.method == "GET":
        return _asked_of_team(team, Given("", "", ()), {})
    given = Given.typed()
    faults = given.faults() | ({} if given.ticked else {"case": "Select at least one case"})
    if faults:
        return _asked_of_team(team, given, faults), 422
    done = one_by_one(house().engine, [("", given.command(case)) for case in given.ticked[:AT_ONCE]])
    return _asked_of_team(team, given, {}, done)


def _asked_of_team(team: str, given: Given, faults: dict[str, str], done: list[Done] | None = None) -> str:
    authority, engine = caller().authority, house().engine
    asked = CaseFilter(team=team, is_closed=False)
    with engine.database.read() as tx:
        rows = tx.cases(authority, asked, sort="case", limit=AT_ONCE, cursor=request.args.get("after"))
        number = sum(row.open for row in tx.open_cases(authority, engine.today(), team))
    shown = {"team": team, "rows": rows.items, "next": rows.next, "number": number, "done": done or []}
    turned = {"is_later": "after" in request.args, "ticks_none": request.args.get("tick") == "none"}
    return _page("teams/cases_of_team.html", given, faults, team, **turned, **shown)
