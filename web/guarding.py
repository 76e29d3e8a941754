"""Who is looking at a page, and whether they may."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from engine import NotAllowed, permissions
from engine.case.commands import Actor
from web.frame import house
from web.kept import Kept

View = TypeVar("View", bound=Callable[..., Any])
FORBIDDEN = 403


def guard(right: str) -> Callable[[View], View]:
    """Only for those who are signed in and have this right (any right will do if it is empty)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            actor = signed_in()
            if actor is None:
                return _to_sign_in()
            g.actor = actor
            if right:
                permissions.require(actor, right)
            if request.method == "POST" and not has_token() and (kept := Kept.sent()) is not None:
                return send_again(kept), FORBIDDEN
            if request.method == "POST":
                check_csrf()
            return cast(ResponseReturnValue, view(*args, **kwargs))

        guarded.guard = right  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def _to_sign_in() -> ResponseReturnValue:
    """To the sign-in page, and from there back to where one was; what was sent meanwhile is kept, but not done."""
    here = quote(request.path)
    if request.method != "POST":
        asked = request.query_string.decode("ascii", "replace")
        return redirect(url_for("pages.sign_in", then=f"{here}?{asked}" if asked else here))
    if (kept := Kept.sent()) is not None:
        return render_template("signing_in/sign_in.html", login="", kept=kept), FORBIDDEN
    flash("You were signed out, so nothing was recorded. Sign in, and do it once more.")
    readable = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return redirect(url_for("pages.sign_in", then=here if readable else None))


def caller() -> Actor:
    """Who is looking; only asked behind a guard."""
    return cast(Actor, g.actor)


def looked(what: str, *, person: str | None = None, case: str | None = None) -> None:
    """Write down that the caller looked at the record of a person or a case."""
    house().accounts.note_access(caller(), what, person=person, case=case)


def looked_through(what: str) -> None:
    """Write down that the caller looked through a list that names people, and what they asked for."""
    asked = request.query_string.decode("ascii", "replace")
    looked(f"listed {what}: {asked}" if asked else f"listed {what}")


def send_again(kept: Kept) -> str:
    """The page from which somebody sends once more what could not be recorded; only they do, never we."""
    return render_template("send_again.html", kept=kept)


def has_token() -> bool:
    """A page of somebody else can make a browser send our cookie, but it cannot know the token."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def check_csrf() -> None:
    if not has_token():
        raise NotAllowed("This page had been open for too long. Go back, load it again, and try once more")


def signed_in() -> Actor | None:
    """Who is signed in with this browser."""
    key = session.get(house().session_key)
    return house().accounts.actor_for_session(key) if isinstance(key, str) else None
