"""Files that go out as attachments, and cannot act whatever they hold."""

from typing import Protocol

from flask import Response
from werkzeug.utils import secure_filename

INERT = "default-src 'none'; sandbox"


class File(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def media_type(self) -> str: ...


def as_attachment(file: File, content: bytes) -> Response:
    response = Response(content, mimetype=file.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=secure_filename(file.name) or "document")
    response.headers["Content-Security-Policy"] = INERT
    return response
