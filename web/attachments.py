"""Files as browsers get them: to be kept, and not to be run."""

from flask import Response


def attachment(name: str, media_type: str, content: bytes) -> Response:
    """`name` may have been kept before names of files were looked at: a line break in it would break the header."""
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=" ".join(name.split()))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
