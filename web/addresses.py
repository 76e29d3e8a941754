"""Addresses: whole ones for those outside, and of lists, for pages on which hundreds of numbers lead to a few."""

from typing import Any
from urllib.parse import urlencode

from flask import g, request, url_for

from web.frame import house, pages


@pages.app_template_global()
def list_address(route: str, **asked: str | None) -> str:
    """The address of a list that is narrowed to what is asked; each route is looked up once for a page."""
    known: dict[str, str] = g.setdefault("addresses", {})
    address = known.get(route) or known.setdefault(route, url_for(route))
    given = {name: said for name, said in asked.items() if said}
    return f"{address}?{urlencode(given)}" if given else address


def from_outside(route: str, **asked: Any) -> str:
    """The whole address of a page, to send away: not at the host that this request names, which anybody can forge."""
    return (house().address or request.host_url.rstrip("/")) + url_for(route, **asked)
