"""Finishes the OpenAPI document: what every operation has in common is said here once."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Flask

from api.errors import HTTP, MEDIA_TYPE
from api.guard import CSRF_HEADER
from api.resource import URL_PREFIX

Json = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
WRITES = ("post", "put", "patch", "delete")

DESCRIPTION = """\
Cases of the statutory special educational needs processes: their tasks, deadlines, letters and histories.

**Errors** are problem details (RFC 9457). Bad input gets 422 with every fault at once, each with a path and a
sentence; a command that the case does not allow gets 409 and says what was expected; nothing is half done.

**Once only.** Send an `Idempotency-Key` with a POST and repeat it with the same key if no answer came: a command is
carried out once, and the first answer comes again with `Idempotent-Replayed: true`.

**Nobody's work is overwritten.** Send the `ETag` of what you saw as `If-Match`; if it has changed meanwhile, the
answer is 412 and nothing happens.

**Lists** come in pages: pass `next` of one page as `after` of the next.

**Names** of tasks, deadlines, letters and the like contain a `#`, which is written `%23` in an address.
"""

PATH: Mapping[str, tuple[str, str]] = {
    "case": ("The case", "NOR-000001"),
    "person": ("The person", "P000001"),
    "year": ("The year of the September in which people move", "2027"),
    "number": ("The number of an edition of the plan", "1"),
    "other": ("The number of another edition", "2"),
    "task": ("The task; write # as %23", "decide_whether_to_assess#1"),
    "exception": ("The exception; write # as %23", "exception#1"),
    "letter": ("The letter; write # as %23", "assess_refusal#1"),
    "document": ("The document; write # as %23", "document#1"),
    "link": ("The link", "L000001"),
    "answer": ("What came through a link; write # as %23", "answer#1"),
    "incident": ("The incident; write # as %23", "incident#1"),
    "limit": ("The time limit: its key or a reference", "A3"),
    "process": ("The process", "ehc_assessment"),
    "version": ("The hash of the version", "0" * 64),
    "user": ("The user", "U000001"),
    "token": ("The id of the token", "K0123456789abcdef"),
    "view": ("The saved view", "V000001"),
    "absence": ("The absence", "B000001"),
    "delegation": ("The delegation", "D000001"),
    "team": ("The team", "east"),
    "row": ("The row of the working calendar", "Y000001"),
    "erasure": ("The proposal or certificate", "E000001"),
    "feed": ("The address for calendars", "F000001"),
    "meeting": ("The meeting", "M000001"),
    "panel": ("The panel", "N000001"),
    "notification": ("The notification", "5f2c8e1b7a904d3c"),
    "webhook": ("The webhook", "W000001"),
    "delivery": ("The id of the delivery", "W000001_NOR-000001_1"),
    "kind": ("The kind of problem: the last part of its type", "task-not-open"),
}

SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that a user made for a program; see /tokens",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "On writes with the cookie: the token that signing in gave",
    },
}

LINK = {"type": "apiKey", "in": "header", "name": "Link-Token", "description": "The token of a link; see /answer"}
"""How whoever was sent a link answers, without an account."""

SESSION = {"type": "apiKey", "in": "cookie", "description": "The cookie that signing in sets; see /session"}

IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A name for this request, of the caller's choice: the same again is carried out once",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~][ -~]*$"},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of what the caller saw; if it has changed meanwhile, nothing happens (412)",
    "schema": {"type": "string", "pattern": '^("[0-9]{1,9}"|[*])$', "examples": ['"17"']},
}

ETAG = {"ETag": {"description": "The state that this answer shows, for If-Match", "schema": {"type": "string"}}}
REPLAYED = {
    "Idempotent-Replayed": {
        "description": "`true` where this is the answer of an earlier request with the same key",
        "schema": {"type": "string", "enum": ["true"]},
    }
}


def finished(document: Json, app: Flask, server: str) -> Json:
    """The document with ids, security, refusals and headers."""
    guards = {_key(rule.rule, method): view for rule, method, view in _views(app)}
    for path, operations in document["paths"].items():
        for parameter in operations.get("parameters", ()):
            _describe(parameter)
        for method in METHODS:
            if method in operations:
                view = guards[_key(path, method)]
                _finish(operations[method], path, method, view)
    components = document["components"]
    components["responses"] = {_response_name(status): _response(status) for status in HTTP}
    for unused in ("Error", "PaginationMetadata"):
        components["schemas"].pop(unused, None)
    session = {**SESSION, "name": app.config["SESSION_COOKIE_NAME"]}
    components["securitySchemes"] = {**SCHEMES, "link": LINK, "session": session}
    return {**document, "servers": [{"url": server}]}


def _views(app: Flask) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    for rule in app.url_map.iter_rules():
        for method in rule.methods or ():
            yield rule, method.lower(), app.view_functions[rule.endpoint]


def _key(path: str, method: str) -> str:
    """One way of writing an address, whether Flask or OpenAPI did."""
    return f"{method} {re.sub(r'[<{](?:[a-z]+:)?([a-z_]+)[>}]', '*', path)}"


def _finish(operation: Json, path: str, method: str, view: Callable[..., Any]) -> None:
    is_guarded = hasattr(view, "guard")
    operation["operationId"] = _camel(view.__name__)
    by_link = hasattr(view, "by_link")
    operation["security"] = [{"link": []}] if by_link else _security(method) if is_guarded else []
    parameters = operation.setdefault("parameters", [])
    if method == "post":
        parameters.append(IDEMPOTENCY_KEY)
    if _takes_if_match(path, method):
        parameters.append({**IF_MATCH, "required": _needs_if_match(path, method)})
    for status in _refusals(operation, path, method, is_guarded, by_link):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{_response_name(status)}"}
    _add_headers(operation, path, method)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _security(method: str) -> list[Json]:
    return [{"token": []}, {"session": [], "csrf": []} if method in WRITES else {"session": []}]


def _describe(parameter: Json) -> None:
    if parameter.get("in") == "path":
        description, example = PATH[parameter["name"]]
        parameter |= {"description": description, "example": example}


NAMING = ("/cases", "/versions/compare", "/authority/logo", "/retention/erasures")
"""Addresses without a name in them whose body or query names something that may not be there."""

SHOWN = ("cases/{case}", "persons/{person}", "webhooks/{webhook}", "authority")
SHOWS_STATE = tuple(f"{URL_PREFIX}/{name}" for name in SHOWN)
"""GETs that answer with an ETag."""

LOOKS = ("/plan", "/lint", "/reckon")
"""POSTs that only ask something."""


def _takes_if_match(path: str, method: str) -> bool:
    on_case = path.startswith(f"{URL_PREFIX}/cases/{{case}}/") and method in WRITES and not path.endswith(LOOKS)
    return on_case or _needs_if_match(path, method)


def _needs_if_match(path: str, method: str) -> bool:
    """What is replaced or changed as a whole, so that nobody overwrites what they have not seen."""
    return (method, path) in (
        ("put", f"{URL_PREFIX}/persons/{{person}}"),
        ("post", f"{URL_PREFIX}/persons/{{person}}/merge"),
        ("patch", f"{URL_PREFIX}/webhooks/{{webhook}}"),
        ("patch", f"{URL_PREFIX}/authority"),
    )


def _refusals(operation: Json, path: str, method: str, is_guarded: bool, by_link: bool) -> list[int]:
    """Every status with which an operation may refuse."""
    has_query = any(parameter.get("in") == "query" for parameter in operation["parameters"])
    wanted = {
        400: True,
        401: is_guarded or by_link or path.endswith("/session"),
        403: is_guarded,
        404: "{" in path or path.endswith(NAMING) or by_link,
        409: method in WRITES and (is_guarded or by_link),
        410: by_link,
        412: _takes_if_match(path, method),
        413: method in WRITES,
        415: "requestBody" in operation,
        422: has_query or method in WRITES,
        428: _needs_if_match(path, method),
        429: by_link or (path.endswith("/session") and method == "post") or path.endswith("/session/password"),
        503: True,
    }
    return [status for status, holds in wanted.items() if holds]


def _response_name(status: int) -> str:
    return "".join(word.capitalize() for word in HTTP[status][0].split("-"))


def _response(status: int) -> Json:
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTP[status][1], "content": {MEDIA_TYPE: {"schema": shape}}}


def _add_headers(operation: Json, path: str, method: str) -> None:
    shows_state = _takes_if_match(path, method) or (method == "get" and path in SHOWS_STATE)
    headers = {**(ETAG if shows_state else {}), **(REPLAYED if method == "post" else {})}
    for status, response in operation["responses"].items():
        if status.startswith("2") and headers:
            response["headers"] = {**response.get("headers", {}), **headers}
