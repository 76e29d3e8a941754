"""From a learning difficulty assessment to a plan, lived in 2014 to 2016 and judged by the law of those days."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.rejections import MessageNotAwaited
from engine.store import Database
from tests.fixtures.world import AUTHORITY, World
from tests.processes.drawn import FOLDER, drawing_of
from tests.processes.walking import Walk, events_of

YOUNG = {"name": "Robin Example", "date_of_birth": "1997-05-04"}
USUAL = {
    "lda_state": "complete",
    "learning_difficulty_assessment_on": "2014-05-12",
    "addressee_kind": "young_person",
    "in_or_beyond_year_9": "yes",
    "detained": "no",
    "lda_consent": "yes",
    "assess_decision": "assess",
    "plan_decision": "necessary",
    "advice_quality": "complete",
    "more_advice_needed": "no",
    "section_g_agreed": "yes",
    "draft_ready": "yes",
    "learning_difficulty_draft_notice_means": "hand",
    "family_answered_draft": "yes",
    "meeting_required": "no",
    "materially_changed": "no",
    "section_g_changed": "no",
    "transfer_challenge": "none",
}
Live = Callable[..., Walk]


@pytest.fixture
def live(sqlite_database: Database) -> Live:
    """Opens the case of a young person on a day of those years."""

    def opened(today: date, **on_the_way: Any) -> Walk:
        return Walk(World(sqlite_database, today, YOUNG), "lda_transfer", USUAL, **on_the_way)

    return opened


def wanted(live: Live, today: date = date(2015, 3, 2), trigger: str = "young_person", **on_the_way: Any) -> Walk:
    """An EHC needs assessment was asked for today."""
    walk = live(today, **on_the_way).do("record_learning_difficulty_assessment").do("tell_learning_difficulty_holder")
    walk.world.receive("assessment_wanted", request_received=today.isoformat(), lda_trigger=trigger)
    return walk


def agreed(live: Live, **on_the_way: Any) -> Walk:
    """An assessment that was going on counts as a new one, by consent of today."""
    walk = live(date(2014, 10, 6), lda_state="in_progress", **on_the_way).do("record_learning_difficulty_assessment")
    return walk.do("tell_of_new_assessment").do("record_learning_difficulty_consent")


@pytest.mark.parametrize("trigger", ["young_person", "institution", "person_in_charge"])
def test_a_request_has_the_three_ordinary_limits(live: Live, trigger: str) -> None:
    walk = wanted(live, trigger=trigger)
    assert walk.tasks == ["decide_whether_to_assess"]
    assert walk.world.deadline("learning_difficulty_assess_decision").legal == date(2015, 4, 13)
    assert walk.world.deadline("learning_difficulty_final_plan").legal == date(2015, 7, 20)
    walk.do("decide_whether_to_assess").do("tell_assessment_decision")
    assert walk.world.deadline("learning_difficulty_plan_refusal").legal == date(2015, 6, 22)


def test_our_own_decision_needs_no_other(live: Live) -> None:
    walk = wanted(live, trigger="authority")
    assert walk.tasks == ["tell_assessment_decision"]
    walk.do("tell_assessment_decision").to("tell_learning_difficulty_plan")
    assert walk.limits["learning_difficulty_assess_decision"] == "met"


def test_a_plan_is_made_in_time(live: Live) -> None:
    walk = wanted(live).to("send_final_plan").do("send_final_plan")
    assert walk.world.state.outcome == "plan"
    assert walk.limits["learning_difficulty_final_plan"] == "met"
    assert walk.limits["learning_difficulty_plan_refusal"] == "lifted"
    assert walk.world.replay().is_sound


def test_without_a_request_the_old_assessment_lapses(live: Live) -> None:
    walk = live(date(2016, 8, 22)).do("record_learning_difficulty_assessment").do("tell_learning_difficulty_holder")
    assert walk.tasks == []
    walk.to("close_lapsed_assessment")
    assert walk.world.today == date(2016, 9, 2)
    assert walk.world.deadline("learning_difficulty_funding_ends").legal == date(2016, 12, 31)
    assert walk.do("close_lapsed_assessment").world.state.outcome == "lapsed"


def test_funding_ends_with_2016(live: Live) -> None:
    walk = live(date(2016, 12, 20)).to("close_lapsed_assessment")
    walk.world.pass_time(days=12)
    assert walk.limits["learning_difficulty_funding_ends"] == "missed"


@pytest.mark.parametrize(
    ("duty", "limit", "weeks"),
    [
        ("s139a_2_or_4", "learning_difficulty_consent_14_weeks", 14),
        ("s139a_5", "learning_difficulty_consent_20_weeks", 20),
    ],
)
def test_an_open_assessment_counts_from_the_consent(live: Live, duty: str, limit: str, weeks: int) -> None:
    walk = agreed(live, lda_duty=duty)
    assert walk.world.deadline(limit).legal == walk.world.today + timedelta(weeks=weeks, days=-1)
    walk.to("send_final_plan").do("send_final_plan")
    assert walk.limits == {limit: "met", "learning_difficulty_plan_target": "met", **walk.limits}
    assert walk.world.state.outcome == "plan"


def test_without_consent_the_old_law_goes_on(live: Live) -> None:
    assert agreed(live, lda_consent="no").world.state.outcome == "old_law_goes_on"


def test_a_refusal_to_assess_can_stand(live: Live) -> None:
    walk = wanted(live, assess_decision="refuse", has_or_may_have_sen="no").to("record_transfer_challenge")
    assert walk.world.today > date(2015, 5, 2)
    assert walk.limits["learning_difficulty_assess_decision"] == "met"
    assert walk.do("record_transfer_challenge").world.state.outcome == "no_plan"


def test_a_refusal_of_a_plan_meets_the_limit_for_it(live: Live) -> None:
    walk = wanted(live, plan_decision="not_necessary").to("record_transfer_challenge")
    assert walk.limits["learning_difficulty_plan_refusal"] == "met"
    walk.do("record_transfer_challenge", transfer_challenge="appeal").do("record_transfer_challenge_end")
    assert walk.world.state.outcome == "no_plan"


def test_what_was_ordered_elsewhere_has_a_case_of_its_own(live: Live) -> None:
    walk = wanted(live, assess_decision="refuse", has_or_may_have_sen="no").to("send_assess_refusal")
    made_on = walk.do("send_assess_refusal").world.today.isoformat()
    order = {"overturned_by": "tribunal_order", "order_made_on": made_on}
    walk.world.receive("refusal_overturned", **order, overturned_means="assess")
    [opened] = events_of(walk.world, "CaseToOpen")
    assert (opened.process, opened.facts) == ("tribunal_compliance", {"order_kind": "assess", "order_made_on": made_on})
    walk.world.receive("refusal_overtaken", carried_on_by="order")
    assert walk.world.state.outcome == "carried_on_by_order"


def test_each_late_step_has_to_be_explained(live: Live) -> None:
    walk = wanted(live)
    walk.world.pass_time(weeks=6, days=1)
    walk.do("tell_delay_assess").do("decide_whether_to_assess").do("tell_assessment_decision")
    walk.world.pass_time(weeks=14)
    walk.do("tell_delay_outcome", lda_delay_limit="outcome").do("tell_delay_plan", lda_delay_limit="plan")
    assert walk.limits["learning_difficulty_assess_decision"] == "met_late"
    assert gaps(walk) == set()


def gaps(walk: Walk) -> set[str]:
    """What the letters of the case lack, besides what the authority has not set up."""
    world = walk.world
    missing = {gap for name in world.state.letters for gap in world.looking.letter(AUTHORITY, world.case, name).missing}
    return {gap for gap in missing if not gap.startswith(("authority.", "person."))}


@pytest.mark.parametrize(
    ("task", "answers"),
    [
        ("send_final_plan", {}),
        ("send_assess_refusal", {"assess_decision": "refuse", "has_or_may_have_sen": "no"}),
        ("send_learning_difficulty_refusal", {"plan_decision": "not_necessary"}),
    ],
)
def test_a_letter_to_the_young_person_lacks_nothing(live: Live, task: str, answers: dict[str, Any]) -> None:
    assert gaps(wanted(live, **answers).to(task).do(task)) == set()


def test_letters_before_the_assessment_lack_nothing(live: Live) -> None:
    assert gaps(agreed(live)) == set()


def test_the_letter_about_the_lapse_lacks_nothing(live: Live) -> None:
    walk = live(date(2016, 9, 5)).to("close_lapsed_assessment").do("close_lapsed_assessment")
    assert gaps(walk) == set()


AT_ANY_TIME = [
    ("no_longer_in_education", "close_after_education", "not_in_education"),
    ("moved_out_of_area", "hand_over", "left_area"),
    ("person_died", "close_after_death", "died"),
    ("opened_in_error", "put_error_right", "in_error"),
]


@pytest.mark.parametrize(("message", "follow_up", "outcome"), AT_ANY_TIME)
def test_what_ends_the_case_leaves_one_thing_to_do(live: Live, message: str, follow_up: str, outcome: str) -> None:
    walk = wanted(live).to("record_advice")
    walk.world.receive(message, **walk.answer_all(f"{message}.json"))
    assert walk.tasks == [follow_up]
    assert walk.do(follow_up).world.state.outcome == outcome


def test_nobody_can_ask_once_it_has_begun(live: Live) -> None:
    with pytest.raises(MessageNotAwaited):
        wanted(live).world.receive("assessment_wanted", request_received="2015-03-02", lda_trigger="institution")


def test_what_is_ordered_is_not_assessed_here_as_well(live: Live) -> None:
    walk = wanted(live, assess_decision="refuse", has_or_may_have_sen="no").to("record_transfer_challenge")
    walk.world.receive("refusal_overtaken", carried_on_by="order")
    assert walk.world.state.outcome == "carried_on_by_order" and "running" not in walk.limits.values()


def test_every_end_of_the_case_is_lived_here() -> None:
    whole = drawing_of(FOLDER / "lda_transfer.bpmn")
    process = next(iter(whole.all_of("process")))
    ends = {one.get("id") for one in process if one in whole.all_of("endEvent")}
    lived = {"plan", "no_plan", "lapsed", "old_law_goes_on", "carried_on_by_order"}
    assert ends == {*lived, *(outcome for *_, outcome in AT_ANY_TIME)}
