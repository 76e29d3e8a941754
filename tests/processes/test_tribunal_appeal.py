"""An appeal to the Tribunal, lived from the notice of a decision to the end of every challenge."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.case.commands import OpenCase
from tests.fixtures.world import AUTHORITY, MANAGER, World, read_files
from tests.processes.drawn import FOLDER, drawing_of, kind_of
from tests.processes.walking import Walk, events_of, finish, receive

PROCESS = "tribunal_appeal"
TODAY = date(2026, 1, 5)
USUAL = {
    "appealed_decision": "plan_contents",
    "plan_dispute": "contents",
    "appeal_is_late": "no",
    "more_directions": "no",
    "tribunal_result": "amend_contents",
    "health_recommendation": "no",
    "social_care_recommendation": "no",
}
ADJOURNED = {"hearing_result": "adjourned", "hearing_adjourned_because": "A witness is ill."}
DISMISSED = {"tribunal_result": "dismissed", "decided_extent": "nothing"}


@pytest.fixture
def walk(world: World) -> Walk:
    """A plan whose contents can be appealed; its notice was sent today."""
    return Walk(world, PROCESS, USUAL)


def appeal(world: World, **answers: Any) -> Walk:
    """A case in which the family appealed at once."""
    walk = Walk(world, PROCESS, USUAL, **answers)
    return receive(walk, "appeal_made")


def drawn_letter(world: World, key: str) -> str:
    """The letter that is due, which must lack no fact of the case."""
    [due] = [name for name, letter in world.state.letters.items() if letter.template == key]
    drawn = world.looking.letter(AUTHORITY, world.case, due)
    assert [gap for gap in drawn.missing if gap.startswith(("facts.", "deadline"))] == []
    return drawn.text


def outcomes_told(world: World) -> list[str]:
    """What the case of the plan was told; every case that waits is told the same."""
    told = [one for one in events_of(world, "MessageToSend") if one.message == "appeal_ended"]
    return [one.payload["appeal_outcome"] for one in told if one.to == "plan_maintenance"]


def told(world: World, message: str) -> list[tuple[str, dict[str, Any]]]:
    """To which cases a message went, and what it said."""
    return [(one.to, dict(one.payload)) for one in events_of(world, "MessageToSend") if one.message == message]


def duties_opened(world: World) -> list[str]:
    """What has to be carried out in a case of its own."""
    return [opened.facts["order_kind"] for opened in events_of(world, "CaseToOpen")]


# --- the family's time to appeal ------------------------------------------------------------------


def test_the_window_is_two_months_from_the_notice(walk: Walk) -> None:
    [wait] = walk.world.state.waits.values()
    assert (wait.limit, wait.legal) == ("appeal", date(2026, 3, 5))


@pytest.mark.parametrize(("issued_on", "last_day"), [("2026-01-19", "2026-03-05"), ("2026-02-27", "2026-03-27")])
def test_a_certificate_moves_the_window_if_it_gives_longer(walk: Walk, issued_on: str, last_day: str) -> None:
    walk.world.pass_time(days=54)
    receive(walk, "certificate_issued", certificate_issued_on=issued_on)
    [wait] = walk.world.state.waits.values()
    assert wait.legal == date.fromisoformat(last_day)


def test_only_a_person_closes_a_case_without_appeal(walk: Walk) -> None:
    walk.world.pass_time(weeks=20)
    assert walk.tasks == ["decide_after_appeal_window"] and not walk.world.state.is_closed
    walk.do("decide_after_appeal_window")
    assert walk.world.state.outcome == "ended_without_appeal"
    assert outcomes_told(walk.world) == ["no_appeal"]


def test_a_late_appeal_is_taken_in_after_the_window(walk: Walk) -> None:
    walk.world.pass_time(weeks=12)
    receive(walk, "appeal_made")
    assert walk.tasks == ["record_appeal"]
    walk.do("record_appeal", appeal_is_late="yes", late_appeal_explanation="The letter went to an old address.")
    assert walk.tasks == ["record_registration"]


def test_an_appeal_that_is_known_needs_no_window(world: World) -> None:
    world.publish(PROCESS, read_files())
    known = {"appealed_decision": "cease_to_maintain", "decision_notice_sent_on": "2025-12-01"}
    facts = {**known, "appeal_already_made": "yes"}
    world.case = world.do(OpenCase(by=MANAGER, process=PROCESS, person=world.person, facts=facts)).case or ""
    assert [task.partition("#")[0] for task in world.open_tasks()] == ["record_appeal"]
    assert world.state.waits == {}


# --- registration, and what each kind of appeal calls for -------------------------------------------


def test_an_appeal_that_is_not_registered_is_over(world: World) -> None:
    walk = appeal(world, registration_result="refused")
    assert finish(walk) == "ended_unregistered"
    assert events_of(world, "CaseToOpen") == []


def test_a_slow_registration_is_asked_about(world: World) -> None:
    walk = appeal(world).to("record_registration")
    world.pass_time(days=15)
    assert walk.tasks == ["ask_about_registration", "record_registration"]


@pytest.mark.parametrize(
    ("decision", "dispute", "kind", "certificate", "plan"),
    [
        ("refusal_to_assess", "none", "A1", "yes", "no_plan"),
        ("refusal_to_make_plan", "none", "A2", "yes", "no_plan"),
        ("plan_contents", "contents", "A3", "yes", "goes_on"),
        ("plan_contents", "contents_and_institution", "A3", "yes", "goes_on"),
        ("plan_contents", "institution", "A4", "no", "goes_on"),
        ("refusal_to_reassess", "none", "A5", "yes", "goes_on"),
        ("refusal_to_amend", "contents", "A6", "yes", "goes_on"),
        ("cease_to_maintain", "none", "A7", "yes", "must_be_kept"),
    ],
)
def test_the_kind_of_appeal_tells_which_steps_apply(
    world: World, decision: str, dispute: str, kind: str, certificate: str, plan: str
) -> None:
    appeal(world, appealed_decision=decision, plan_dispute=dispute).to("summarise_appeal")
    facts = world.state.facts
    assert (facts["appeal_kind"], facts["certificate_needed"], facts["plan_meanwhile"]) == (kind, certificate, plan)
    assert facts["recommendations_possible"] == ("no" if kind == "A1" else "yes")


def test_a_plan_that_was_to_cease_is_kept_meanwhile(world: World) -> None:
    walk = appeal(world, appealed_decision="cease_to_maintain").to("summarise_appeal", "confirm_plan_kept")
    assert walk.tasks == ["confirm_plan_kept", "summarise_appeal"]


def test_health_and_social_care_hear_of_recommendations(world: World) -> None:
    walk = appeal(world, recommendations_wanted="both").to("alert_health_and_social_care")
    assert "appeal_alert" in {letter.template for letter in world.state.letters.values()}
    walk.to("give_health_evidence")
    assert {"give_health_evidence", "give_social_care_evidence"} <= set(walk.tasks)


def test_a_refusal_to_assess_carries_no_recommendations(world: World) -> None:
    walk = appeal(world, appealed_decision="refusal_to_assess", plan_dispute="none", recommendations_wanted="both")
    assert walk.to("summarise_appeal").tasks == ["summarise_appeal"]


def test_a_missing_certificate_is_raised_unless_not_needed(world: World) -> None:
    walk = appeal(world, certificate_held="no").to("raise_missing_certificate")
    assert walk.tasks == ["raise_missing_certificate", "summarise_appeal"]


def test_section_i_alone_needs_no_certificate(world: World) -> None:
    walk = appeal(world, certificate_held="no", plan_dispute="institution").to("summarise_appeal")
    assert walk.tasks == ["summarise_appeal"]


# --- the answer ----------------------------------------------------------------------------------


def test_the_response_is_due_thirty_tribunal_days_later(world: World) -> None:
    appeal(world).to("summarise_appeal")
    assert world.deadline("appeal_response").legal == date(2026, 2, 16)
    assert world.deadline("concede_appeal").legal == date(2026, 2, 16)


def test_a_day_that_the_tribunal_fixed_replaces_the_time(world: World) -> None:
    walk = appeal(world).to("record_registration")
    walk.do("record_registration", tribunal_directed_on="2026-02-06")
    assert world.deadline("appeal_response").legal == date(2026, 2, 6)


def test_a_late_response_asks_for_more_time_at_once(world: World) -> None:
    walk = appeal(world).to("summarise_appeal")
    world.pass_time(weeks=6, days=1)
    assert walk.tasks == ["explain_late_response", "summarise_appeal"]
    walk.to("send_response").do("send_response")
    assert walk.limits["appeal_response"] == "met_late" and walk.limits["concede_appeal"] == "lifted"


def test_a_response_in_time_meets_its_limit(world: World) -> None:
    walk = appeal(world).to("send_response").do("send_response")
    assert walk.limits["appeal_response"] == "met"
    assert walk.tasks == ["negotiate_working_document", "record_directions"]


@pytest.mark.parametrize(
    ("decision", "answers", "duty"),
    [
        ("refusal_to_assess", {"plan_dispute": "none"}, "assess"),
        ("refusal_to_reassess", {"plan_dispute": "none"}, "reassess"),
        ("refusal_to_make_plan", {"plan_dispute": "none"}, "make_plan"),
        ("plan_contents", {"plan_dispute": "contents"}, "amend_contents"),
        ("plan_contents", {"plan_dispute": "contents_and_institution"}, "amend_contents_and_institution"),
        ("plan_contents", {"plan_dispute": "institution"}, "change_institution"),
        ("refusal_to_amend", {"plan_dispute": "institution"}, "change_institution"),
        ("cease_to_maintain", {"plan_dispute": "none", "concession_amends_plan": "yes"}, "continue_and_amend"),
        ("cease_to_maintain", {"plan_dispute": "none", "concession_amends_plan": "no"}, "continue"),
    ],
)
def test_a_concession_opens_what_it_calls_for(world: World, decision: str, answers: dict[str, str], duty: str) -> None:
    walk = appeal(world, appealed_decision=decision, answer_decision="concede_all", **answers)
    assert finish(walk) == "ended_by_concession"
    [opened] = events_of(world, "CaseToOpen")
    assert (opened.process, opened.facts["order_kind"]) == ("tribunal_compliance", duty)
    assert "concession_notified_on" in opened.facts and "order_made_on" not in opened.facts
    assert walk.limits == {**walk.limits, "appeal_response": "met", "concede_appeal": "met"}


# --- directions and hearing -------------------------------------------------------------------------


def direction(kind: str, day: date, owner: str = "authority") -> dict[str, str]:
    said = {"direction_kind": kind, "direction_text": "As directed.", "direction_owner": owner}
    return {**said, "tribunal_directed_on": day.isoformat()}


def with_directions(world: World, *directions: dict[str, str]) -> Walk:
    walk = appeal(world).to("record_directions")
    return walk.do("record_directions", directions=list(directions))


def test_each_direction_is_a_task_with_the_day_it_names(world: World) -> None:
    kinds = ["evidence", "working_document", "attendance", "bundle", "case_review"]
    days = [date(2026, 8, 3 + number) for number in range(5)]
    walk = with_directions(world, *map(direction, kinds, days))
    tasks = {"send_evidence", "send_working_document", "send_attendance_form", "send_bundle", "carry_out_direction"}
    assert tasks <= set(walk.tasks)
    found = [deadline for deadline in world.state.deadlines.values() if deadline.limit == "directed_act"]
    assert sorted(deadline.legal for deadline in found) == days


def test_what_the_family_has_to_do_is_only_watched(world: World) -> None:
    walk = with_directions(world, direction("evidence", date(2026, 3, 2), owner="family"))
    assert "carry_out_direction" in walk.tasks and "send_evidence" not in walk.tasks


def test_a_missed_direction_asks_for_more_time(world: World) -> None:
    walk = with_directions(world, direction("bundle", TODAY + timedelta(days=3)))
    world.pass_time(days=4)
    assert {"answer_missed_direction", "send_bundle"} <= set(walk.tasks)
    walk.do("send_bundle")
    assert walk.limits["directed_act"] == "met_late"


def test_further_directions_leave_those_that_are_done(world: World) -> None:
    walk = with_directions(world, direction("evidence", date(2026, 3, 2))).do("send_evidence")
    walk.do("check_directions", more_directions="yes")
    walk.do("record_directions", directions=[direction("bundle", date(2026, 3, 9))])
    assert "send_bundle" in walk.tasks and "send_evidence" not in walk.tasks


def test_versions_are_exchanged_until_all_is_agreed(world: World) -> None:
    walk = appeal(world).to("negotiate_working_document")
    walk.do("negotiate_working_document", negotiation_result="another_version")
    walk.do("negotiate_working_document", negotiation_result="all_agreed")
    assert "ask_for_consent_order" in walk.tasks


def test_an_adjourned_hearing_is_prepared_again(world: World) -> None:
    walk = appeal(world).to("record_hearing").do("record_hearing", **ADJOURNED)
    assert "record_directions" in walk.tasks
    assert walk.to("record_tribunal_decision", "check_hearing_ready").tasks == ["check_hearing_ready"]


def test_an_appeal_on_the_papers_has_no_hearing(world: World) -> None:
    walk = appeal(world).to("check_hearing_ready").do("check_hearing_ready", hearing_format="paper")
    assert walk.tasks == ["record_tribunal_decision"]


def test_a_slow_decision_is_asked_about(world: World) -> None:
    walk = appeal(world).to("record_tribunal_decision")
    world.pass_time(days=15)
    assert walk.tasks == ["ask_about_decision", "record_tribunal_decision"]


def test_a_change_can_be_asked_for_at_any_time(world: World) -> None:
    walk = receive(appeal(world).to("summarise_appeal"), "change_wanted")
    walk.do("put_change_request").do("record_change_decision", change_result="refused", change_decided_by="staff")
    assert world.deadline("staff_decision_afresh").legal == TODAY + timedelta(days=14)
    world.pass_time(days=15)
    walk.do("decide_on_fresh_look")
    assert walk.tasks == ["summarise_appeal"] and walk.limits["staff_decision_afresh"] == "met_late"


# --- the decision and what it calls for ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "dispute", "result", "duty"),
    [
        ("refusal_to_assess", "none", "order_assessment", "assess"),
        ("refusal_to_make_plan", "none", "make_plan", "make_plan"),
        ("refusal_to_make_plan", "none", "reconsider", "reconsider"),
        ("refusal_to_reassess", "none", "order_assessment", "reassess"),
        ("plan_contents", "institution", "change_institution", "change_institution"),
        ("refusal_to_amend", "contents", "amend_contents_and_institution", "amend_contents_and_institution"),
        ("cease_to_maintain", "none", "continue", "continue"),
        ("cease_to_maintain", "none", "continue_and_amend", "continue_and_amend"),
    ],
)
def test_an_order_opens_what_it_calls_for(world: World, decision: str, dispute: str, result: str, duty: str) -> None:
    walk = appeal(world, appealed_decision=decision, plan_dispute=dispute, tribunal_result=result)
    assert walk.to("tell_others_of_result").tasks == ["tell_others_of_result"]
    [opened] = events_of(world, "CaseToOpen")
    assert opened.facts["order_kind"] == duty and opened.facts["appeal_kind"].startswith("A")
    assert opened.facts["order_made_on"] == world.state.facts["order_made_on"]
    assert outcomes_told(world) == ["decided_for_family"]


def test_a_dismissed_appeal_has_nothing_to_carry_out(world: World) -> None:
    assert finish(appeal(world, **DISMISSED)) == "decided_for_authority"
    assert events_of(world, "CaseToOpen") == []


def test_a_dismissed_appeal_against_ceasing_ends_the_plan(world: World) -> None:
    appeal(world, appealed_decision="cease_to_maintain", **DISMISSED).to("tell_others_of_result")
    assert duties_opened(world) == ["cease"] and outcomes_told(world) == ["decided_for_authority"]


def test_recommendations_go_on_with_their_dates(world: World) -> None:
    walk = appeal(world, health_recommendation="yes", decided_extent="part")
    assert finish(walk) == "decided_in_part"
    [opened] = events_of(world, "CaseToOpen")
    assert "health_recommendation_on" in opened.facts and "social_care_recommendation_on" not in opened.facts


def test_an_order_beyond_the_powers_is_looked_at_again(world: World) -> None:
    walk = appeal(world, tribunal_result="make_plan").to("check_recorded_result")
    assert walk.tasks == ["check_recorded_result"]
    walk.do("check_recorded_result", tribunal_result="amend_contents")
    assert walk.tasks == ["tell_others_of_result"]


def test_until_march_2015_a_plan_could_be_left_as_it_was(world: World) -> None:
    walk = appeal(world, tribunal_result="continue", order_made_on="2015-03-20").to("tell_others_of_result")
    assert world.state.facts["order_kind"] == "continue" and "check_recorded_result" not in walk.tasks


def test_an_appeal_against_ceasing_is_told_to_its_case(world: World) -> None:
    appeal(world, appealed_decision="cease_to_maintain", **DISMISSED).to("tell_others_of_result")
    [(to, said)] = told(world, "appeal_registered")
    assert to == "cease_plan" and said["appeal_has_a_case"] == "yes"
    assert ("cease_plan", {"appeal_outcome": "decided_for_authority"}) in told(world, "appeal_ended")


def test_the_case_on_ceasing_hears_of_no_other_appeal(world: World) -> None:
    appeal(world).to("tell_others_of_result")
    assert told(world, "appeal_registered") == []
    assert [to for to, _ in told(world, "appeal_ended")] == ["plan_maintenance", "ehc_assessment"]


def test_the_case_of_a_refusal_hears_of_the_appeal_at_once(world: World) -> None:
    appeal(world, appealed_decision="refusal_to_assess", plan_dispute="none").to("record_registration")
    assert told(world, "appeal_made") == [("ehc_assessment", {"appeal_has_a_case": "yes"})]


# --- somebody who is detained ------------------------------------------------------------------------


def detained(world: World, **answers: Any) -> Walk:
    """The appeal of somebody who is detained in youth accommodation."""
    walk = Walk(world, PROCESS, USUAL, **answers)
    facts = {"appealed_decision": "plan_contents", "decision_notice_sent_on": "2026-01-05"}
    opening = OpenCase(by=MANAGER, process=PROCESS, person=world.person, facts={**facts, "detained": "yes"})
    world.turn_to(world.do(opening).case or "")
    return receive(walk, "appeal_made")


def test_the_detained_can_appeal_only_the_institution(world: World) -> None:
    walk = detained(world, certificate_held="no").to("summarise_appeal")
    facts = world.state.facts
    assert (facts["appeal_kind"], facts["recommendations_possible"]) == ("A4", "no")
    assert "raise_missing_certificate" not in walk.tasks


def test_the_tribunal_cannot_amend_contents_for_the_detained(world: World) -> None:
    walk = detained(world, tribunal_result="amend_contents").to("check_recorded_result")
    walk.do("check_recorded_result", tribunal_result="change_institution")
    [opened] = events_of(world, "CaseToOpen")
    assert (opened.facts["order_kind"], opened.facts["detained"]) == ("change_institution", "yes")


# --- other ends --------------------------------------------------------------------------------------


def test_a_consent_order_is_carried_out_like_an_order(world: World) -> None:
    walk = receive(appeal(world).to("negotiate_working_document"), "consent_order_made")
    assert walk.limits["appeal_response"] == "met"
    assert finish(walk) == "ended_by_consent"
    assert duties_opened(world) == ["amend_contents"]


def test_a_withdrawn_appeal_can_be_taken_up_again(world: World) -> None:
    walk = receive(appeal(world).to("negotiate_working_document"), "appeal_withdrawn")
    assert walk.tasks == [] and [wait.limit for wait in world.state.waits.values()] == ["reinstatement"]
    receive(walk, "appeal_reinstated")
    assert walk.tasks == ["negotiate_working_document", "record_directions"]


def test_a_withdrawal_stands_when_its_time_has_run_out(world: World) -> None:
    walk = receive(appeal(world).to("summarise_appeal"), "appeal_withdrawn")
    world.pass_time(days=28)
    assert walk.tasks == []
    world.pass_time(days=1)
    assert walk.tasks == ["confirm_withdrawal_stands"]
    assert finish(walk) == "ended_withdrawn" and events_of(world, "CaseToOpen") == []


def test_an_appeal_that_is_struck_out_is_over(world: World) -> None:
    walk = receive(appeal(world).to("summarise_appeal"), "appeal_struck_out")
    assert finish(walk) == "ended_struck_out"


@pytest.mark.parametrize(
    ("message", "follow_up", "outcome"),
    [
        ("moved_out_of_area", "hand_over_appeal", "appeal_handed_over"),
        ("person_died", "close_appeal_after_death", "died"),
        ("opened_in_error", "put_appeal_error_right", "in_error"),
    ],
)
@pytest.mark.parametrize("stage", ["record_registration", "record_directions", "consider_challenge"])
def test_what_ends_an_appeal_leaves_one_thing_to_do(
    world: World, stage: str, message: str, follow_up: str, outcome: str
) -> None:
    walk = receive(appeal(world).to(stage), message)
    assert walk.tasks == [follow_up] and "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


# --- challenges ----------------------------------------------------------------------------------------


def challenged(world: World, **answers: Any) -> Walk:
    """The family challenged the decision."""
    walk = appeal(world, **answers).to("consider_challenge")
    return receive(walk, "decision_challenged")


def test_a_decision_can_be_challenged_for_28_days(world: World) -> None:
    walk = appeal(world).to("consider_challenge")
    assert world.deadline("challenge_decision").legal == world.today + timedelta(days=28)
    world.pass_time(days=29)
    assert walk.limits["challenge_decision"] == "missed"
    assert finish(walk) == "decided_for_family"


def test_an_order_is_carried_out_while_it_is_challenged(world: World) -> None:
    appeal(world).to("consider_challenge")
    assert len(events_of(world, "CaseToOpen")) == 1 and not world.state.is_closed


def test_a_challenge_that_is_refused_changes_nothing(world: World) -> None:
    assert finish(challenged(world)) == "decided_for_family"
    assert told(world, "order_fell_away") == []


def test_our_own_challenge_is_put_to_the_tribunal(world: World) -> None:
    walk = appeal(world).to("consider_challenge").do("consider_challenge", own_challenge="review")
    assert walk.tasks == ["put_challenge"]


def test_a_decision_that_is_set_aside_is_made_again(world: World) -> None:
    walk = challenged(world, challenge_result="decide_again").to("record_challenge_result")
    walk.do("record_challenge_result")
    assert walk.tasks == ["negotiate_working_document", "record_directions"]
    walk.answers |= DISMISSED
    assert finish(walk) == "decided_for_authority"


def test_a_decision_can_be_set_aside_for_good(world: World) -> None:
    assert finish(challenged(world, challenge_result="set_aside_for_good")) == "ended_set_aside"
    assert outcomes_told(world) == ["decided_for_family", "set_aside"]
    [(to, said)] = told(world, "order_fell_away")
    assert (to, said["order_fell_away_because"]) == ("tribunal_compliance", "set_aside")


def test_what_is_set_aside_is_not_carried_out_any_more(world: World) -> None:
    world.publish("tribunal_compliance", read_files())
    walk = appeal(world).to("consider_challenge")
    world.carry_out()
    receive(walk, "decision_challenged").to("record_challenge_result")
    walk.do("record_challenge_result", challenge_result="decide_again")
    world.carry_out().turn_to("NOR-000002")
    assert walk.tasks == ["stop_compliance"] and "running" not in walk.limits.values()


def test_the_upper_tribunal_can_decide_itself(world: World) -> None:
    walk = challenged(world, challenge_result="permission_granted", upper_result="remade")
    walk.to("put_case_to_upper_tribunal")
    assert walk.limits["upper_tribunal_response"] == "running"
    assert finish(walk) == "ended_above"
    assert len(events_of(world, "CaseToOpen")) == 2
    assert [said["order_fell_away_because"] for _, said in told(world, "order_fell_away")] == ["replaced"]


def test_our_own_appeal_above_needs_a_notice_in_time(world: World) -> None:
    above = {"own_challenge": "permission", "challenger": "authority", "challenge_result": "permission_granted"}
    walk = appeal(world, **above).to("put_case_to_upper_tribunal")
    assert walk.limits["upper_tribunal_notice_of_appeal"] == "running"
    world.pass_time(weeks=6)
    assert walk.limits["upper_tribunal_notice_of_appeal"] == "missed"


def test_permission_can_be_asked_for_above_twice(world: World) -> None:
    above = {"upper_tribunal_applicant": "family", "upper_permission": "refused_on_paper", "reconsideration": "yes"}
    walk = challenged(world, challenge_result="permission_refused", **above).to("decide_on_upper_tribunal")
    assert walk.limits["appeal_to_upper_tribunal"] == "running"
    walk.to("decide_on_reconsideration")
    assert world.deadline("permission_reconsideration").legal == world.today + timedelta(days=14)
    walk.do("decide_on_reconsideration")
    assert walk.do("record_upper_permission", upper_permission="refused").world.state.outcome == "decided_for_family"


@pytest.mark.parametrize(
    "answers",
    [
        {"challenge_result": "permission_refused", "upper_tribunal_applicant": "nobody"},
        {"challenge_result": "permission_refused", "upper_permission": "refused_on_paper", "reconsideration": "no"},
        {"challenge_result": "permission_granted", "upper_result": "dismissed"},
    ],
)
def test_a_decision_stands_unless_it_is_changed_above(world: World, answers: dict[str, str]) -> None:
    usual = {"upper_tribunal_applicant": "family", **answers}
    assert finish(challenged(world, **usual)) == "decided_for_family"


def test_an_appeal_sent_back_is_decided_again_below(world: World) -> None:
    walk = challenged(world, challenge_result="permission_granted", upper_result="sent_back")
    walk.to("record_upper_decision").do("record_upper_decision")
    assert walk.tasks == ["negotiate_working_document", "record_directions"]


# --- letters and the whole -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "task", "answers", "says"),
    [
        ("appeal_response", "send_response", {}, "We oppose the appeal."),
        ("appeal_response", "send_response", {"answer_decision": "concede_part"}, "We oppose the appeal in part."),
        ("appeal_response", "send_response", {"childs_views_known": "no"}, "not been able to obtain these views"),
        ("appeal_concession", "send_concession", {"answer_decision": "concede_all"}, "does not oppose the appeal"),
        ("appeal_alert", "alert_health_and_social_care", {"recommendations_wanted": "health"}, "on health."),
        ("appeal_outcome_notice", "tell_others_of_result", {}, "has allowed the family"),
    ],
)
def test_each_letter_of_an_appeal_is_complete(
    world: World, key: str, task: str, answers: dict[str, str], says: str
) -> None:
    appeal(world, **answers).to(task)
    assert says in drawn_letter(world, key)


def test_those_told_of_a_withdrawal_carry_on_as_before(world: World) -> None:
    receive(appeal(world).to("summarise_appeal"), "appeal_withdrawn").to("tell_others_of_result")
    assert "changes nothing" in drawn_letter(world, "appeal_outcome_notice")


def test_a_whole_appeal_can_be_replayed(world: World) -> None:
    assert finish(appeal(world, recommendations_wanted="both")) == "decided_for_family"
    assert world.replay().is_sound


def test_every_end_of_an_appeal_is_reached_by_these_lives() -> None:
    root = drawing_of(FOLDER / f"{PROCESS}.bpmn").elements[PROCESS]
    ends = {one.get("id") for one in root if kind_of(one) == "endEvent"}
    tried = Path(__file__).read_text()
    assert len(ends) == 14 and [end for end in ends if f'"{end}"' not in tried] == []
