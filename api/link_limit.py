"""Nobody tries out links by the thousand: guesses are limited by address, and so is what is sent through links."""

from flask import Flask, request

from api.attempts import Attempts, whence

KEY = "duecourse_link_limit"
OPENS_NOTHING = 404


def register(app: Flask, rate: str, storage: str, *endpoints: str) -> None:
    """Limit links that open nothing, and forms that are sent; looking at a good link is not counted."""
    limit = app.extensions[KEY] = Attempts(rate, storage)
    limit.watch(app, endpoints, _address, _counts)


def _address() -> list[str]:
    return [f"link:{whence()}"]


def _counts(status: int) -> bool:
    return status == OPENS_NOTHING or request.method == "POST"
