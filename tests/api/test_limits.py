"""The register of time limits over HTTP."""

from tests.api.town import Town


def test_the_register_lists_every_limit_of_the_law(town: Town) -> None:
    limits = town.as_("policy").get("/limits").json["items"]
    assert {"assess_decision", "final_plan"} <= {limit["key"] for limit in limits}
    assert len(limits) > 200


def test_limits_are_found_by_reference_or_words(town: Town) -> None:
    found = town.manager.get("/limits", text="whether to assess").json["items"]
    assert "A3" in {ref for limit in found for ref in limit["refs"]}


def test_a_limit_is_read_with_its_grounds_and_versions(town: Town) -> None:
    limit = town.manager.get("/limits/A3").json
    assert limit["facts"][0] == {
        "fact": "request_received",
        "words": "the day the request was received",
        "needed": True,
    }
    assert "absent_4_weeks" in {ground["ground"] for ground in limit["grounds"]}
    assert limit["versions"][0]["amounts"][0]["allow"] == {"weeks": 6}


def test_a_day_is_reckoned_with_its_sentence(town: Town) -> None:
    answer = town.manager.post("/limits/A3/reckon", {"facts": {"request_received": "2026-01-05"}}).json
    assert answer["legal"] == "2026-02-16"
    assert answer["sentence"] == (
        "Monday 16 February 2026: 6 weeks from Monday 5 January 2026, the day the request was received"
        " (SEND Regulations 2014 reg 5(1))"
    )


def test_a_limit_without_its_facts_cannot_be_reckoned(town: Town) -> None:
    answer = town.manager.post("/limits/A3/reckon", {"facts": {}})
    assert answer.status_code == 422
    assert "request_received" in answer.json["faults"][0]["sentence"]


def test_an_unknown_limit_is_not_found(town: Town) -> None:
    assert town.manager.get("/limits/A99").status_code == 404
    assert town.manager.post("/limits/A99/reckon", {"facts": {}}).status_code == 404
