"""The pathway from the request to the final plan, lived by the engine as the diagrams say."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.rejections import BadInput, MessageNotAwaited
from tests.fixtures.world import AUTHORITY, World, read_files
from tests.processes.walking import Walk, events_of

TODAY = date(2026, 1, 5)


@pytest.fixture
def walk(world: World) -> Walk:
    """A parent's request that arrived today."""
    return Walk(world)


def test_three_limits_run_from_the_day_of_receipt(walk: Walk) -> None:
    days = {limit: walk.world.deadline(limit).legal for limit in walk.limits}
    assert days == {
        "assess_decision": TODAY + timedelta(weeks=6),
        "plan_decision": TODAY + timedelta(weeks=16),
        "final_plan": TODAY + timedelta(weeks=20),
    }


def test_a_plan_is_in_force_when_all_goes_well(walk: Walk) -> None:
    walk.to("secure_provision").do("secure_provision")
    assert walk.world.state.outcome == "plan_in_force"
    assert set(walk.limits.values()) == {"met"}
    assert walk.world.replay().is_sound


def test_a_referral_starts_no_limit_until_it_is_taken_up(world: World) -> None:
    walk = Walk(world, request_source="brought_to_attention")
    assert walk.tasks == ["decide_brought_to_attention"] and walk.limits == {}
    walk.do("decide_brought_to_attention", brought_to_attention="yes", request_received="2026-01-02")
    assert world.deadline("final_plan").legal == date(2026, 1, 2) + timedelta(weeks=20)


def test_a_referral_that_is_not_taken_up_is_answered(world: World) -> None:
    walk = Walk(world, request_source="authority_identified", brought_to_attention="no")
    walk.do("decide_brought_to_attention").do("answer_referral")
    assert world.state.outcome == "not_brought_to_attention"


def test_a_request_for_another_area_is_sent_there(world: World) -> None:
    walk = Walk(world, lives_in_area="no").to("confirm_redirection")
    walk.do("confirm_redirection", redirect_decision="redirect")
    assert world.state.outcome == "sent_to_others"
    assert set(walk.limits.values()) == {"lifted"}


def test_a_recent_assessment_still_needs_a_decision(world: World) -> None:
    walk = Walk(world, assessed_in_last_six_months="yes").to("decide_stage_one", "decide_whether_to_assess")
    assert walk.tasks == ["decide_whether_to_assess"]


def test_two_yeses_leave_no_choice_but_to_assess(walk: Walk) -> None:
    walk.to("decide_whether_to_assess")
    with pytest.raises(BadInput):
        walk.do("decide_whether_to_assess", assess_decision="refuse")


def test_a_late_decision_has_to_be_explained_to_the_family(walk: Walk) -> None:
    walk.world.pass_time(weeks=6, days=1)
    assert "tell_delay_assess_decision" in walk.tasks
    walk.to("send_assess_decision").do("send_assess_decision")
    assert walk.limits["assess_decision"] == "met_late"
    assert walk.tasks == ["decide_whom_to_ask"]


def test_nobody_whom_the_law_names_can_be_left_out(walk: Walk) -> None:
    only = {"advice_kind": "medical", "adviser": "Paediatrician", "co_operation_body": "yes", "reuse_proposed": "no"}
    walk.to("decide_whom_to_ask").do("decide_whom_to_ask", advice=[only])
    assert walk.tasks == ["add_advisers"]


def test_whom_the_law_names_and_nobody_asked_stands_there(walk: Walk) -> None:
    only = {"advice_kind": "medical", "adviser": "Paediatrician", "co_operation_body": "yes", "reuse_proposed": "no"}
    walk.to("decide_whom_to_ask").do("decide_whom_to_ask", advice=[only], in_or_beyond_year_9="yes")
    form = walk.world.looking.task_form(AUTHORITY, walk.world.case, "add_advisers#1")
    missing = [row["advice_kind"] for row in form.answers["advice"]]
    assert missing == ["family", "educational", "psychological", "social_care", "preparation_for_adulthood"]


