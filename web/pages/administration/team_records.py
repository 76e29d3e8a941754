"""Administration of teams: who leads them, who is in them, and which tasks and cases come to them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Rejected
from engine.case.permissions import ADMINISTER
from engine.case.rejections import NotAllowed, NotFound
from web.frame import house, pages
from web.guarding import caller, guard
from web.people import names
from web.working import ROLE_NAMES, works


@pages.get("/administration/teams")
@guard(ADMINISTER)
def team_records() -> ResponseReturnValue:
    actor = caller()
    users = [one for one in house().accounts.users(actor.authority) if one.is_active]
    rows = house().teams.rows(actor.authority)
    members = {row.name: [one.name for one in users if row.name in one.teams] for row in rows}
    return render_template(
        "administration/team_records.html", rows=rows, members=members, people=names(actor), role_names=ROLE_NAMES
    )


@pages.route("/administration/teams/new", methods=["GET", "POST"])
@guard(ADMINISTER)
def add_team() -> ResponseReturnValue:
    if request.method == "GET":
        return _form("administration/team_new.html", {"is_active": True})
    given = _typed()
    try:
        house().teams.add(caller(), request.form.get("name", ""), **given)
    except NotAllowed:
        raise
    except Rejected as refusal:
        return _form(
            "administration/team_new.html", {**given, "name": request.form.get("name", "")}, refusal
        ), refusal.status
    flash("The team is added.")
    return redirect(url_for("pages.team_records"))


@pages.route("/administration/teams/<team>", methods=["GET", "POST"])
@guard(ADMINISTER)
def team_record(team: str) -> ResponseReturnValue:
    row = house().teams.team(caller().authority, team)
    if request.method == "GET":
        members = [one.id for one in house().accounts.users(caller().authority) if team in one.teams]
        return _form("administration/team_record.html", {**vars(row), "members": members}, team=row)
    given = {**_typed(), "is_active": request.form.get("is_active") == "yes"}
    try:
        house().teams.change(caller(), team, **given)
    except (NotAllowed, NotFound):
        raise
    except Rejected as refusal:
        return _form("administration/team_record.html", given, refusal, team=row), refusal.status
    flash(_closed_team(team) if row.is_active and not given["is_active"] else f"The team {row.name} is changed.")
    return redirect(url_for("pages.team_records"))


def _closed_team(team: str) -> str:
    """What stays with a team that takes no new cases, in numbers: an administrator sees no case."""
    cases = _cases_in(team)
    with house().engine.database.read() as tx:
        members = sum(team in one.teams and one.is_active for one in tx.users(caller().authority))
    left = "1 open case stays in it" if cases == 1 else f"{cases or 'No'} open cases stay in it"
    people = "1 person is" if members == 1 else f"{members} people are"
    return f"The team {team} is closed: no new case comes to it. {left}, and {people} still in it."


def _cases_in(team: str) -> int:
    with house().engine.database.read() as tx:
        return sum(row.open for row in tx.open_cases(caller().authority, house().engine.today(), team))


def _typed() -> dict[str, Any]:
    form = request.form
    return {
        "lead": form.get("lead") or None,
        "members": form.getlist("members"),
        "roles": form.getlist("roles"),
        "places": [line.strip() for line in form.get("places", "").splitlines() if line.strip()],
    }


def _form(template: str, given: dict[str, Any], refusal: Rejected | None = None, **more: Any) -> str:
    users = [one for one in house().accounts.users(caller().authority) if one.is_active]
    team = more.get("team")
    more["left"] = _cases_in(team.name) if team is not None else 0
    return render_template(
        template,
        given=given,
        workers=[one for one in users if works(one) or (team is not None and team.name in one.teams)],
        role_names=ROLE_NAMES,
        faults={fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {},
        problem=bool(refusal),
        **more,
    )
