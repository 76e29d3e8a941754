"""Reads what comes in: JSON that is JSON, is not too deep, and holds only text that can be kept."""

import json
import math
import re
from typing import Any, NoReturn

from flask import Request, request
from marshmallow import Schema, ValidationError
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import FileStorage

from api.errors import Refused
from engine import Fault

LARGEST_BODY = 1_000_000
LARGEST_UPLOAD = 10 * 1024 * 1024 + 100_000
"""A document and the frame around it."""

DEEPEST = 40
UNKEEPABLE = re.compile(rb"\\u(0000|d[89a-f][0-9a-f]{2})", re.IGNORECASE)
"""Escapes that may stand for text that no database keeps: NUL, and half of a surrogate pair."""


class BodyParser(FlaskParser):
    """What flask-smorest reads requests with."""

    def _raw_load_json(self, req: Request) -> Any:
        body = req.get_data(cache=True)
        if not body:
            return core.missing
        _expect_json(req)
        return read_json(body)


def read_object() -> dict[str, Any]:
    """The body of this request, which must be a JSON object."""
    _expect_json(request)
    value = read_json(request.get_data(cache=True))
    if not isinstance(value, dict):
        sentence = "Expected a JSON object of names and values"
        raise Refused(422, sentence, (Fault("", sentence),))
    return value


def read_file() -> FileStorage:
    """The file of this request, which must be a form of several parts."""
    if request.mimetype != "multipart/form-data":
        raise Refused(415, f"Expected multipart/form-data, but got {request.mimetype or 'no type'}")
    file = request.files.get("file")
    if file is None:
        raise Refused(422, faults=(Fault("/file", "Choose a file"),))
    return file


def read_fields(schema: Schema) -> dict[str, Any]:
    """The fields of a form; NUL is refused in them as it is in JSON."""
    given = {name: value for name, value in request.form.items() if value}
    try:
        fields: dict[str, Any] = schema.load(given)
    except ValidationError as fault:
        faults = ((name, str(said)) for name, sentences in fault.messages_dict.items() for said in sentences)
        raise Refused(422, faults=tuple(Fault(f"/{name}", sentence) for name, sentence in faults)) from fault
    if any("\0" in value for value in given.values()):
        raise _unkeepable()
    return fields


def _expect_json(req: Request) -> None:
    if not core.is_json(req.mimetype):
        raise Refused(415, f"Expected application/json, but got {req.mimetype or 'no type'}")


def read_json(body: bytes) -> Any:
    """The value that a body holds; raises `Refused` with a sentence."""
    if body.count(b"[") + body.count(b"{") > DEEPEST and _depth(body) > DEEPEST:
        raise Refused(400, "Expected JSON that is not nested so deep")
    try:
        value = json.loads(body, parse_constant=_no_constant, parse_float=_number)
    except json.JSONDecodeError as fault:
        raise Refused(400, f"Expected JSON, but line {fault.lineno}, column {fault.colno}: {fault.msg}") from fault
    except (ValueError, UnicodeDecodeError) as fault:
        raise Refused(400, "Expected JSON in UTF-8, with numbers of a usual size") from fault
    if UNKEEPABLE.search(body):
        _refuse_unkeepable(value)
    return value


def _depth(body: bytes) -> int:
    """An upper bound of the depth: brackets inside of texts count too, which no honest text makes deep."""
    deepest = depth = 0
    for byte in re.finditer(rb"[\[\]{}]", body):
        depth += 1 if byte.group() in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large")
    return number


def _refuse_unkeepable(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise _unkeepable() from fault
    if "\\u0000" in text:
        raise _unkeepable()


def _unkeepable() -> Refused:
    sentence = "Expected text that can be written down, but there is a character that stands for none"
    return Refused(422, sentence, (Fault("", sentence),))
