"""Who is calling, and whether they may: asked before anything of the request is read."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Flask, Response, g, request, session
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from api.errors import Refused
from api.headers import BY_LINK
from api.office import office
from engine.case import permissions
from engine.case.commands import Actor

View = TypeVar("View", bound=Callable[..., Any])

SESSION_KEY = "key"
"""Where the signed cookie keeps the key of the session."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "X-CSRF-Token"
SIGNED_IN = ""
"""The right that everybody has who is signed in."""

FEEDS = "/calendar/feeds/"

log = logging.getLogger("duecourse.access")


def guard(right: str) -> Callable[[View], View]:
    """Only for those who have this right. The outermost decorator, so that it comes before the body is read."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = _authenticated()
            if right:
                permissions.require(actor, right)
            return view(*args, **kwargs)

        guarded.guard = right  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def caller() -> Actor:
    """Who is calling; only asked behind a guard."""
    return cast(Actor, g.actor)


def known() -> Actor | None:
    """Who calls as far as one can tell before any guard was asked: by token or session, whatever they may do."""
    authorization = request.headers.get("Authorization")
    return _by_token(authorization) if authorization is not None else _in_session()


def looked(what: str, *, person: str | None = None, case: str | None = None) -> None:
    """Write down that the caller looked at the record of a person or a case."""
    office().accounts.note_access(caller(), what, person=person, case=case)


def looked_through(what: str) -> None:
    """Write down that the caller looked through a list that names people, and what they asked for."""
    asked = request.query_string.decode("ascii", "replace")
    looked(f"listed {what}: {asked}" if asked else f"listed {what}")


def _authenticated() -> Actor:
    authorization = request.headers.get("Authorization")
    actor = _by_token(authorization) if authorization is not None else _by_session()
    if actor is None:
        raise Refused(401, WWW_Authenticate='Bearer realm="Due Course"')
    g.actor = actor
    return actor


def _by_token(authorization: str) -> Actor | None:
    scheme, _, token = authorization.partition(" ")
    return office().accounts.actor_for_token(token.strip()) if scheme.lower() == "bearer" else None


def _in_session() -> Actor | None:
    key = session.get(SESSION_KEY)
    return office().accounts.actor_for_session(key) if isinstance(key, str) else None


def _by_session() -> Actor | None:
    actor = _in_session()
    if actor is not None and request.method not in SAFE:
        _check_csrf()
    return actor


def _check_csrf() -> None:
    """A page of somebody else can make a browser send our cookie, but it cannot know the token."""
    try:
        validate_csrf(request.headers.get(CSRF_HEADER))
    except ValidationError as refusal:
        raise Refused(403, f"Expected the header {CSRF_HEADER} with the token that signing in gave") from refusal


def without_secrets(path: str) -> str:
    """A path as it may be written down: an address that is a secret itself opens records to whoever reads the log."""
    return f"/{path.split('/')[1]}/…" if path.startswith((*BY_LINK, FEEDS)) else path


def register(app: Flask) -> None:
    @app.after_request
    def note_refusal(response: Response) -> Response:
        """A right that somebody does not have, or a sign-in that failed, is worth knowing."""
        if response.status_code == 403 and g.get("actor") is not None:
            office().accounts.note_access(
                caller(), f"was refused {request.method} {quote(without_secrets(request.path))}"
            )
        if response.status_code in (401, 403):
            path = quote(without_secrets(request.path))  # a line of the log stays one line
            log.warning("%s %s refused (%s) to %s", request.method, path, response.status, request.remote_addr)
        return response
