"""An amendment of a plan without a review: proposed, answered, and decided within its time, or not."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.world import World
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish, gaps_in_letters

MONDAY = date(2026, 1, 5)
USUAL = {
    "plan_made_on": "2025-09-01",
    "amendment_proposed_by": "authority",
    "amendment_reason": "placement_change",
    "meeting_wanted": "no",
    "section_g_changes": "no",
    "plan_amendment_notice_means": "hand",
}
WAYS_OUT = {
    "amendment_overtaken": "amendment_given_up",
    "moved_out_of_area": "amendment_handed_over",
    "person_died": "amendment_ended_by_death",
    "opened_in_error": "amendment_case_in_error",
}
FORMS_OF_WAYS_OUT = {"opened_in_error": "amendment_opened_in_error.json"}


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="plan_amendment", usual=USUAL, **answers)


def told_to_opener(world: World) -> list[Any]:
    return [one.payload for one in events_of(world, "MessageToSend")]


def test_a_plan_is_amended_within_eight_weeks_of_the_notice(world: World) -> None:
    walk = walk_of(world).to("record_answer_to_amendments")
    assert world.deadline("amended_plan_without_review").legal == MONDAY + timedelta(weeks=8)
    assert finish(walk) == "plan_amended"
    assert set(walk.limits.values()) == {"met"} and world.replay().is_sound


def test_the_opener_is_told_when_the_plan_was_issued(world: World) -> None:
    walk = walk_of(world).to("send_plan_amended")
    sent_on = world.today.isoformat()
    walk.to("nothing")
    assert told_to_opener(world) == [{"amendment_outcome": "amended", "plan_issued_on": sent_on}]


def test_the_family_has_fifteen_days_though_it_agrees(world: World) -> None:
    walk_of(world, family_agrees_to_amendment="yes").to("decide_on_each_school")
    assert world.today == MONDAY + timedelta(days=15)


def test_a_notice_that_gives_longer_is_waited_for(world: World) -> None:
    walk = walk_of(world).to("send_plan_amendment_notice")
    stated = MONDAY + timedelta(days=30)
    walk.do("send_plan_amendment_notice", amendment_answers_until=stated.isoformat())
    assert [wait.legal for wait in world.state.waits.values()] == [stated]


def test_a_notice_by_post_gives_the_family_its_days_from_delivery(world: World) -> None:
    walk_of(world, plan_amendment_notice_means="post").to("decide_on_each_school")
    assert world.today == MONDAY + timedelta(days=17)


def test_an_amendment_that_touches_no_school_asks_none(world: World) -> None:
    walk = walk_of(world).to("choose_schools_to_ask")
    walk.do("choose_schools_to_ask", schools=[], no_school_reason="Section I stays as it is.")
    walk.to("decide_on_amendments")
    assert walk.tasks == ["decide_on_amendments"]


def test_each_school_on_the_list_is_asked_and_chased(world: World) -> None:
    walk = walk_of(world).to("record_school_reply")
    assert world.deadline("school_reply").legal == world.today + timedelta(days=15)
    world.pass_time(days=16)
    walk.do("chase_school_reply", school_chase_decision="wait", school_reply_expected_on=world.today.isoformat())
    assert "chase_school_reply" not in walk.tasks and "record_school_reply" in walk.tasks
    world.pass_time(days=1)
    assert "chase_school_reply" in walk.tasks


def test_a_further_school_is_asked_while_others_are(world: World) -> None:
    walk = walk_of(world).to("consult_on_amendment")
    world.receive(
        "school_added", schools=[{"school_name": "Hill School", "school_kind": "academy", "asked_for_by_family": "no"}]
    )
    assert walk.tasks.count("consult_on_amendment") == 2


def test_the_family_can_answer_late_and_meet_an_officer(world: World) -> None:
    walk = walk_of(world).to("record_answer_to_amendments")
    walk.do("record_answer_to_amendments", family_answered="not_yet")
    walk.do("choose_schools_to_ask").do("consult_on_amendment").do("record_school_reply")
    walk.do("record_answer_to_amendments", meeting_wanted="yes")
    assert walk.tasks == ["meet_about_amendments"]


def test_a_plan_that_is_not_amended_gives_rights_all_the_same(world: World) -> None:
    walk = walk_of(world, amendment_decision="not_amend").to("send_plan_not_amended")
    assert finish(walk) == "plan_not_amended" and gaps_in_letters(world) == set()
    assert walk.limits["amended_plan_without_review"] == "met"
    assert world.state.facts["decision_notice_sent_on"] == world.state.facts["plan_not_amended_notice_sent_on"]


def test_a_request_that_is_declined_starts_no_limit(world: World) -> None:
    walk = walk_of(world, amendment_proposed_by="family", proposal_decision="decline")
    assert finish(walk) == "no_amendment_proposed" and walk.limits == {}
    assert len(world.state.letters) == 1 and gaps_in_letters(world) == set()
    assert told_to_opener(world) == [{"amendment_outcome": "declined"}]


def test_health_is_asked_again_until_section_g_is_agreed(world: World) -> None:
    walk = walk_of(world, section_g_changes="yes").to("agree_amended_section_g")
    walk.do("agree_amended_section_g", amended_section_g_agreed="no", amended_section_g_objections="Too vague.")
    assert walk.tasks == ["complete_amended_plan"]


def test_a_late_plan_is_explained_and_still_finished(world: World) -> None:
    walk = walk_of(world).to("decide_on_each_school")
    world.pass_time(weeks=6)
    assert "tell_amendment_delay" in walk.tasks
    assert finish(walk) == "plan_amended" and gaps_in_letters(world) == set()
    assert walk.limits["amended_plan_without_review"] == "met_late"


@pytest.mark.parametrize(("message", "end"), WAYS_OUT.items())
def test_an_amendment_can_end_at_any_moment(world: World, message: str, end: str) -> None:
    walk = walk_of(world).to("record_answer_to_amendments")
    world.receive(message, **walk.answer_all(FORMS_OF_WAYS_OUT.get(message, f"{message}.json")))
    assert finish(walk) == end
    assert walk.limits["amended_plan_without_review"] == "lifted" and len(told_to_opener(world)) == 1


def test_every_end_of_an_amendment_is_reached_here() -> None:
    process = drawing_of(FOLDER / "plan_amendment.bpmn").elements["plan_amendment"]
    ends = {one.get("id") for one in process.iterfind(f"{BPMN}endEvent")}
    assert ends == {*WAYS_OUT.values(), "plan_amended", "plan_not_amended", "no_amendment_proposed"}
