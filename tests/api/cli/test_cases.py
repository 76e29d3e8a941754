"""`duecourse case`, `verify` and `rebuild`: look at a case, tell its history, and prove it."""

import sqlite3

import pytest

from engine.case.commands import OpenCase
from tests.api.cli.conftest import Installation
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY

CASE = ("NOR-000001", "--authority", AUTHORITY)


@pytest.fixture
def opened(installation: Installation) -> Installation:
    """The town with one case in it."""
    office = installation.office()
    facts = {"request_received": MONDAY.isoformat()}
    office.engine.handle(OpenCase(by=MANAGER, process="small_request", person="P000001", facts=facts))
    office.close()
    return installation


def tamper(installation: Installation) -> None:
    with sqlite3.connect(installation.var / "duecourse.db") as connection:
        connection.execute("UPDATE history SET data = replace(data, '2026-01-05', '2026-01-06') WHERE sequence = 1")
    connection.close()


def test_a_case_is_shown_as_it_stands(opened: Installation) -> None:
    lines = opened.run("case", "show", *CASE).output.splitlines()
    assert lines[0] == "NOR-000001  small_request  for P000001, opened on 2026-01-05, open"
    assert lines[1].strip() == "to do     decide_whether_to_assess#1: Decide whether to assess (decision)"
    assert "Monday 16 February 2026: 6 weeks from" in lines[2]


def test_a_case_is_shown_to_scripts_as_json(opened: Installation) -> None:
    shown = opened.json("case", "show", *CASE)
    assert [task["task"] for task in shown["tasks"]] == ["decide_whether_to_assess#1"]
    assert shown["deadlines"][0]["legal"] == "2026-02-16"


def test_a_history_is_told_line_by_line(opened: Installation) -> None:
    lines = opened.run("case", "history", *CASE).output.splitlines()
    assert "The case was opened: Small request." in lines[0]
    assert lines[1].strip() == "Day received: 5 January 2026"
    told = opened.json("case", "history", *CASE)
    assert [entry["sequence"] for entry in told] == [int(line[:4]) for line in lines if line[:4].strip()]
    assert told[0]["details"] == [{"title": "Day received", "words": "5 January 2026"}]


def test_a_sound_case_replays(opened: Installation) -> None:
    outcome = opened.run("case", "replay", *CASE)
    assert (outcome.exit_code, outcome.output.endswith("entries: sound\n")) == (0, True)


def test_a_case_that_is_not_there_is_said_without_traceback(opened: Installation) -> None:
    outcome = opened.run("case", "show", "NOR-999999", "--authority", AUTHORITY)
    assert (outcome.exit_code, outcome.stdout) == (1, "")
    assert outcome.stderr == "Expected a case NOR-999999 in this authority, but there is none\n"


def test_every_history_is_verified(opened: Installation) -> None:
    outcome = opened.run("verify")
    assert (outcome.exit_code, outcome.output) == (0, "Every history is sound.\n")


def test_a_change_to_an_entry_is_found_and_named(opened: Installation) -> None:
    tamper(opened)
    outcome = opened.run("verify")
    assert outcome.exit_code == 1
    assert "case NOR-000001, entry 1: its data does not match its digest" in outcome.output
    assert opened.run("case", "replay", *CASE).exit_code == 1
    assert opened.json("verify")["is_sound"] is False


def test_the_read_models_are_rebuilt_from_the_histories(opened: Installation) -> None:
    with sqlite3.connect(opened.var / "duecourse.db") as connection:
        connection.execute("DELETE FROM open_task")
    connection.close()
    outcome = opened.run("rebuild")
    assert (outcome.exit_code, outcome.output) == (0, "Rebuilt the read models of 1 cases.\n")
    office = opened.office()
    with office.engine.database.read() as tx:
        assert len(tx.tasks(AUTHORITY).items) == 1
    office.close()
