"""Plans over HTTP: every edition, as JSON and as a file, and two of them compared."""

from typing import Any

import pytest

from tests.api.town import Town, publish
from tests.fixtures.planned import SAID, SPEAKS, planned_files

PLANS = "/persons/P000001/plans"
SENT = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "hand"}


def send_plan(town: Town, kind: str, **said: Any) -> str:
    publish(town.office.engine.database, "small_request", planned_files(kind), town.clock.now)
    case = town.agreed_case()
    assert town.complete(case, "record_advice#1", summary="Speech therapy").status_code == 201
    assert town.complete(case, "serve_draft#1", **SENT, **said).status_code == 201
    town.clock.now = town.clock.now.replace(minute=town.clock.now.minute + 1)
    return case


@pytest.fixture
def planned(town: Town) -> Town:
    """A town with a final plan, and its amendment."""
    send_plan(town, "final", **SAID)
    send_plan(town, "amended", outcomes=[*SAID["outcomes"], SPEAKS])
    return town


def test_the_editions_of_a_plan_are_listed(planned: Town) -> None:
    found = planned.manager.get(PLANS).json["items"]
    assert [(one["number"], one["title"], one["to"]) for one in found] == [
        (1, "Final plan", ["family"]),
        (2, "Amended plan", ["family"]),
    ]


def test_an_edition_says_all_its_sections(planned: Town) -> None:
    found = planned.manager.get(f"{PLANS}/2").json
    sections = {section["key"]: section for section in found["sections"]}
    assert sections["A"]["texts"] == ["I like trains."]
    assert [row[1] for row in sections["F"]["tables"][0]["rows"]][1] == "Speech therapy, 1 hour a week."
    assert found["copies"][0]["to"] == "Family"


@pytest.mark.parametrize(("sort", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_an_edition_is_taken_as_a_file(planned: Town, sort: str, begins: bytes) -> None:
    answer = planned.manager.get(f"{PLANS}/1", **{"as": sort})
    assert answer.status_code == 200 and answer.data.startswith(begins)
    assert answer.headers["Content-Disposition"].endswith(f".{sort}")


def test_two_editions_are_compared_in_words(planned: Town) -> None:
    found = planned.manager.get(f"{PLANS}/2/compared-with/1").json
    assert (found["old"]["number"], found["new"]["number"]) == (1, 2)
    [change] = next(section for section in found["sections"] if section["key"] == "F")["differences"]
    assert (change["sentence"], change["now"]) == ("Row 2 was added", "Provision: Speech therapy, 1 hour a week.")


def test_every_look_at_an_edition_is_written_down(planned: Town) -> None:
    planned.manager.get(f"{PLANS}/1")
    planned.manager.get(f"{PLANS}/1", **{"as": "pdf"})
    planned.as_("caseworker").get(f"{PLANS}/1/compared-with/2")
    looks = planned.as_("auditor").get(f"{PLANS}/1").json["looks"]
    assert [(look["actor_name"], look["what"]) for look in looks] == [
        ("The caseworker", "read edition 1 of the plan"),
        ("The manager", "downloaded edition 1 of the plan"),
        ("The manager", "read edition 1 of the plan"),
    ]


def test_who_looked_is_told_only_to_those_who_may_know(planned: Town) -> None:
    assert planned.manager.get(f"{PLANS}/1").json["looks"] is None


@pytest.mark.parametrize("path", [f"{PLANS}/3", f"{PLANS}/one", f"{PLANS}/1/compared-with/9", "/persons/P9/plans"])
def test_what_is_not_there_is_not_found(planned: Town, path: str) -> None:
    assert planned.manager.get(path).status_code == 404


def test_another_authority_sees_no_plan_of_ours(planned: Town) -> None:
    assert planned.as_("stranger").get(f"{PLANS}/1").status_code == 404


def test_a_person_without_a_plan_has_no_edition(town: Town) -> None:
    assert town.manager.get(PLANS).json == {"items": []}