def test_a_body_and_a_school_have_different_limits(walk: Walk) -> None:
    walk.to("send_advice_request")
    while "send_advice_request" in walk.tasks:
        walk.do("send_advice_request")
    advice = [d.limit for d in walk.world.state.deadlines.values() if d.item]
    assert sorted(advice) == ["body_advice", "own_advice", "own_advice", "own_advice"]


def test_a_further_adviser_is_asked_beside_the_others(walk: Walk) -> None:
    further = {"advice_kind": "requested", "adviser": "Therapist", "co_operation_body": "no", "reuse_proposed": "no"}
    walk.to("send_advice_request")
    for number in (5, 6):
        walk.world.receive("adviser_added", advice=[further])
        assert walk.tasks.count("send_advice_request") == number


def test_late_advice_is_chased_until_somebody_goes_on(walk: Walk) -> None:
    walk.to("record_advice").world.pass_time(weeks=6, days=1)
    waiting = walk.tasks.count("chase_late_advice")
    expected = (walk.world.today + timedelta(days=3)).isoformat()
    walk.do("chase_late_advice", chase_decision="wait", advice_expected_on=expected).world.pass_time(days=3)
    assert walk.tasks.count("chase_late_advice") == waiting - 1
    walk.world.pass_time(days=1)
    assert walk.tasks.count("chase_late_advice") == waiting
    walk.do("chase_late_advice", chase_decision="go_on", advice_missing_reason="The others cover it.")
    assert walk.tasks.count("record_advice") == walk.tasks.count("chase_late_advice") == waiting - 1


def test_whoever_waits_for_late_advice_says_until_when(walk: Walk) -> None:
    walk.to("record_advice").world.pass_time(weeks=6, days=1)
    with pytest.raises(BadInput):
        walk.do("chase_late_advice", chase_decision="wait", advice_expected_on="")


def test_expected_advice_that_comes_is_chased_no_more(walk: Walk) -> None:
    walk.to("record_advice").world.pass_time(weeks=6, days=1)
    waiting = walk.tasks.count("record_advice")
    expected = (walk.world.today + timedelta(days=3)).isoformat()
    for _ in range(waiting):
        walk.do("chase_late_advice", chase_decision="wait", advice_expected_on=expected)
    assert "chase_late_advice" not in walk.tasks
    walk.do("record_advice").world.pass_time(days=4)
    assert walk.tasks.count("chase_late_advice") == walk.tasks.count("record_advice") == waiting - 1


def test_advice_that_all_three_find_enough_is_not_asked_again(walk: Walk) -> None:
    walk.to("decide_whom_to_ask")
    rows = walk.answer_all("decide_whom_to_ask.json")["advice"]
    walk.do("decide_whom_to_ask", advice=[{**row, "reuse_proposed": "yes"} for row in rows])
    walk.to("agree_reuse").do("agree_reuse")
    assert walk.tasks.count("agree_reuse") == 3 and "send_advice_request" not in walk.tasks
    walk.do("agree_reuse", reuse_family_agrees="no")
    assert "send_advice_request" in walk.tasks


def test_a_draft_sent_back_waits_for_everybody_again(walk: Walk) -> None:
    walk.to("check_draft").do("check_draft", draft_ready="no", draft_corrections="Section F is vague.")
    walk.do("draft_views_and_needs").do("draft_health").do("agree_section_g")
    assert walk.tasks == ["draft_outcomes_and_provision", "draft_social_care"]


def test_a_draft_that_names_a_school_cannot_be_served(walk: Walk) -> None:
    walk.to("check_draft")
    with pytest.raises(BadInput):
        walk.do("check_draft", section_i_blank="no")


def test_nothing_is_final_before_the_family_had_its_time(walk: Walk) -> None:
    walk.to("serve_draft").do("serve_draft", draft_plan_notice_means="hand")
    served_on = walk.world.today
    walk.to("decide_changes")
    assert walk.world.today == served_on + timedelta(days=15)


