"""Administration of people: who may come in, as what, and what becomes of their work when they leave."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Rejected
from engine.case.permissions import ADMINISTER, RIGHTS, SEE_CHANGES
from engine.case.rows import UserRow
from web.frame import day, house, pages
from web.guarding import caller, guard
from web.people import names
from web.working import ROLE_NAMES, works

ROLES = {
    "caseworker": "Caseworker: works on cases",
    "manager": "Manager: leads casework, and decides where no scheme of delegation says otherwise",
    "policy": "Policy: publishes processes, and sees no case",
    "auditor": "Auditor: sees every case, history and log, and changes nothing",
    "administrator": "Administrator: people, decisions, letters and retention, and sees no case",
    "integrator": "Integrator: a program that works on cases",
}
SHOWN = {"active": "Who may come in", "inactive": "Who may not come in any more", "all": "Everybody"}
LISTED = ("roles", "works_as", "teams")
_USER = re.compile(r"\bU\d{6,}\b")


@pages.get("/administration")
@guard(ADMINISTER)
def administration() -> ResponseReturnValue:
    return redirect(url_for("pages.accounts"))


@pages.get("/administration/people")
@guard(ADMINISTER)
def accounts() -> ResponseReturnValue:
    show, text = request.args.get("show", "active"), request.args.get("text", "").strip()
    users = [one for one in house().accounts.users(caller().authority) if _fits(one, show, text.lower())]
    return render_template(
        "administration/accounts.html", users=users, show=show, text=text, shown=SHOWN, role_names=ROLE_NAMES
    )


def _fits(user: UserRow, show: str, text: str) -> bool:
    if show != "all" and user.is_active is (show == "inactive"):
        return False
    return text in f"{user.name} {user.login} {user.id} {' '.join(sorted(user.teams))}".lower()


@pages.route("/administration/people/new", methods=["GET", "POST"])
@guard(ADMINISTER)
def add_account() -> ResponseReturnValue:
    if request.method == "GET":
        return _form("administration/account_new.html", {})
    given = _typed()
    try:
        user, password = house().staff.let_in(caller(), **given)
    except BadInput as refusal:
        return _form("administration/account_new.html", {**given}, refusal), refusal.status
    return _password(user, password, "is_new")


@pages.route("/administration/people/<user>", methods=["GET", "POST"])
@guard(ADMINISTER)
def account(user: str) -> ResponseReturnValue:
    known = house().staff.standing(caller().authority, user)
    row = known.user
    kept = {name: getattr(row, name) for name in ("name", "login", "roles", "works_as", "teams")}
    if request.method == "GET":
        return _form("administration/account.html", kept, known=known)
    given = _typed()
    del given["login"]
    changed = {name: value for name, value in given.items() if value != kept[name]}
    try:
        house().staff.amend(caller(), user, **changed)
    except Rejected as refusal:
        return _form("administration/account.html", {**kept, **given}, refusal, known=known), refusal.status
    flash(f"The account of {given['name']} is changed." if changed else "Nothing was different.")
    return redirect(url_for("pages.account", user=user))


@pages.post("/administration/people/<user>/act")
@guard(ADMINISTER)
def act_on_account(user: str) -> ResponseReturnValue:
    """Make a new password, end sessions, revoke a token, or let somebody in again."""
    staff, by, do = house().staff, caller(), request.form.get("do", "")
    if do == "password":
        known = staff.standing(by.authority, user).user
        return _password(known, staff.renew_password(by, user))
    if do == "sessions":
        staff.end_sessions(by, user)
        flash("They are signed out everywhere.")
    elif do == "revoke":
        staff.revoke_token(by, user, request.form.get("token", ""))
        flash("The token is revoked.")
    elif do == "open":
        staff.amend(by, user, is_active=True)
        flash("They may come in again, with the password that they had.")
    return redirect(url_for("pages.account", user=user))


@pages.route("/administration/people/<user>/close", methods=["GET", "POST"])
@guard(ADMINISTER)
def close_account(user: str) -> ResponseReturnValue:
    """What somebody has in hand goes to somebody else, or back for others to take, and then they are shut out."""
    if request.method == "GET":
        return _closing(user)
    to = request.form.get("to", "")
    if to == "" and house().staff.standing(caller().authority, user).held:
        return _closing(user, "Select who takes over the tasks, or that nobody does"), 422
    try:
        closed, done = house().staff.close(caller(), user, None if to in ("", "nobody") else to)
    except BadInput as refusal:
        return _closing(user, refusal.faults[0].sentence), refusal.status
    except Rejected as refusal:
        return _closing(user, refusal.sentence), refusal.status
    refused = [one for one in done if one.refusal is not None]
    if closed is None:
        return _closing(user, f"{len(refused)} of {len(done)} tasks could not go", refused), 409
    flash(f"{closed.name} cannot come in any more." + (f" {len(done)} tasks went." if done else ""))
    return redirect(url_for("pages.account", user=user))


def _closing(user: str, sentence: str = "", refused: Any = ()) -> str:
    known = house().staff.standing(caller().authority, user)
    kinds: dict[tuple[str, str, str], int] = {}
    for row in known.held:
        kind = (row.title, row.process, row.role)
        kinds[kind] = kinds.get(kind, 0) + 1
    takers = [one for one in house().accounts.users(caller().authority) if works(one) and one.id != user]
    return render_template(
        "administration/account_close.html",
        known=known,
        kinds=kinds,
        takers=takers,
        given=request.form,
        sentence=sentence,
        problem=bool(sentence),
        refused=refused,
        named=list(_named(known.user)),
        role_names=ROLE_NAMES,
    )


def _named(user: UserRow) -> Iterator[tuple[str, str]]:
    """What counts on somebody by name, in words, and where an administrator changes it; others change the rest."""
    authority, people = user.authority, names(caller())
    for team in house().teams.rows(authority):
        if team.lead == user.id:
            yield f"Leads the team {team.name}", url_for("pages.team_record", team=team.name)
    for one in house().delegations.rows(authority):
        if one.user == user.id and one.is_on(house().engine.today()):
            yield f"May decide by the scheme of delegation: {one.scheme}", url_for("pages.delegations")
    for panel in house().panels.all(authority):
        if user.id in panel.members:
            yield f"Is a member of {panel.name}; a manager changes who is", ""
    for absence in house().absences.to_come(authority):
        if absence.covered_by == user.id:
            away, last = people.get(absence.user, absence.user), day(absence.last_on)
            yield f"Covers for {away} until {last}; they or a manager name somebody else", ""


def _typed() -> dict[str, Any]:
    form = request.form
    listed = {name: frozenset(form.getlist(name)) for name in LISTED}
    return {"name": form.get("name", "").strip(), "login": form.get("login", "").strip(), **listed}


def _form(template: str, given: dict[str, Any], refusal: Rejected | None = None, **more: Any) -> str:
    faults = {fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {}
    return render_template(
        template,
        given=given,
        faults=faults,
        sentence=refusal.sentence if refusal and not faults else "",
        problem=bool(refusal),
        roles={role: words for role, words in ROLES.items() if role in RIGHTS},
        role_names=ROLE_NAMES,
        teams=_teams(given),
        **more,
    )


def _teams(given: dict[str, Any]) -> list[str]:
    """The teams to choose from: those that take new cases, and those that somebody is in already."""
    rows = house().teams.rows(caller().authority)
    return [one.name for one in rows if one.is_active or one.name in given.get("teams", ())]


def _password(user: UserRow, password: str, is_new: str = "") -> ResponseReturnValue:
    """The one page that ever shows it: nobody keeps it, and no cache may."""
    response = make_response(
        render_template("administration/account_password.html", user=user, password=password, is_new=bool(is_new))
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/administration/log")
@guard(SEE_CHANGES)
def changes() -> ResponseReturnValue:
    page = house().staff.changes(caller().authority, cursor=request.args.get("after"))
    people = names(caller())
    rows = [(one, _with_names(one.what, people), _with_names(one.about or "–", people)) for one in page.items]
    return render_template("administration/changes.html", page=page, rows=rows, later=bool(request.args.get("after")))


def _with_names(said: str, people: Mapping[str, str]) -> str:
    """The numbers of users stand in the log, because names change; whoever reads it wants both."""
    return _USER.sub(lambda found: f"{people[found[0]]} ({found[0]})" if found[0] in people else found[0], said)
