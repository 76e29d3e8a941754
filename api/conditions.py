"""What a request may hang on: an ETag that must still hold, and a key under which it is carried out once."""

import re

from flask import Response, request

from api.errors import Refused
from engine import Fault, Receipt
from engine.case.commands import Actor

ETAG = re.compile(r'"(\d{1,9})"')
KEY = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,199}")
REPLAYED = "Idempotent-Replayed"


def etag(edition: int) -> str:
    return f'"{edition}"'


def expected() -> int | None:
    """The sequence or edition that If-Match names; None where it is left out or is `*`."""
    said = request.headers.get("If-Match", "*").strip()
    if said == "*":
        return None
    match = ETAG.fullmatch(said)
    if match is None:
        raise Refused(412, f'Expected one ETag as it was given, such as "17", but got {said}')
    return int(match[1])


def expected_or_refuse() -> int | None:
    """The edition that If-Match names, where leaving it out is not allowed."""
    if "If-Match" not in request.headers:
        raise Refused(428)
    return expected()


def command_id(by: Actor) -> str | None:
    """The id of the command: the caller's Idempotency-Key, which nobody else can use up."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        sentence = "Expected a key of 1 to 200 printable characters"
        raise Refused(422, sentence, (Fault("Idempotency-Key", sentence),))
    return f"{by.id}:{key}"


def mark(response: Response, receipt: Receipt, edition: int | None = None) -> Response:
    """Say in headers where things stand now, and whether this is the answer of an earlier time."""
    standing = edition if edition is not None else receipt.sequence
    if standing is not None:
        response.headers["ETag"] = etag(standing)
    if receipt.is_repeat:
        response.headers[REPLAYED] = "true"
    return response
