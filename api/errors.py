"""From whatever went wrong to problem+json (RFC 9457): one table, and nothing else decides on a status."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, json, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from engine import BadInput, DatabaseAway, DatabaseBusy, Fault, Rejected
from engine.case.rejections import CaseMovedOn

MEDIA_TYPE = "application/problem+json"
PROBLEMS = "/api/v1/problems"
RETRY_SECONDS = {"database-busy": "1", "database-away": "5"}
FOR_MACHINES = ("/api/", "/healthz", "/readyz", "/static/")
"""Addresses that programs ask; everything else is a page."""

Page = Callable[[int, str, Sequence[Fault]], ResponseReturnValue]
"""Makes the page that tells a person of a refusal: from its status, its sentence and its faults."""


@dataclass(frozen=True)
class Problem:
    """What went wrong: of which kind, with what a person should know, and each fault by itself."""

    status: int
    kind: str
    detail: str
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        return {
            "type": f"{PROBLEMS}/{self.kind}",
            "title": self.kind.replace("-", " ").capitalize(),
            "status": self.status,
            "detail": self.detail,
            "instance": request.path,
            "faults": [{"path": fault.path, "sentence": fault.sentence} for fault in self.faults],
        }


HTTP: dict[int, tuple[str, str]] = {
    400: ("unreadable-request", "Expected a request that can be read, but this one cannot"),
    401: ("not-signed-in", "Expected someone who is signed in, or a valid token"),
    403: ("not-allowed", "Expected someone who may do this"),
    404: ("not-found", "Expected an address of this service, but there is nothing here"),
    405: ("method-not-allowed", "Expected another method for this address"),
    409: ("conflict", "Expected a case that allows this, but it does not; the detail says what was expected"),
    410: ("link-ended", "Expected a link that opens something, but this one has ended; the detail says what to do"),
    412: ("changed-meanwhile", "Expected what the header If-Match names, but it has changed meanwhile"),
    413: ("too-large", "Expected less: a body may have 1 MB, a document 10 MB"),
    415: ("wrong-content-type", "Expected another type of content"),
    422: ("bad-input", "Expected other values; each fault says which"),
    428: ("if-match-missing", "Expected the header If-Match with the ETag of what is to be changed"),
    429: ("too-many-attempts", "Expected fewer attempts; wait a while and try again"),
    500: ("defect", "Something went wrong on our side; it has been written down. Nothing was half done"),
    503: ("database-busy", "Expected the database to answer, but it is busy; try again in a moment"),
}


AWAY = "The database is not there; nothing was done, what was acknowledged is kept, and trying again may help"


class Refused(HTTPException):
    """The request itself is refused, before a case is asked."""

    def __init__(self, status: int, sentence: str = "", faults: tuple[Fault, ...] = (), **headers: str) -> None:
        super().__init__(sentence or HTTP[status][1])
        self.code = self.status = status
        self.faults = faults
        self.extra = {name.replace("_", "-"): value for name, value in headers.items()}


def kind_of(rejection: type[Rejected]) -> str:
    """`task-not-open` from TaskNotOpen."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", rejection.__name__).lower()


def _kinds(rejection: type[Rejected]) -> Iterator[type[Rejected]]:
    for kind in rejection.__subclasses__():
        yield kind
        yield from _kinds(kind)


KINDS: dict[str, tuple[int, str]] = {
    **{kind_of(kind): (kind.status, inspect.cleandoc(kind.__doc__ or "")) for kind in _kinds(Rejected)},
    **{kind: (status, meaning) for status, (kind, meaning) in HTTP.items()},
    "database-away": (503, AWAY),
}
"""Every kind of problem, with its status and what it means."""


def of_rejection(rejection: Rejected) -> Problem:
    if isinstance(rejection, CaseMovedOn) and any(fault.path == SEEN for fault in rejection.faults):
        return Problem(412, HTTP[412][0], rejection.sentence, (Fault("If-Match", rejection.sentence),))
    kind = kind_of(type(rejection))
    return Problem(rejection.status, kind, rejection.sentence, tuple(map(_placed, rejection.faults)))


