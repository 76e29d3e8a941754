"""Sign in and out."""

from flask import g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine import Rejected
from engine.case.commands import Actor
from engine.case.permissions import ADMINISTER, SEE_CASES, rights_of
from web.frame import house, pages
from web.guarding import check_csrf, guard, send_again
from web.kept import Kept, inside

MISMATCH = "The login and the password do not belong together. Check both and try again"


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("signing_in/sign_in.html", login="")
    check_csrf()
    kept = Kept.unpacked(request.form.get("kept", ""))
    login = request.form.get("login", "")
    try:
        actor = house().accounts.sign_in(login, request.form.get("password", ""))
    except Rejected as refusal:
        return render_template("signing_in/sign_in.html", login=login, problem=MISMATCH, kept=kept), refusal.status
    _end_session()
    session[house().session_key] = house().accounts.start_session(actor)
    if kept is not None:
        g.actor = actor
        return send_again(kept)
    return redirect(inside(request.args.get("then", "")) or url_for(_home(actor)))


def _home(actor: Actor) -> str:
    """Where somebody begins: who sees no case, in the administration or among the figures."""
    rights = rights_of(actor)
    if SEE_CASES in rights:
        return "pages.queue"
    return "pages.accounts" if ADMINISTER in rights else "pages.figures"


@pages.post("/sign-out")
@guard("")
def sign_out() -> ResponseReturnValue:
    _end_session()
    return redirect(url_for("pages.sign_in"))


def _end_session() -> None:
    """Forget the session of this browser, on the server too, so that the next one begins with nothing of it."""
    key = session.get(house().session_key)
    if isinstance(key, str):
        house().accounts.end_session(key)
    session.clear()
