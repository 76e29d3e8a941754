"""What every answer tells the browser, so that a page of ours cannot be turned against its reader."""

import re
from http import HTTPStatus

from flask import Flask, Response, request

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FEATURES = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
BY_LINK = ("/answer/", "/family/")
"""Addresses that are a secret themselves."""

NOWHERE_ELSE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
TWO_YEARS = 63_072_000
NAMED_BY_CONTENT = re.compile(r"^/static/built/.*-[0-9A-Z]{8}\.\w+$")
"""Files that change their name whenever they change, so that nobody has to ask for them twice."""

KEEP = "public, max-age=31536000, immutable"

EVERYWHERE = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": FEATURES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def register(app: Flask, *, is_https: bool) -> None:
    headers = dict(EVERYWHERE)
    if is_https:
        headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"

    @app.after_request
    def protect(response: Response) -> Response:
        if request.path.startswith(BY_LINK):
            response.headers.update(NOWHERE_ELSE)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if NAMED_BY_CONTENT.search(request.path) and response.status_code == HTTPStatus.OK:
            response.headers["Cache-Control"] = KEEP
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
