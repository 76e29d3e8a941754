"""One's own account: what one may do, and a new password."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine import Fault, Rejected
from web.frame import house, pages
from web.guarding import caller, guard
from web.working import ROLE_NAMES

QUESTIONS = {"old": "Password now", "new": "New password", "again": "New password again"}


@pages.get("/account")
@guard("")
def own_account() -> ResponseReturnValue:
    return _page()


@pages.post("/account/password")
@guard("")
def change_password() -> ResponseReturnValue:
    """The session of this browser goes on under another key; all others end."""
    by, said = caller(), request.form
    faults = [
        Fault(f"/{name}", f"Enter the {title.lower()}") for name, title in QUESTIONS.items() if not said.get(name)
    ]
    if not faults and said["new"] != said["again"]:
        faults = [Fault("/again", "The new password must be the same both times")]
    if faults:
        return _page(tuple(faults)), 422
    try:
        house().accounts.change_password(by, said["old"], said["new"])
    except Rejected as refusal:
        return _page(refusal.faults), refusal.status
    session[house().session_key] = house().accounts.start_session(by)
    flash("Your password is changed. You are signed out everywhere else.")
    return redirect(url_for("pages.own_account"))


def _page(faults: tuple[Fault, ...] = ()) -> str:
    actor = caller()
    user = next(one for one in house().accounts.users(actor.authority) if one.id == actor.id)
    said = {fault.path.strip("/"): fault.sentence for fault in faults}
    return render_template(
        "signing_in/own_account.html",
        user=user,
        questions=QUESTIONS,
        role_names=ROLE_NAMES,
        faults=said,
        problem=bool(faults),
    )
