"""Whatever is wrong with a request, the answer is a problem that says what was expected."""

import json

import pytest

from api.errors import KINDS
from tests.api.town import API, Answer, Town

JSON = "application/json"


def send(town: Town, body: bytes | str, kind: str = JSON) -> Answer:
    return town.manager.request("POST", "/persons", data=body, content_type=kind)


def test_a_problem_has_everything_that_rfc_9457_asks_for(town: Town) -> None:
    answer = town.manager.get("/cases/NOR-999999")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json == {
        "type": "/api/v1/problems/not-found",
        "title": "Not found",
        "status": 404,
        "detail": "Expected a case NOR-999999 in this authority, but there is none",
        "instance": "/api/v1/cases/NOR-999999",
        "faults": [],
    }


@pytest.mark.parametrize(
    "body",
    [
        "{",
        '{"name": NaN}',
        '{"name": 1e999}',
        b'{"name": "\xff"}',
        '{"name": ' + "[" * 100 + "]" * 100 + "}",
        '{"n": ' + "9" * 5000 + "}",
    ],
    ids=["broken", "not-a-number", "infinite", "not-utf-8", "too-deep", "too-long-a-number"],
)
def test_a_body_that_is_not_json_is_refused(town: Town, body: bytes | str) -> None:
    answer = send(town, body)
    assert (answer.status_code, answer.json["type"]) == (400, "/api/v1/problems/unreadable-request")


def test_deep_brackets_within_a_text_are_no_depth(town: Town) -> None:
    answer = send(town, json.dumps({"name": "[]" * 50, "date_of_birth": "2015-01-01"}))
    assert answer.status_code == 201


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800"], ids=["nul", "half-a-pair"])
def test_text_that_cannot_be_kept_is_refused(town: Town, escape: str) -> None:
    answer = send(town, f'{{"name": "Ada{escape}", "date_of_birth": "2015-01-01"}}')
    assert (answer.status_code, answer.json["type"]) == (422, "/api/v1/problems/bad-input")


def test_a_whole_pair_of_surrogates_is_one_character(town: Town) -> None:
    answer = send(town, '{"name": "Ada \\ud83d\\ude00", "date_of_birth": "2015-01-01"}')
    assert (answer.status_code, answer.json["name"]) == (201, "Ada 😀")


def test_another_type_of_content_is_refused(town: Town) -> None:
    answer = send(town, "name=Ada", "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json["type"]) == (415, "/api/v1/problems/wrong-content-type")


def test_a_body_over_a_megabyte_is_refused(town: Town) -> None:
    answer = send(town, json.dumps({"name": "x" * 1_000_001}))
    assert (answer.status_code, answer.json["type"]) == (413, "/api/v1/problems/too-large")


def test_a_wrong_method_is_told_the_right_ones(town: Town) -> None:
    answer = town.manager.request("DELETE", "/persons")
    assert (answer.status_code, answer.json["type"]) == (405, "/api/v1/problems/method-not-allowed")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_an_address_that_does_not_exist_is_not_found(town: Town) -> None:
    assert town.manager.get("/nowhere").json["type"] == "/api/v1/problems/not-found"


@pytest.mark.parametrize("path", ["/persons/%00", "/persons?text=%00"])
def test_a_nul_in_an_address_is_refused(town: Town, path: str) -> None:
    assert town.manager.request("GET", path).status_code == 400


def test_faults_of_body_and_query_say_where_they_are(town: Town) -> None:
    query = town.manager.get("/tasks", limit="many", due_before="soon").json
    assert {fault["path"] for fault in query["faults"]} == {"?limit", "?due_before"}
    body = town.manager.post("/cases", {"process": 1, "facts": [], "colour": "red"}).json
    assert {fault["path"] for fault in body["faults"]} == {"/process", "/person", "/facts", "/colour"}


def test_every_kind_of_problem_is_explained_at_its_address(town: Town) -> None:
    listed = town.manager.get("/problems").json["items"]
    assert {one["kind"] for one in listed} == set(KINDS)
    assert all(one["meaning"] and 400 <= one["status"] < 600 for one in listed)
    kind = town.manager.get("/cases/NOR-999999").json["type"]
    assert town.manager.request("GET", kind.removeprefix(API)).status_code == 200
    assert town.manager.get("/problems/no-such-kind").status_code == 404


def test_a_defect_is_answered_without_its_details(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(town.app.view_functions, "health.alive", lambda: 1 / 0)
    answer = town.visitor().get("/healthz")
    assert (answer.status_code, answer.json["type"]) == (500, "/api/v1/problems/defect")
    assert "division" not in answer.text
