"""Nobody tries out passwords by the thousand: failed attempts are limited by address, and by login."""

from typing import Any, cast

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from api.bodies import read_json
from api.errors import Refused


def register(app: Flask, limit: str, *endpoints: str) -> None:
    """Limit attempts at these endpoints. Only those that fail count: a whole office may share one address."""
    limiter = Limiter(get_remote_address, app=app, default_limits=[])
    app.extensions["sign_in_limiter"] = limiter
    for endpoint in endpoints:
        view: Any = app.view_functions[endpoint]
        for who in (get_remote_address, _login):
            view = limiter.limit(limit, key_func=who, deduct_when=_failed, methods=["POST"])(view)
        app.view_functions[endpoint] = view


def _failed(response: Response) -> bool:
    return response.status_code == 401


def _login() -> str:
    """The login that is tried, so that many addresses do not get many attempts at one account."""
    if request.form:
        return f"login:{request.form.get('login', '').strip().lower()}"
    try:
        body = read_json(request.get_data(cache=True))
    except Refused:
        return "login:"
    login = cast(dict[str, Any], body).get("login") if isinstance(body, dict) else ""
    return f"login:{str(login).strip().lower()}"
