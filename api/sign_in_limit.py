"""Nobody tries out passwords by the thousand: failed attempts are limited by address, and by login or account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, make_response, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from api.bodies import read_json
from api.errors import Refused
from api.guard import known
from engine import Rejected

KEY = "duecourse_sign_in_limit"
NOT_THEM = (401, 403)
"""Who does not know the password, at sign-in or to change it."""

TRIES = ("POST", "PUT")


class SignInLimit:
    """Counts the attempts that fail. Those that succeed are not counted: a whole office may share one address."""

    def __init__(self, rate: str, storage: str) -> None:
        self._rate: RateLimitItem = parse(rate)
        self._storage = storage_from_string(storage)
        self._counted = FixedWindowRateLimiter(self._storage)

    def limited(self, view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def attempt(*args: Any, **kwargs: Any) -> Any:
            if request.method not in TRIES:
                return view(*args, **kwargs)
            return self._attempt(lambda: make_response(view(*args, **kwargs)))

        return attempt

    def reset(self) -> None:
        self._storage.reset()

    def _attempt(self, sign_in: Callable[[], Any]) -> Any:
        who = [f"address:{request.remote_addr}", *_account()]
        if not all(self._counted.test(self._rate, one) for one in who):
            raise Refused(429, Retry_After=str(self._rate.get_expiry()))
        try:
            response = sign_in()
        except Rejected as refusal:
            self._count(refusal.status, who)
            raise
        self._count(response.status_code, who)
        return response

    def _count(self, status: int, who: list[str]) -> None:
        if status in NOT_THEM:
            for one in who:
                self._counted.hit(self._rate, one)


def register(app: Flask, rate: str, storage: str, *endpoints: str) -> None:
    """Limit attempts at these endpoints."""
    limit = SignInLimit(rate, storage)
    app.extensions[KEY] = limit
    for endpoint in endpoints:
        app.view_functions[endpoint] = limit.limited(app.view_functions[endpoint])


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
