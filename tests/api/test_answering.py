"""Answering by the token of a link over HTTP, as a system of an adviser's does, and reminding those who are late."""

import io
from typing import Any

import pytest

from tests.api.town import API, Town, of_task
from tests.fixtures.world import MONDAY, reminding_files
from tests.web.site import shelve

TASK = "record_advice#1"
DECIDE = "decide_whether_to_assess#1"


@pytest.fixture
def case(town: Town) -> str:
    """An adviser is asked, who can be reminded."""
    shelve(town.database, "small_request", reminding_files(), town.clock())
    opened = town.open_case()
    asked = [{"adviser": "Eve Psychologist", "advice_request_received": MONDAY.isoformat()}]
    answers = {"decision": "assess", "advice": asked}
    done = town.manager.post(of_task(opened, DECIDE, "complete"), {"answers": answers})
    assert done.status_code == 201, done.text
    return opened


def token(town: Town, case: str) -> dict[str, str]:
    made = town.manager.post(f"/cases/{case}/links", {"task": TASK})
    return {"Link-Token": made.json["token"]}


def test_a_system_reads_what_is_asked_and_answers_once(town: Town, case: str) -> None:
    client, link = town.visitor(), token(town, case)
    asked = client.get(f"{API}/answer", headers=link).json
    assert (asked["sender"], asked["legal"], asked["is_answered"]) == ("Eve Psychologist", "2026-02-16", False)
    assert set(asked["form"]["properties"]) == {"summary", "needs"}
    form: dict[str, Any] = {"answers": '{"summary": "Quiet"}', "files": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}
    sent = client.post(f"{API}/answer", headers=link, data=form)
    assert (sent.status_code, sent.json["is_answered"], sent.json["reference"]) == (201, True, "L000001")
    again = client.post(f"{API}/answer", headers=link, json={"answers": {"summary": "Other"}})
    assert again.status_code == 409
    assert [one["name"] for one in town.manager.get(f"/cases/{case}/documents").json["items"]][-1] == "a.pdf"


def test_what_opens_nothing_says_what_to_do(town: Town, case: str) -> None:
    client, link = town.visitor(), token(town, case)
    assert client.get(f"{API}/answer").status_code == 401
    assert client.get(f"{API}/answer", headers={"Link-Token": "guess"}).status_code == 404
    wrong = client.post(f"{API}/answer", headers=link, json={"answers": {"summary": 7}})
    assert (wrong.status_code, wrong.json["faults"][0]["path"]) == (422, "/summary")
    town.manager.delete(f"/cases/{case}/links/L000001")
    ended = client.get(f"{API}/answer", headers=link)
    assert (ended.status_code, ended.json["title"]) == (410, "Link ended")
    assert "ask the authority for one" in ended.json["detail"]


def test_several_are_reminded_over_http(town: Town, case: str) -> None:
    chosen = {"tasks": [{"case": case, "task": TASK}, {"case": case, "task": "gone#1"}], "with_links": True}
    done, gone = town.manager.post("/requests/reminders", chosen).json["items"]
    assert (done["done"], done["url"], gone["done"]) == (True, None, False)
    assert "not open any more" in gone["detail"]
    assert town.manager.get(f"/cases/{case}/documents").json["items"][0]["document"] == done["document"]
