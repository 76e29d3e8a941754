"""Signing in and out, and who one is."""

from typing import Any

import flask
from flask import Response, jsonify, request
from flask_wtf.csrf import generate_csrf

from api.guard import CSRF_HEADER, SESSION_KEY, SIGNED_IN, caller, guard
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import maybe, said, texts, words
from engine.case.commands import Actor
from engine.case.permissions import rights_of

session = Resource("session", __name__, "Signing in and out, and who one is")


class Credentials(Input):
    login = words("The login, such as an email address", required=True)
    password = words("The password", longest=1000, required=True)
    authority = words("The authority to sign in to, where one insists on it")


class WhoAmI(Output):
    user = said("The user")
    name = said("Their name")
    authority = said("The authority they work for")
    roles = texts("Their roles, which give rights")
    rights = texts("What they may do")
    works_as = texts("The task roles whose work they take")
    teams = texts("Their teams")
    csrf_token = maybe(f"What the header {CSRF_HEADER} must carry on writes with the session cookie; null with a token")


def who(actor: Actor, csrf_token: str | None) -> dict[str, Any]:
    return {
        "user": actor.id,
        "name": actor.name,
        "authority": actor.authority,
        "roles": actor.roles,
        "rights": rights_of(actor),
        "works_as": actor.works_as,
        "teams": actor.teams,
        "csrf_token": csrf_token,
    }


@session.post("/session")
@session.takes(Credentials)
@session.gives(201, WhoAmI, "Signed in; the session cookie is set")
def sign_in(body: dict[str, Any]) -> Response:
    """Sign in with a local account.

    For people who work in a browser; programs use a token. Attempts are limited in number.
    """
    accounts = office().accounts
    actor = accounts.sign_in(body["login"], body["password"], body.get("authority"))
    end_session()
    flask.session[SESSION_KEY] = accounts.start_session(actor)
    response = jsonify(who(actor, generate_csrf()))
    response.status_code = 201
    return response


def end_session() -> None:
    """Forget the session of this browser, so that the next one begins with nothing of it."""
    key = flask.session.get(SESSION_KEY)
    if isinstance(key, str):
        office().accounts.end_session(key)
    flask.session.clear()
    flask.g.pop("csrf_token", None)


@session.get("/session")
@guard(SIGNED_IN)
@session.gives(200, WhoAmI)
def who_am_i() -> dict[str, Any]:
    """Say who is signed in, and what they may do."""
    return who(caller(), None if "Authorization" in request.headers else generate_csrf())


@session.delete("/session")
@guard(SIGNED_IN)
@session.gives(204, description="Signed out")
def sign_out() -> tuple[str, int]:
    """Sign out of the session of this browser."""
    end_session()
    return "", 204


class OwnPassword(Input):
    old = words("The present password", longest=1000, required=True)
    new = words("The new one", longest=1000, required=True)


@session.put("/session/password")
@guard(SIGNED_IN)
@session.takes(OwnPassword)
@session.gives(204, description="Changed; every other session of the user has ended")
def change_password(body: dict[str, Any]) -> tuple[str, int]:
    """Change one's own password.

    Attempts are limited in number. The session of this browser goes on; tokens stay as they are.
    """
    accounts, by = office().accounts, caller()
    accounts.change_password(by, body["old"], body["new"])
    if SESSION_KEY in flask.session:
        flask.session[SESSION_KEY] = accounts.start_session(by)
    return "", 204
