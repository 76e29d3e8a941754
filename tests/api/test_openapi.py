"""The OpenAPI document says all that a caller needs, and the pages to try it in load nothing from elsewhere."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.api.town import API, Town

Operation = tuple[str, dict[str, Any]]


@pytest.fixture
def document(town: Town) -> dict[str, Any]:
    read: dict[str, Any] = town.visitor().get(f"{API}/openapi.json").json
    return read


@pytest.fixture
def operations(document: dict[str, Any]) -> list[Operation]:
    return [
        (f"{method} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


def test_the_document_names_its_version_and_its_server(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "http://127.0.0.1:8000"}]
    assert set(document["components"]["securitySchemes"]) == {"token", "session", "csrf", "link"}


def test_every_operation_has_an_id_of_its_own_and_a_summary(operations: list[Operation]) -> None:
    ids = [operation["operationId"] for _, operation in operations]
    assert len(ids) == len(set(ids)) > 60
    assert [name for name, operation in operations if not operation.get("summary")] == []


def test_every_parameter_and_field_is_described(document: dict[str, Any], operations: list[Operation]) -> None:
    on_paths = [one for methods in document["paths"].values() for one in methods.get("parameters", ())]
    on_operations = [one for _, operation in operations for one in operation["parameters"]]
    bare = [one["name"] for one in [*on_paths, *on_operations] if not one.get("description")]
    for name, shape in document["components"]["schemas"].items():
        for field, described in shape.get("properties", {}).items():
            if not described.get("description"):
                bare.append(f"{name}.{field}")
    assert bare == []


def test_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    for response in document["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_every_guarded_operation_names_401_and_403(operations: list[Operation]) -> None:
    lacking = [
        name
        for name, operation in operations
        if operation["security"] not in ([], [{"link": []}]) and not {"401", "403"} <= set(operation["responses"])
    ]
    assert lacking == []
    open_ones = {operation["operationId"] for _, operation in operations if not operation["security"]}
    assert open_ones == {"signIn", "listProblems", "getProblem"}


def test_every_post_takes_an_idempotency_key(operations: list[Operation]) -> None:
    posts = [operation for name, operation in operations if name.startswith("post ")]
    assert all("Idempotency-Key" in {one["name"] for one in operation["parameters"]} for operation in posts)


def test_no_address_of_the_document_is_unknown_to_the_app(town: Town, document: dict[str, Any]) -> None:
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in town.app.url_map.iter_rules()}
    assert set(document["paths"]) <= rules


def test_the_pages_to_try_it_in_come_from_here_alone(town: Town) -> None:
    page = town.visitor().get(f"{API}/docs").text
    addresses = re.findall(r'(?:src|href|data-document)="([^"]*)"', page)
    assert len(addresses) >= 4
    assert [address for address in addresses if not address.startswith("/")] == []
    client = town.visitor()
    assert {client.get(address, buffered=True).status_code for address in addresses} == {200}


def test_the_pages_to_try_it_in_work_under_their_policy(town: Town, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    client = town.visitor()

    def serve(route: Any) -> None:
        answer = client.get(route.request.url.removeprefix("https://town.example"), buffered=True)
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.data)

    page.route("**/*", serve)
    page.goto(f"https://town.example{API}/docs")
    page.get_by_role("button", name="Expand operation").first.wait_for()
    assert page.locator(".opblock-tag").count() == len(town.visitor().get(f"{API}/openapi.json").json["tags"])
    page.locator(".opblock-tag[data-tag=task_work] button").click()
    page.get_by_text("Complete a task with the answers to its form.").wait_for()
    assert complaints == []
