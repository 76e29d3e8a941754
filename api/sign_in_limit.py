"""Nobody tries out passwords by the thousand: failed attempts are limited by address, and by login or account."""

from flask import Flask, request

from api.attempts import Attempts, whence
from api.bodies import read_json
from api.errors import Refused
from api.guard import known

KEY = "duecourse_sign_in_limit"
NOT_THEM = (401, 403)
"""Who does not know the password, at sign-in or to change it."""

TRIES = ("POST", "PUT")


def register(app: Flask, rate: str, storage: str, *endpoints: str) -> None:
    """Limit attempts that fail. Those that succeed are not counted: a whole office may share one address."""
    limit = app.extensions[KEY] = Attempts(rate, storage)
    limit.watch(app, endpoints, _who, NOT_THEM.__contains__)


def _who() -> list[str]:
    return [f"address:{whence()}", *_account()] if request.method in TRIES else []


def _account() -> list[str]:
    """The account whose password is tried: the caller's own, if there is one, and the login that was typed."""
    actor, login = known(), _login()
    own = [f"account:{actor.authority}/{actor.id}"] if actor is not None else []
    return [*own, *([f"login:{login}"] if login else [])]


def _login() -> str:
    """The login that is tried, so that many addresses do not get many attempts at one account."""
    if request.form:
        return request.form.get("login", "").strip().lower()
    try:
        body = read_json(request.get_data(cache=True))
    except Refused:
        return ""
    return str(body.get("login", "")).strip().lower() if isinstance(body, dict) else ""
