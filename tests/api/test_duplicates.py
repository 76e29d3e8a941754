"""Two records of one person over HTTP: warned of, listed, merged, kept apart."""

import pytest

from tests.api.town import Town
from tests.fixtures.world import CHILD

TWIN = {**CHILD, "name": "Robyn Example", "language": "Welsh"}
MERGE = {"merge": "P000002", "reason": "Registered twice", "taken": ["language"]}


@pytest.fixture
def doubled(town: Town) -> Town:
    assert town.manager.post("/persons", TWIN).status_code == 201
    return town


def test_somebody_who_may_be_known_is_refused_if_asked(town: Town) -> None:
    refused = town.manager.post("/persons?if_new=true", TWIN)
    assert (refused.status_code, refused.json["type"]) == (409, "/api/v1/problems/may-be-known")
    assert [fault["path"] for fault in refused.json["faults"]] == ["/persons/P000001"]
    assert town.manager.post("/persons?if_new=true&added_anyway=A+cousin", TWIN).status_code == 201
    [pair] = town.manager.get("/persons/duplicates", settled="true").json["items"]
    assert (pair["one"], pair["other"], pair["reason"]) == ("P000001", "P000002", "A cousin")


def test_records_that_look_alike_are_listed_for_leads(doubled: Town) -> None:
    [pair] = doubled.manager.get("/persons/duplicates").json["items"]
    assert (pair["because"], pair["is_open"]) == ("the same date of birth and the same or a similar name", True)
    assert doubled.as_("caseworker").get("/persons/duplicates").status_code == 403


def test_two_records_are_merged_with_the_etag_of_the_kept(doubled: Town) -> None:
    assert doubled.manager.post("/persons/P000001/merge", MERGE).status_code == 428
    answer = doubled.manager.post("/persons/P000001/merge", MERGE, If_Match='"1"')
    assert (answer.status_code, answer.headers["ETag"], answer.json["details"]["language"]) == (200, '"2"', "Welsh")
    assert doubled.manager.get("/persons/P000002").json["merged_into"] == "P000001"
    [merge] = doubled.manager.get("/persons/P000001/merges").json["items"]
    assert (merge["merged"], merge["reason"], merge["taken"]) == ("P000002", "Registered twice", ["language"])


def test_a_merge_that_cannot_be_is_a_problem_in_words(doubled: Town) -> None:
    itself = doubled.manager.post("/persons/P000002/merge", MERGE, If_Match='"1"')
    late = doubled.manager.post("/persons/P000001/merge", MERGE, If_Match='"7"')
    assert (itself.status_code, itself.json["faults"][0]["path"], late.status_code) == (422, "/merge", 412)
    doubled.manager.post("/persons/P000001/merge", MERGE, If_Match='"1"')
    again = doubled.manager.post("/persons/P000001/merge", MERGE, If_Match='"2"')
    assert (again.status_code, again.json["type"]) == (409, "/api/v1/problems/already-merged")


def test_two_are_kept_apart_for_a_reason(doubled: Town) -> None:
    answer = doubled.manager.post("/persons/P000001/keep-apart", {"other": "P000002", "reason": "Twins"})
    assert (answer.status_code, doubled.manager.get("/persons/duplicates").json["items"]) == (200, [])
