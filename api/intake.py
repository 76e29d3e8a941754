"""What no request may bring, whatever it asks for: too much, or characters that stand for nothing."""

from flask import Flask, request

from api.bodies import LARGEST_BODY, LARGEST_UPLOAD
from api.errors import Refused

__all__ = ["LARGEST_UPLOAD", "register"]


def register(app: Flask) -> None:
    @app.before_request
    def refuse_too_much() -> None:
        """JSON is small; only a document may be large, and of that size at most."""
        is_upload = request.mimetype == "multipart/form-data"
        request.max_content_length = LARGEST_UPLOAD if is_upload else LARGEST_BODY
        if (request.content_length or 0) > request.max_content_length:
            raise Refused(413)

    @app.before_request
    def refuse_nothings() -> None:
        """A NUL in an address is no name of anything, and not every database can be asked for it."""
        if "\x00" in request.path or "%00" in request.query_string.decode("latin-1"):
            raise Refused(400, "Expected an address made of characters that can be written")