def test_a_changed_draft_gets_a_fresh_period(walk: Walk) -> None:
    walk.to("decide_changes").do("decide_changes", materially_changed="yes")
    walk.do("serve_draft", draft_plan_notice_means="hand")
    served_again_on = walk.world.today
    walk.to("decide_changes")
    assert walk.world.today == served_again_on + timedelta(days=15)


def test_the_first_day_for_answers_stands_in_the_form(walk: Walk) -> None:
    world = walk.to("serve_draft").world
    [task] = [name for name in world.open_tasks() if name.startswith("serve_draft#")]
    offered = world.looking.task_form(AUTHORITY, world.case, task).answers["representations_until"]
    walk.do("serve_draft", draft_plan_notice_means="post", representations_until=offered)
    assert [wait.legal.isoformat() for wait in world.state.waits.values()] == [offered]


def test_a_family_that_was_given_longer_is_waited_for(walk: Walk) -> None:
    walk.to("serve_draft")
    stated = walk.world.today + timedelta(days=40)
    walk.do("serve_draft", representations_until=stated.isoformat())
    assert [wait.legal for wait in walk.world.state.waits.values()] == [stated]


def test_a_family_that_was_given_too_little_has_the_laws_time(walk: Walk) -> None:
    walk.to("serve_draft")
    served = walk.world.today
    walk.do("serve_draft", representations_until=served.isoformat(), draft_plan_notice_means="hand")
    assert [wait.legal for wait in walk.world.state.waits.values()] == [served + timedelta(days=14)]


def test_schools_can_be_consulted_before_the_family_answers(walk: Walk) -> None:
    walk.to("record_representations").do("record_representations", family_answered_draft="not_yet")
    walk.do("choose_schools").do("consult_school").do("record_school_reply")
    assert walk.tasks == ["record_representations"]


def test_a_refusal_is_closed_by_a_person_only(world: World) -> None:
    walk = Walk(world, assess_decision="refuse", has_or_may_have_sen="no").to("feed_back_refusal")
    assert walk.limits == {
        "assess_decision": "met",
        "assess_refusal": "met",
        "plan_decision": "lifted",
        "final_plan": "lifted",
    }
    walk.do("feed_back_refusal").to("decide_to_close").world.pass_time(weeks=20)
    assert walk.tasks == ["decide_to_close"]
    assert walk.do("decide_to_close").world.state.outcome == "refusal_final"


REFUSED: dict[str, Any] = {"assess_decision": "refuse", "has_or_may_have_sen": "no"}


@pytest.mark.parametrize(
    ("message", "answer", "opened"),
    [
        ("mediation_wanted", "mediation_has_a_case", "mediation"),
        ("appeal_made", "appeal_has_a_case", "tribunal_appeal"),
    ],
)
def test_a_refused_case_opens_what_the_family_wants(world: World, message: str, answer: str, opened: str) -> None:
    walk = Walk(world, **REFUSED).to("feed_back_refusal")
    world.receive(message, **{answer: "no"})
    world.receive(message, **{answer: "no"})
    [case] = events_of(world, "CaseToOpen")
    assert (case.process, case.facts["appealed_decision"]) == (opened, "refusal_to_assess")
    assert walk.tasks == ["feed_back_refusal", "record_challenge_outcome"]


def test_what_has_a_case_already_is_not_opened_again(world: World) -> None:
    Walk(world, plan_decision="not_necessary").to("share_advice_after_refusal")
    world.receive("mediation_wanted", mediation_has_a_case="yes")
    world.receive("appeal_made", appeal_has_a_case="yes")
    assert events_of(world, "CaseToOpen") == [] and world.state.facts["appealed_decision"] == "refusal_to_make_plan"


def test_support_at_school_goes_on_after_a_refusal_if_asked(world: World) -> None:
    walk = Walk(world, **REFUSED).to("feed_back_refusal")
    refused_on = world.today.isoformat()
    walk.do("feed_back_refusal", support_recorded_here="yes")
    [case] = events_of(world, "CaseToOpen")
    assert (case.process, dict(case.facts)) == (
        "sen_support",
        {"need_identified_on": refused_on, "support_origin": "refusal"},
    )


