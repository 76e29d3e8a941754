"""Files as browsers get them: to be kept, and not to be run."""

from flask import Response


def attachment(name: str, media_type: str, content: bytes) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
