"""Histories, corrections, messages and replay over HTTP."""

import pytest

from tests.api.town import Town

SENTENCES = (
    "The case was opened: Small request.",
    "“Decide whether to assess” was opened, for the decision maker to do.",
)


def test_a_history_is_told_in_plain_english(town: Town) -> None:
    case = town.open_case()
    items = town.manager.get(f"/cases/{case}/history").json["items"]
    told = [item["sentence"] for item in items]
    assert told[0] == SENTENCES[0]
    assert {"title": "Day received", "words": "5 January 2026"} in items[0]["details"]
    assert SENTENCES[1] in told
    assert [item["is_cause"] for item in items] == [True] + [False] * (len(items) - 1)


def test_a_history_comes_in_pages(town: Town) -> None:
    case = town.agreed_case()
    whole = town.manager.get(f"/cases/{case}/history", limit="200").json
    assert whole["next"] is None
    first = town.manager.get(f"/cases/{case}/history", limit="3").json
    second = town.manager.get(f"/cases/{case}/history", limit="3", after=str(first["next"])).json
    assert first["items"] + second["items"] == whole["items"][:6]


def test_causes_can_be_read_alone(town: Town) -> None:
    case = town.agreed_case()
    items = town.manager.get(f"/cases/{case}/history", causes="true").json["items"]
    assert [item["kind"] for item in items] == ["CaseOpened", "TaskCompleted"]


def test_a_sound_case_replays_the_same(town: Town) -> None:
    replayed = town.manager.get(f"/cases/{town.agreed_case()}/replay").json
    assert (replayed["is_sound"], replayed["flaws"]) == (True, [])
    assert replayed["entries"] > 5


def test_replay_is_not_for_caseworkers(town: Town) -> None:
    assert town.as_("caseworker").get(f"/cases/{town.open_case()}/replay").status_code == 403


def test_a_correction_moves_the_deadline_it_counts_from(town: Town) -> None:
    town.pass_time(days=7)
    case = town.open_case()
    body = {"facts": {"request_received": "2026-01-07"}, "reason": "The stamp was misread"}
    answer = town.manager.post(f"/cases/{case}/corrections", body)
    assert [entry["kind"] for entry in answer.json["entries"]] == ["FactsCorrected", "DeadlineMoved"]
    assert town.manager.get(f"/cases/{case}").json["deadlines"][0]["legal"] == "2026-02-18"


def test_a_fact_the_case_does_not_know_is_not_corrected(town: Town) -> None:
    answer = town.manager.post(f"/cases/{town.open_case()}/corrections", {"facts": {"colour": "red"}, "reason": "x"})
    assert (answer.status_code, answer.json["faults"][0]["path"]) == (422, "/facts/colour")


def test_a_case_says_what_can_happen_to_it(town: Town) -> None:
    case = town.agreed_case()
    awaited = {one["message"]: one for one in town.manager.get(f"/cases/{case}/messages").json["items"]}
    assert set(awaited) == {"adviser_added", "request_withdrawn"}
    assert awaited["request_withdrawn"]["title"] == "Request withdrawn"
    assert awaited["adviser_added"]["form"]["title"] == "Decide"


def test_a_message_that_is_awaited_is_received(town: Town) -> None:
    case = town.open_case()
    answer = town.manager.post(f"/cases/{case}/messages", {"message": "request_withdrawn"})
    assert (answer.status_code, answer.json["entries"][-1]["kind"]) == (201, "CaseClosed")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "adviser_added"}, 409),
        ({"message": "no_such_message"}, 409),
        ({"message": "request_withdrawn", "payload": {"colour": "red"}}, 422),
    ],
)
def test_a_message_that_nobody_waits_for_is_refused(town: Town, body: dict[str, object], status: int) -> None:
    assert town.manager.post(f"/cases/{town.open_case()}/messages", body).status_code == status