def test_no_case_of_support_is_opened_unasked(world: World) -> None:
    walk = Walk(world, **REFUSED).to("feed_back_refusal")
    walk.do("feed_back_refusal", support_recorded_here="no")
    assert events_of(world, "CaseToOpen") == []


def test_a_refusal_does_not_stand_while_it_is_challenged(world: World) -> None:
    walk = Walk(world, **REFUSED).to("decide_to_close")
    world.receive("mediation_wanted", mediation_has_a_case="yes")
    world.receive("appeal_made", appeal_has_a_case="yes")
    assert "decide_to_close" not in walk.tasks
    world.receive("mediation_ended", mediation_outcome="mediated_none")
    assert "record_challenge_outcome" in walk.tasks
    world.receive("appeal_ended", appeal_outcome="withdrawn")
    world.pass_time(days=1)
    assert "decide_to_close" in walk.tasks and "record_challenge_outcome" not in walk.tasks


def test_a_certificate_gives_the_family_more_time_to_appeal(world: World) -> None:
    walk = Walk(world, **REFUSED).to("feed_back_refusal")
    sent_on = world.today
    world.receive("certificate_issued", certificate_issued_on=(sent_on + timedelta(days=50)).isoformat())
    assert walk.to("decide_to_close").world.today > sent_on + timedelta(days=75)


@pytest.mark.parametrize("stage", ["feed_back_refusal", "decide_to_close"])
def test_what_was_ordered_is_not_done_here_as_well(world: World, stage: str) -> None:
    walk = Walk(world, **REFUSED).to(stage)
    world.receive("refusal_overtaken", carried_on_by="order")
    assert world.state.outcome == "carried_on_by_order" and walk.tasks == []


@pytest.mark.parametrize(
    ("way", "day", "means"),
    [("tribunal_order", "order_made_on", "assess"), ("mediation_agreement", "agreement_on", "make_plan")],
)
def test_what_is_overturned_elsewhere_has_a_case_of_its_own(world: World, way: str, day: str, means: str) -> None:
    Walk(world, **REFUSED).to("feed_back_refusal")
    when = {day: world.today.isoformat()}
    world.receive("refusal_overturned", overturned_by=way, overturned_means=means, **when)
    [opened] = events_of(world, "CaseToOpen")
    assert (opened.process, opened.facts) == ("tribunal_compliance", {"order_kind": means, **when})


def test_the_case_that_carries_it_out_ends_this_one(world: World) -> None:
    Walk(world, **REFUSED).to("feed_back_refusal")
    world.publish("tribunal_compliance", read_files())
    order = {"overturned_by": "tribunal_order", "order_made_on": world.today.isoformat()}
    world.receive("refusal_overturned", **order, overturned_means="assess")
    assert world.carry_out().state.outcome == "carried_on_by_order"


@pytest.mark.parametrize(
    ("message", "follow_up", "outcome"),
    [
        ("request_withdrawn", "confirm_withdrawal", "withdrawn"),
        ("moved_out_of_area", "hand_over", "moved_away"),
        ("person_died", "close_after_death", "died"),
        ("opened_in_error", "put_error_right", "in_error"),
    ],
)
@pytest.mark.parametrize("stage", ["check_request", "record_advice", "decide_changes"])
def test_what_ends_a_case_leaves_one_thing_to_do(
    walk: Walk, stage: str, message: str, follow_up: str, outcome: str
) -> None:
    walk.to(stage).world.receive(message, **walk.answer_all(f"{message}.json"))
    assert walk.tasks == [follow_up]
    assert "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


def test_a_school_cannot_withdraw_against_the_family(walk: Walk) -> None:
    with pytest.raises(BadInput):
        walk.world.receive(
            "request_withdrawn", withdrawn_on="2026-01-05", withdrawn_by="School", withdrawal_agreed_by_family="no"
        )


def test_a_refusal_is_not_overturned_before_it_is_made(walk: Walk) -> None:
    with pytest.raises(MessageNotAwaited):
        walk.world.receive("refusal_overturned", **walk.answer_all("refusal_overturned.json"))
