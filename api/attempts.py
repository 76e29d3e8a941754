"""Counts attempts in a fixed window, and refuses whoever has made too many: what every limit of this kind stands on."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from flask import Flask, make_response, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from api.errors import Refused
from engine import Rejected

Who = Callable[[], Sequence[str]]
"""For whom the request counts, and who is refused when one of them has made too many; nobody where it is no attempt."""

Counts = Callable[[int], bool]
"""Whether an attempt counts, by the status of its answer."""

NETWORK = 64
"""Bits of an IPv6 address that stand for one line: whoever has it has all the addresses that begin with them."""


def whence() -> str:
    """Where this request comes from; somebody with endless addresses is still one."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return str(request.remote_addr)
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, NETWORK), strict=False))


class Attempts:
    """So many in so long a time, such as `10 per minute`, for each who makes them."""

    def __init__(self, rate: str, storage: str) -> None:
        self._rate: RateLimitItem = parse(rate)
        self._storage = storage_from_string(storage)
        self._counted = FixedWindowRateLimiter(self._storage)

    def expect_fewer(self, who: Iterable[str]) -> None:
        if not all(self._counted.test(self._rate, one) for one in who):
            raise Refused(429, Retry_After=str(self._rate.get_expiry()))

    def count(self, who: Iterable[str]) -> None:
        for one in who:
            self._counted.hit(self._rate, one)

    def watch(self, app: Flask, endpoints: Iterable[str], who: Who, counts: Counts) -> None:
        """Limit attempts at these endpoints."""
        for endpoint in endpoints:
            app.view_functions[endpoint] = self._watched(app.view_functions[endpoint], who, counts)

    def _watched(self, view: Callable[..., Any], who: Who, counts: Counts) -> Callable[..., Any]:
        @wraps(view)
        def attempt(*args: Any, **kwargs: Any) -> Any:
            these = who()
            self.expect_fewer(these)
            try:
                response = make_response(view(*args, **kwargs))
            except (Refused, Rejected) as refusal:
                if counts(refusal.status):
                    self.count(these)
                raise
            if counts(response.status_code):
                self.count(these)
            return response

        return attempt

    def reset(self) -> None:
        self._storage.reset()
