"""Looking before one acts, over HTTP: what a correction would move, what a case knows, drafts nobody overwrites."""

from tests.api.town import Town, of_task

DECIDE = "decide_whether_to_assess#1"


def test_a_correction_can_be_tried_out_first(town: Town) -> None:
    case = town.open_case()
    body = {"facts": {"request_received": "2025-11-20"}, "reason": "The stamp was misread"}
    answer = town.manager.post(f"/cases/{case}/corrections/preview", body)
    assert answer.status_code == 200
    [moved] = answer.json["moved"]
    assert (moved["limit"], moved["was"]["legal"], moved["now"]["legal"]) == (
        "assess_decision",
        "2026-02-16",
        "2026-01-01",
    )
    assert town.manager.get(f"/cases/{case}/facts").json["items"][0]["words"] == "5 January 2026"


def test_what_a_case_knows_is_listed_with_its_origin(town: Town) -> None:
    [fact] = [
        one
        for one in town.manager.get(f"/cases/{town.open_case()}/facts").json["items"]
        if one["fact"] == "request_received"
    ]
    assert (fact["title"], fact["known_on"]) == ("Day received", "2026-01-05")


def test_a_draft_that_was_not_seen_is_not_overwritten(town: Town) -> None:
    draft = of_task(town.open_case(), DECIDE, "draft")
    saved = town.manager.put(draft, {"answers": {"reasons": "First"}, "over": "none"})
    assert saved.status_code == 200
    refused = town.manager.put(draft, {"answers": {"reasons": "Second"}, "over": "none"})
    assert (refused.status_code, refused.json["type"]) == (409, "/api/v1/problems/draft-moved-on")
    assert town.manager.put(draft, {"answers": {"reasons": "Third"}, "over": saved.json["mark"]}).status_code == 200
