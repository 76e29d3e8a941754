"""Nobody tries out links by the thousand: guesses are limited by address, and so is what is sent through links."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, make_response, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from api.errors import Refused

KEY = "duecourse_link_limit"
OPENS_NOTHING = 404


class LinkLimit:
    """Counts links that open nothing, and forms that are sent; looking at a good link is not counted."""

    def __init__(self, rate: str, storage: str) -> None:
        self._rate: RateLimitItem = parse(rate)
        self._storage = storage_from_string(storage)
        self._counted = FixedWindowRateLimiter(self._storage)

    def limited(self, view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def attempt(*args: Any, **kwargs: Any) -> Any:
            who = f"link:{request.remote_addr}"
            if not self._counted.test(self._rate, who):
                raise Refused(429, Retry_After=str(self._rate.get_expiry()))
            try:
                response = make_response(view(*args, **kwargs))
            except Refused as refusal:
                self._count(refusal.code, who)
                raise
            self._count(response.status_code, who)
            return response

        return attempt

    def _count(self, status: int | None, who: str) -> None:
        if status == OPENS_NOTHING or request.method == "POST":
            self._counted.hit(self._rate, who)

    def reset(self) -> None:
        self._storage.reset()


def register(app: Flask, rate: str, storage: str, *endpoints: str) -> None:
    """Limit attempts at these endpoints."""
    limit = LinkLimit(rate, storage)
    app.extensions[KEY] = limit
    for endpoint in endpoints:
        app.view_functions[endpoint] = limit.limited(app.view_functions[endpoint])
