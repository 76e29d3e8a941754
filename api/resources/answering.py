"""Answering one request by its link, for a system of an adviser's or a school's: the token comes in a header."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, jsonify, request
from werkzeug.datastructures import FileStorage

from api.bodies import read_json, read_object
from api.errors import Refused
from api.office import office
from api.resource import Output, Resource
from api.shapes import at, flag, maybe, maybe_on, said, things
from engine import AskedByLink
from engine.case.commands import SentFile
from engine.case.outside import MOST_FILES
from engine.case.rejections import CommandIdReused

View = TypeVar("View", bound=Callable[..., Any])

answering = Resource("answering", __name__, "Answering one request with the token of a link, without an account")

HEADER = "Link-Token"
BY_LINK_ANSWERS = ("answering.read_request", "answering.send_answer")
ENDED = {
    "revoked": "This link was stopped, as each is when a new one is sent. Use the newest, or ask the authority for one",
    "expired": "This link has run out. Ask the authority for a new one",
    "not needed": "The authority has what it asked for, or the case has ended. Nothing need be done",
}
ANSWERS = {"type": "object", "description": "The answers to the questions of `form`"}
ANSWERED = "Expected a request without an answer, but it has another one; to change it, ask for a new link"
BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"type": "object", "required": ["answers"], "properties": {"answers": ANSWERS}},
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "answers": {"type": "string", "description": "The answers, as JSON"},
                    "files": {
                        "type": "array",
                        "maxItems": MOST_FILES,
                        "items": {"type": "string", "format": "binary"},
                        "description": "PDF, Word or Excel documents, pictures or plain text; 10 MB together",
                    },
                },
            }
        },
    },
}


class Asked(Output):
    reference = said("The link, as both sides name it")
    authority = said("The authority that asks")
    sender = said("Who is asked")
    child = said("Whom it is about")
    born = said("Their date of birth")
    title = said("What is asked")
    question = said("What is asked besides, such as what an earlier answer lacked")
    legal = maybe_on("The last day that the law allows for it")
    sentence = maybe("How that day was reckoned, with its citation")
    form = things("The questions, as JSON Schema; null once it is answered", allow_none=True)
    is_answered = flag("Whether the answer is there")
    received_at = at("When it came", allow_none=True)


def by_link(view: View) -> View:
    """For whoever has a token that opens something, which the view itself finds out."""
    view.by_link = True  # type: ignore[attr-defined]
    return view


@answering.get("/answer")
@by_link
@answering.gives(200, Asked)
def read_request() -> dict[str, Any]:
    """Read what the holder of a link is asked: of whom, by whom and by when."""
    return _shown(_asked())


@answering.post("/answer")
@by_link
@answering.documents(BODY)
@answering.gives(201, Asked)
def send_answer() -> Response:
    """Answer it, once. A caseworker reads the answer; what counts is the day on which it came.

    The same answer again gets the same receipt.
    """
    asked, (answers, files) = _asked(), _body()
    if asked.form is not None:
        faults = asked.form.check(answers)
        if faults:
            raise Refused(422, faults=tuple(faults))
    try:
        office().links.answer(asked, answers, files, "")
    except CommandIdReused as refusal:
        raise Refused(409, ANSWERED) from refusal
    response = jsonify(_shown(_asked()))
    response.status_code = 201
    return response


def _token() -> str:
    token = request.headers.get(HEADER, "")
    if not token:
        raise Refused(401, f"Expected the token of a link in the header {HEADER}")
    return token


def _asked() -> AskedByLink:
    token, links = _token(), office().links
    asked = links.open(token, for_family=False)
    if asked is None:
        ended = links.ended(token, for_family=False)
        if ended is None:
            raise Refused(404, "Expected the whole token of a link; this one opens nothing")
        raise Refused(410, ENDED[ended.standing])
    return asked


def _body() -> tuple[dict[str, Any], tuple[SentFile, ...]]:
    if request.mimetype != "multipart/form-data":
        return _object(read_object().get("answers", {})), ()
    said = request.form.get("answers") or "{}"
    return _object(read_json(said.encode())), tuple(map(_file, request.files.getlist("files")))


def _object(answers: Any) -> dict[str, Any]:
    if not isinstance(answers, dict):
        raise Refused(422, "Expected the answers as an object of names and values")
    return answers


def _file(file: FileStorage) -> SentFile:
    return SentFile(str(file.filename or "file")[-200:], file.mimetype, file.stream.read())


def _shown(asked: AskedByLink) -> dict[str, Any]:
    deadline, form = asked.deadline, asked.form
    return {
        "reference": asked.link.id,
        "authority": asked.authority.name,
        "sender": asked.link.sender,
        "child": asked.child,
        "born": asked.born,
        "title": asked.title,
        "question": asked.link.question,
        "legal": deadline.legal if deadline else None,
        "sentence": deadline.sentence if deadline else None,
        "form": json.loads(json.dumps(form.schema)) if form else None,
        "is_answered": asked.is_answered,
        "received_at": asked.received_at,
    }
