"""Every route has a guard, and every role gets exactly what its rights allow."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from api.resources import RESOURCES
from engine.case.permissions import RIGHTS, SEE_CASES
from tests.api.town import API, ROLES, Town

# Open to everybody, because one has no account yet, or because there is nothing to protect.
OPEN = {
    "session.sign_in",
    "problems.list_problems",
    "problems.get_problem",
    "docs.openapi_document",
    "docs.swagger_ui",
    "health.alive",
    "health.ready",
    "calendar_feed.read",
    "answering.read_request",
    "answering.send_answer",
    "static",
    "pages.sign_in",
}


def guarded(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Method, path and right of every route that has a guard."""
    names = {resource.name for resource in RESOURCES}
    for rule in app.url_map.iter_rules():
        right = getattr(app.view_functions[rule.endpoint], "guard", None)
        if right is not None and rule.endpoint.partition(".")[0] in names:
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield method, rule.rule, right


def filled(path: str) -> str:
    """An address with names that do not exist."""
    return path.removeprefix(API).replace("<", "no-").replace(">", "")


def test_every_route_has_a_guard_or_is_open_on_purpose(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    bare = {endpoint for endpoint in endpoints if not hasattr(app.view_functions[endpoint], "guard")}
    assert bare == OPEN


def test_there_is_a_route_for_every_noun(app: Flask) -> None:
    assert len({path for _, path, _ in guarded(app)}) > 50


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_its_rights_allow_and_no_more(town: Town, role: str) -> None:
    caller, wrong = town.as_(role), []
    for method, path, right in sorted(guarded(town.app)):
        answer = caller.request(method, filled(path))
        is_refused = answer.status_code == 403
        if is_refused is (right == "" or right in RIGHTS[role]) or answer.status_code == 401:
            wrong.append(f"{method} {path} ({right}): {answer.status_code}")
    assert wrong == []


def test_nobody_gets_anything_without_signing_in(town: Town) -> None:
    client = town.visitor()
    codes = {client.open(f"{API}{filled(path)}", method=method).status_code for method, path, _ in guarded(town.app)}
    assert codes == {401}


def test_a_right_that_somebody_lacks_is_written_down(town: Town) -> None:
    town.as_("caseworker").get("/users")
    assert "was refused GET /api/v1/users" in town.accesses()


NAME_NOBODY = ("/tasks/counts", "/views", "/statistics", "/processes", "/limits", "/versions")


def test_every_look_at_a_record_or_a_list_is_written_down(town: Town) -> None:
    case = town.open_case()
    known = {
        "<case>": case,
        "<person>": town.manager.get(f"/cases/{case}").json["person"],
        "<task>": "decide_whether_to_assess%231",
        "<year>": "2027",
    }
    silent = []
    for method, path, right in sorted(guarded(town.app)):
        address = filled_with(path.removeprefix(API), known)
        if method != "GET" or right != SEE_CASES or address is None or address.startswith(NAME_NOBODY):
            continue
        town.clock.now += timedelta(minutes=1)
        answer = town.manager.get(address, **({"text": "Robin"} if address == "/search" else {}))
        assert answer.status_code == 200, address
        [last, *_] = town.as_("auditor").get("/access-log").json["items"]
        if datetime.fromisoformat(last["at"]) != town.clock.now:
            silent.append(address)
    assert silent == []


def filled_with(path: str, known: dict[str, str]) -> str | None:
    """The address with names that do exist; None if it needs others."""
    for placeholder, name in known.items():
        path = path.replace(placeholder, name)
    return None if "<" in path else path
