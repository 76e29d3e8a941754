"""The same answers from SQLite and from PostgreSQL, odd characters included."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.api.town import Town, found, of_task
from tests.fixtures.databases import database_at

ODD = ["Zoë O'Brien", "100% _true_", "\\x00", "名前 😀", '"; DROP TABLE person; --']


@pytest.fixture
def either_town(app: Flask, database_url: str) -> Iterator[Town]:
    """A town on each kind of database."""
    foundation = found(database_url, Path())
    database = database_at(database_url)
    yield Town(app, database, foundation.tokens)
    database.close()


def test_a_case_lives_from_its_request_to_its_letter(either_town: Town) -> None:
    manager, case = either_town.manager, either_town.agreed_case()
    assert either_town.complete(case, "record_advice#1", summary="Speech therapy").status_code == 201
    sent = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "email"}
    assert manager.post(of_task(case, "serve_draft#1", "complete"), {"answers": sent}).status_code == 201
    assert manager.get(f"/cases/{case}/replay").json["is_sound"] is True
    assert [row["limit"] for row in manager.get(f"/cases/{case}").json["waits"]] == ["draft_representations"]
    lists = ("/tasks", "/tasks/counts", "/cases", "/deadlines", "/letters", "/incidents", "/statistics/workload")
    assert {path: manager.get(path).status_code for path in lists} == dict.fromkeys(lists, 200)


@pytest.mark.parametrize("name", ODD)
def test_a_name_comes_back_as_it_was_written(either_town: Town, name: str) -> None:
    made = either_town.manager.post("/persons", {"name": name, "date_of_birth": "2015-01-01"})
    assert made.json["name"] == name
    assert either_town.manager.get(f"/persons/{made.json['id']}").json["name"] == name
    assert either_town.manager.get("/search", text=name).status_code == 200


def test_a_command_that_comes_twice_is_carried_out_once(either_town: Town) -> None:
    case = either_town.open_case()
    notes = [
        either_town.manager.post(f"/cases/{case}/notes", {"text": "The family rang"}, Idempotency_Key="k")
        for _ in range(2)
    ]
    assert notes[0].json == notes[1].json
    assert len(either_town.manager.get(f"/cases/{case}/notes").json["items"]) == 1