def _placed(fault: Fault) -> Fault:
    """A fault that names a field says where that field stands: in the query of a look, or in the body."""
    if not fault.path or fault.path[0] in "/?":
        return fault
    name = CALLED_HERE.get(fault.path, fault.path)
    return Fault(f"{'?' if request.method == 'GET' else '/'}{name}", fault.sentence)


CALLED_HERE = {"cursor": "after"}
"""What the engine calls otherwise."""

SEEN = "expected"
"""Where the engine finds fault with what the sender saw; whoever lost to another at the same moment has no fault."""


def of_http(error: HTTPException) -> Problem:
    status = error.code if error.code in HTTP else 400 if (error.code or 500) < 500 else 500
    kind, sentence = HTTP[status]
    said = str(error.description) if isinstance(error, Refused) else sentence
    faults = error.faults if isinstance(error, Refused) else tuple(_faults(error))
    return Problem(status, kind, said, faults, _headers(error))


def of_database(error: DatabaseAway | DatabaseBusy) -> Problem:
    kind = "database-away" if isinstance(error, DatabaseAway) else HTTP[503][0]
    return Problem(503, kind, str(error), headers={"Retry-After": RETRY_SECONDS[kind]})


@contextmanager
def within(path: str) -> Iterator[None]:
    """Faults found in here are faults of a part of the body."""
    try:
        yield
    except BadInput as bad:
        faults = tuple(Fault(path + fault.path, fault.sentence) for fault in bad.faults)
        raise BadInput(bad.sentence, faults) from bad


def _headers(error: HTTPException) -> dict[str, str]:
    """What the error itself says in headers: Allow, Retry-After, WWW-Authenticate."""
    said = {name: value for name, value in error.get_headers() if not name.startswith("Content-")}
    return {**said, **error.extra} if isinstance(error, Refused) else said


PREFIXES = {"json": "/", "form": "/", "files": "/", "query": "?", "querystring": "?", "headers": ""}


def _faults(error: HTTPException) -> Iterator[Fault]:
    """The faults that the schemas found, which webargs leaves on the error."""
    found: Mapping[str, Any] = getattr(error, "data", None) or {}
    for location, messages in (found.get("messages") or {}).items():
        prefix = PREFIXES.get(location, "/")
        yield from (Fault(path, sentence) for path, sentence in _flattened(messages, prefix))


def _flattened(messages: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for name, below in messages.items():
            step = "" if name == "_schema" else f"{name}/"
            yield from _flattened(below, f"{path}{step}")
    elif isinstance(messages, list):
        for below in messages:
            yield from _flattened(below, path)
    else:
        yield path.rstrip("/"), str(messages)


def answer(problem: Problem) -> Response:
    response = Response(json.dumps(problem.to_record()), problem.status, content_type=MEDIA_TYPE)
    response.headers.update(problem.headers)
    return response


def register(app: Flask, page: Page) -> None:
    """Answer every refusal and every defect of this app: to machines as a problem, to people with a page."""

    def told(problem: Problem) -> ResponseReturnValue:
        if request.path.startswith(FOR_MACHINES):
            return answer(problem)
        response = app.make_response(page(problem.status, problem.detail, problem.faults))
        response.headers.update(problem.headers)
        return response

    @app.errorhandler(Rejected)
    def rejected(error: Rejected) -> ResponseReturnValue:
        return told(of_rejection(error))

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        return error.response if isinstance(error.response, Response) else told(of_http(error))

    @app.errorhandler(DatabaseAway)
    @app.errorhandler(DatabaseBusy)
    def unanswered(error: DatabaseAway | DatabaseBusy) -> ResponseReturnValue:
        return told(of_database(error))

    @app.errorhandler(InternalServerError)
    def broken(error: InternalServerError) -> ResponseReturnValue:
        return told(of_http(error))
