"""Persons over HTTP: registering, finding, amending without overwriting anybody's work."""

import pytest

from tests.api.town import Town
from tests.fixtures.world import CHILD

NEW = {"name": "Ada Marsh", "date_of_birth": "2014-02-28", "upn": "A123456789012"}


def test_a_child_is_put_on_the_register(town: Town) -> None:
    answer = town.manager.post("/persons", NEW)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/persons/P000002")
    assert (answer.json["name"], answer.json["details"], answer.json["edition"]) == ("Ada Marsh", NEW, 1)


def test_every_fault_of_a_record_is_named_at_once(town: Town) -> None:
    answer = town.manager.post("/persons", {"date_of_birth": "2015-02-30", "upn": "A1"})
    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json["faults"]] == ["/name", "/date_of_birth", "/upn"]


def test_a_child_not_born_yet_is_refused(town: Town) -> None:
    answer = town.manager.post("/persons", {**NEW, "date_of_birth": "2026-01-06"})
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "/date_of_birth")


def test_a_body_that_is_no_object_is_refused(town: Town) -> None:
    assert town.manager.post("/persons", ["Ada"]).status_code == 422


@pytest.mark.parametrize("query", [{"text": "ada"}, {"upn": "A123456789012"}, {"date_of_birth": "2014-02-28"}])
def test_a_child_is_found_by_name_number_or_birthday(town: Town, query: dict[str, str]) -> None:
    town.manager.post("/persons", NEW)
    assert [one["name"] for one in town.manager.get("/persons", **query).json["items"]] == ["Ada Marsh"]


def test_a_record_is_amended_with_its_etag(town: Town) -> None:
    tag = town.manager.get("/persons/P000001").headers["ETag"]
    answer = town.manager.put("/persons/P000001", {**CHILD, "language": "Welsh"}, If_Match=tag)
    assert (answer.status_code, answer.headers["ETag"], answer.json["details"]["language"]) == (200, '"2"', "Welsh")


def test_a_record_is_not_amended_without_its_etag(town: Town) -> None:
    answer = town.manager.put("/persons/P000001", CHILD)
    assert (answer.status_code, answer.json["type"]) == (428, "/api/v1/problems/if-match-missing")


def test_a_record_that_changed_meanwhile_is_not_overwritten(town: Town) -> None:
    tag = town.manager.get("/persons/P000001").headers["ETag"]
    town.manager.put("/persons/P000001", {**CHILD, "name": "Robin Marsh"}, If_Match=tag)
    late = town.as_("caseworker").put("/persons/P000001", {**CHILD, "language": "Welsh"}, If_Match=tag)
    assert late.status_code == 412
    assert town.manager.get("/persons/P000001").json["name"] == "Robin Marsh"


def test_every_edition_of_a_record_is_kept(town: Town) -> None:
    town.manager.put("/persons/P000001", {**CHILD, "language": "Welsh"}, If_Match='"1"')
    editions = town.manager.get("/persons/P000001/editions").json["items"]
    assert [one["details"].get("language") for one in editions] == [None, "Welsh"]


def test_reading_a_record_is_written_down(town: Town) -> None:
    town.manager.get("/persons/P000001")
    assert "read the record" in town.accesses()


def test_a_person_of_another_authority_is_not_there(town: Town) -> None:
    assert town.as_("stranger").get("/persons/P000001").status_code == 404
    assert town.as_("stranger").get("/persons").json["items"] == []
