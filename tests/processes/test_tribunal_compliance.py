"""Orders, concessions, agreements and recommendations, carried out within what the law gives."""

from datetime import date
from typing import Any

import pytest

from engine.case.commands import OpenCase
from engine.planbook import PlanBook
from tests.fixtures.world import AUTHORITY, MANAGER, World, read_files
from tests.processes.drawn import FOLDER, drawing_of, kind_of
from tests.processes.walking import Walk, events_of, finish, receive

PROCESS = "tribunal_compliance"
USUAL = {
    "armed_forces_parent": "no",
    "in_or_beyond_year_9": "no",
    "advice_quality": "complete",
    "more_advice_needed": "no",
    "plan_decision": "necessary",
    "family_answered_draft": "yes",
    "meeting_required": "no",
    "materially_changed": "no",
    "section_g_agreed": "yes",
    "section_i_kind": "named",
    "naming_capacity": "parent",
    "amended_at_once": "yes",
    "compliance_result": "in_time",
    "recommendation_changes_plan": "no",
}
TODAY = "2026-01-05"
CONTACTS = "record_compliance_contacts"
ORDER = {"order_made_on": TODAY, "order_sent_on": TODAY}
CONCESSION = {"concession_notified_on": TODAY}
OLD_CONCESSION = {"concession_notified_on": "2014-12-01"}
AGREEMENT = {"agreement_on": TODAY}
BOTH = "amend_contents_and_institution"


def carry_out(world: World, kind: str, opening: dict[str, str], **answers: Any) -> Walk:
    """A case that was opened with these facts."""
    walk = Walk(world, PROCESS, {**USUAL, "order_kind": "none"}, **answers)
    return opened_with(walk, {"order_kind": kind, **opening})


def opened_with(walk: Walk, facts: dict[str, str]) -> Walk:
    opened = walk.world.do(OpenCase(by=MANAGER, process=PROCESS, person=walk.world.person, facts=facts))
    walk.world.turn_to(opened.case or "")
    return walk


def days(world: World) -> dict[str, date]:
    """The last day of each limit that runs."""
    return {one.limit: one.legal for one in world.state.deadlines.values()}


def letters(world: World) -> set[str]:
    return {letter.template for letter in world.state.letters.values()}


# --- every row of regulations 42, 44 and 45: what runs at once -------------------------------------------

AT_ONCE = [
    (
        ORDER,
        "assess",
        {"order_assess": "2026-01-19", "order_no_plan": "2026-03-16", "order_assessed_final_plan": "2026-04-13"},
    ),
    (ORDER, "make_plan", {"order_draft": "2026-02-09", "order_final_plan": "2026-03-23"}),
    (ORDER, "reconsider", {"order_reconsider": "2026-01-19", "reconsidered_plan_target": "2026-03-02"}),
    (ORDER, "amend_contents", {"order_contents": "2026-02-09"}),
    (ORDER, "change_institution", {"order_institution": "2026-01-19"}),
    (ORDER, BOTH, {"order_institution": "2026-01-19", "order_contents": "2026-02-09"}),
    (ORDER, "continue_and_amend", {"order_continue_and_amend": "2026-02-09"}),
    (
        CONCESSION,
        "reassess",
        {
            "concession_assess": "2026-01-19",
            "concession_no_plan": "2026-03-16",
            "concession_assessed_final_plan": "2026-04-13",
        },
    ),
    (CONCESSION, "make_plan", {"concession_draft": "2026-02-09", "concession_final_plan": "2026-03-23"}),
    (CONCESSION, "amend_contents", {"concession_contents": "2026-02-09"}),
    (CONCESSION, "change_institution", {"concession_institution": "2026-01-19"}),
    (CONCESSION, BOTH, {"concession_institution_and_contents": "2026-02-09"}),
    (CONCESSION, "continue_and_amend", {"concession_continue": "2026-02-09"}),
    (OLD_CONCESSION, "assess", {"concession_assess": "2014-12-29"}),
    (OLD_CONCESSION, "make_plan", {}),
    (OLD_CONCESSION, "amend_contents", {"concession_contents": "2014-12-29"}),
    (OLD_CONCESSION, "change_institution", {"concession_institution": "2014-12-15"}),
    (OLD_CONCESSION, BOTH, {"concession_institution": "2014-12-15", "concession_contents": "2014-12-29"}),
    (
        AGREEMENT,
        "assess",
        {"agreement_assess": "2026-01-19", "agreement_no_plan": "2026-03-16", "agreement_final_plan": "2026-04-13"},
    ),
    (AGREEMENT, "make_plan", {"agreement_draft": "2026-02-09", "agreement_final": "2026-03-23"}),
    (AGREEMENT, "amend_contents", {"agreement_contents": "2026-02-09"}),
    (AGREEMENT, "change_institution", {"agreement_institution": "2026-01-19"}),
    (AGREEMENT, BOTH, {"agreement_institution": "2026-01-19", "agreement_contents": "2026-02-09"}),
]


@pytest.mark.parametrize(("opening", "kind", "limits"), AT_ONCE)
def test_each_duty_starts_with_its_own_limits(
    world: World, opening: dict[str, str], kind: str, limits: dict[str, str]
) -> None:
    carry_out(world, kind, opening)
    assert {limit: day.isoformat() for limit, day in days(world).items()} == limits


IN_CUSTODY = [
    (ORDER, "assess", {"detained_order_assess", "detained_order_no_plan", "detained_order_final_plan"}),
    (ORDER, "make_plan", {"detained_order_draft", "detained_order_final"}),
    (ORDER, "reconsider", {"detained_order_reconsider", "reconsidered_plan_target"}),
    (ORDER, "change_institution", {"detained_order_institution"}),
    (
        CONCESSION,
        "assess",
        {"detained_concession_assess", "detained_concession_no_plan", "detained_concession_final_plan"},
    ),
    (CONCESSION, "make_plan", {"detained_concession_draft", "detained_concession_final"}),
    (CONCESSION, "change_institution", {"detained_concession_institution"}),
]


@pytest.mark.parametrize(("opening", "kind", "limits"), IN_CUSTODY)
def test_in_custody_other_limits_hold(world: World, opening: dict[str, str], kind: str, limits: set[str]) -> None:
    carry_out(world, kind, {**opening, "detained": "yes"})
    assert set(days(world)) == limits


def test_days_that_the_tribunal_fixed_count_instead(world: World) -> None:
    fixed = {"tribunal_directed_on": "2026-01-12", "tribunal_directed_final_on": "2026-03-02"}
    carry_out(world, "make_plan", {**ORDER, "other_days_fixed": "yes", **fixed})
    assert days(world) == {"order_draft": date(2026, 1, 12), "order_final_plan": date(2026, 3, 2)}


def test_days_agreed_in_writing_count_instead(world: World) -> None:
    agreed = {"agreed_in_writing_day": "2026-03-02", "agreed_final_day": "2026-05-01"}
    carry_out(world, "make_plan", {**AGREEMENT, **agreed})
    assert days(world) == {"agreement_draft": date(2026, 3, 2), "agreement_final": date(2026, 5, 1)}


# --- assessments and plans -----------------------------------------------------------------------------


@pytest.mark.parametrize("opening", [ORDER, CONCESSION, AGREEMENT], ids=["order", "concession", "agreement"])
def test_an_assessment_leads_to_a_plan_and_can_be_replayed(world: World, opening: dict[str, str]) -> None:
    walk = carry_out(world, "assess", opening)
    assert finish(walk) == "carried_out_in_time"
    assert set(walk.limits.values()) == {"met", "lifted"}
    assert {"ordered_assessment_notice", "ordered_draft_notice", "final_plan_notice"} <= letters(world)
    assert world.replay().is_sound


def test_an_assessment_may_lead_to_no_plan(world: World) -> None:
    walk = carry_out(world, "assess", ORDER, plan_decision="not_necessary")
    assert finish(walk) == "carried_out_in_time"
    assert walk.limits["order_assess"] == walk.limits["order_no_plan"] == "met"
    assert "plan_refusal_notice" in letters(world) and "ordered_draft_notice" not in letters(world)


def test_a_child_in_a_special_school_may_stay_a_while(world: World) -> None:
    stays = {"plan_decision": "not_necessary", "in_special_school_for_assessment": "yes"}
    walk = carry_out(world, "assess", ORDER, **stays).to("send_assessed_refusal").do("send_assessed_refusal")
    assert walk.limits["order_assessed_final_plan"] == "lifted" and "end_special_school_stay" not in walk.tasks
    sent_on = world.today
    assert (walk.to("end_special_school_stay").world.today - sent_on).days > 10
    assert finish(walk) == "carried_out_in_time"


def test_each_adviser_is_asked_within_the_time_of_the_order(world: World) -> None:
    walk = carry_out(world, "assess", ORDER).to("send_advice_request")
    for _ in range(4):
        walk.do("send_advice_request")
    advice = [one for one in world.state.deadlines.values() if one.limit in ("body_advice", "own_advice")]
    assert {one.legal for one in advice} == {date(2026, 2, 16)}
    world.pass_time(weeks=6, days=1)
    assert walk.tasks.count("chase_late_advice") == 4
    assert walk.limits["order_no_plan"] == "running"


def test_old_advice_that_satisfies_all_is_not_asked_again(world: World) -> None:
    walk = carry_out(world, "assess", ORDER).to("decide_whom_to_ask")
    rows = walk.answer_all("ordered_advisers.json")["advice"]
    walk.do("decide_whom_to_ask", advice=[{**row, "reuse_proposed": "yes"} for row in rows])
    walk.to("agree_reuse").do("agree_reuse")
    assert walk.tasks.count("agree_reuse") == 3 and "send_advice_request" not in walk.tasks


def test_whoever_the_law_names_cannot_be_left_out(world: World) -> None:
    walk = carry_out(world, "assess", ORDER, in_or_beyond_year_9="yes").to("decide_whom_to_ask")
    assert walk.do("decide_whom_to_ask").tasks == ["add_advisers"]


SCHOOL = {"school_name": "Low Moor School", "school_kind": "maintained_school", "asked_for_by_family": "yes"}


def test_a_school_is_consulted_and_chased_by_its_day(world: World) -> None:
    walk = carry_out(world, "make_plan", ORDER).do("send_ordered_draft").to("choose_schools")
    walk.do("choose_schools", schools=[SCHOOL]).do("consult_school")
    assert world.deadline("school_reply").legal == date(2026, 1, 20)
    world.pass_time(days=16)
    walk.do("chase_school_reply", school_chase_decision="wait", school_reply_expected_on="2026-01-26")
    world.pass_time(days=5)
    assert "chase_school_reply" not in walk.tasks
    world.pass_time(days=1)
    assert {"chase_school_reply", "record_school_reply"} <= set(walk.tasks)


def test_a_draft_that_changed_much_goes_out_again(world: World) -> None:
    walk = carry_out(world, "make_plan", ORDER).do("send_ordered_draft").to("decide_changes")
    walk.do("decide_changes", materially_changed="yes").do("send_changed_draft")
    assert walk.tasks == ["record_representations"] and walk.limits["order_final_plan"] == "running"


def test_health_agrees_to_what_the_plan_says_of_it(world: World) -> None:
    walk = carry_out(world, "make_plan", ORDER).do("send_ordered_draft", section_g="Physiotherapy, weekly.")
    walk.to("agree_section_g").do("agree_section_g", section_g_agreed="no", section_g_objections="Too little.")
    assert "complete_final_plan" in walk.tasks
    assert finish(walk) == "carried_out_in_time"


def test_a_family_that_was_not_told_in_time_hears_why(world: World) -> None:
    walk = carry_out(world, "assess", ORDER)
    world.pass_time(days=15)
    assert walk.tasks == [CONTACTS, "tell_ordered_assessment", "tell_telling_of_assessment_delay"]
    walk.do("tell_ordered_assessment")
    assert walk.limits["order_assess"] == "met_late" and "compliance_delay_letter" in letters(world)


def test_the_family_has_its_time_for_the_draft(world: World) -> None:
    walk = carry_out(world, "make_plan", ORDER).do("send_ordered_draft")
    assert walk.tasks == [CONTACTS, "record_representations"] and walk.limits["order_draft"] == "met"
    walk.to("decide_changes")
    assert world.today >= date(2026, 1, 20)
    assert finish(walk) == "carried_out_in_time"
    assert walk.limits["order_final_plan"] == "met"


def test_a_late_plan_is_seen_and_told(world: World) -> None:
    walk = carry_out(world, "make_plan", ORDER)
    world.pass_time(weeks=11, days=1)
    assert walk.limits == {"order_draft": "missed", "order_final_plan": "missed"}
    assert walk.tasks == [CONTACTS, "send_ordered_draft", "tell_ordered_draft_delay", "tell_ordered_plan_delay"]


@pytest.mark.parametrize(
    ("decision", "letter"), [("necessary", "ordered_draft_notice"), ("not_necessary", "plan_refusal_notice")]
)
def test_what_was_sent_back_is_decided_and_sent(world: World, decision: str, letter: str) -> None:
    walk = carry_out(world, "reconsider", ORDER, plan_decision=decision)
    assert finish(walk) == "carried_out_in_time"
    target = "met" if decision == "necessary" else "lifted"
    assert walk.limits["order_reconsider"] == "met" and walk.limits["reconsidered_plan_target"] == target
    assert letter in letters(world)


@pytest.mark.parametrize(
    ("kind", "task"), [("assess", "carry_out_old_assessment"), ("make_plan", "carry_out_old_plan")]
)
def test_old_concessions_are_carried_out_by_the_old_law(world: World, kind: str, task: str) -> None:
    walk = carry_out(world, kind, OLD_CONCESSION)
    assert task in walk.tasks
    assert finish(walk) == "carried_out_in_time"


# --- amended plans, and plans that go on or end -------------------------------------------------------------


@pytest.mark.parametrize("kind", ["amend_contents", "change_institution", "continue_and_amend"])
@pytest.mark.parametrize("opening", [ORDER, CONCESSION, AGREEMENT], ids=["order", "concession", "agreement"])
def test_an_amended_plan_meets_its_limit(world: World, opening: dict[str, str], kind: str) -> None:
    walk = carry_out(world, kind, opening)
    assert finish(walk) == "carried_out_in_time"
    assert set(walk.limits.values()) == {"met"} and "ordered_amended_plan_notice" in letters(world)
    assert ("plan_goes_on_notice" in letters(world)) == (kind == "continue_and_amend")


def test_the_whole_plan_at_once_meets_both_limits(world: World) -> None:
    walk = carry_out(world, BOTH, ORDER)
    finish(walk)
    assert walk.limits == {"order_institution": "met", "order_contents": "met"}


def test_the_school_may_go_first_and_the_rest_later(world: World) -> None:
    walk = carry_out(world, BOTH, ORDER, amended_at_once="no").to("send_institution_first").do("send_institution_first")
    assert walk.limits == {"order_institution": "met", "order_contents": "running"}
    finish(walk)
    assert walk.limits["order_contents"] == "met"


def test_two_limits_are_missed_one_after_the_other(world: World) -> None:
    walk = carry_out(world, BOTH, ORDER)
    world.pass_time(days=15)
    assert walk.limits == {"order_institution": "missed", "order_contents": "running"}
    world.pass_time(days=21)
    delays = ["tell_contents_of_both_delay", "tell_institution_of_both_delay"]
    assert walk.tasks == [CONTACTS, *delays, "write_both_amendments"]


@pytest.mark.parametrize(
    ("kind", "task", "letter"),
    [
        ("continue", "confirm_plan_goes_on", "plan_goes_on_notice"),
        ("cease", "cease_as_ordered", "ordered_cease_notice"),
    ],
)
def test_a_plan_goes_on_or_ends_at_once(world: World, kind: str, task: str, letter: str) -> None:
    walk = carry_out(world, kind, ORDER)
    assert walk.tasks == sorted([CONTACTS, task]) and walk.limits == {}
    assert finish(walk) == "carried_out_in_time" and letter in letters(world)


@pytest.mark.parametrize(("opening", "kind"), [({}, "assess"), (CONCESSION, "cease"), (AGREEMENT, "reconsider")])
def test_what_cannot_be_is_looked_at_again(world: World, opening: dict[str, str], kind: str) -> None:
    walk = carry_out(world, kind, opening)
    assert walk.tasks == ["check_compliance_duty", CONTACTS]
    walk.do("check_compliance_duty", order_kind="none")
    assert finish(walk) == "carried_out_in_time"


# --- recommendations -----------------------------------------------------------------------------------

HEALTH = {"health_recommendation_on": TODAY}
SOCIAL = {"social_care_recommendation_on": TODAY}


def test_a_health_recommendation_is_answered_and_copied(world: World) -> None:
    walk = carry_out(world, "none", HEALTH)
    assert days(world) == {"health_recommendation_response": date(2026, 2, 8)}
    walk.do("record_health_answer")
    assert world.deadline("copy_health_response").legal == date(2026, 1, 11)
    assert finish(walk) == "carried_out_in_time"
    assert walk.limits == {"health_recommendation_response": "met", "copy_health_response": "met"}


def test_social_care_answers_with_reasons_and_a_copy(world: World) -> None:
    walk = carry_out(world, "none", SOCIAL)
    assert days(world) == {"social_care_recommendation_response": date(2026, 2, 8)}
    assert finish(walk) == "carried_out_in_time"
    assert set(walk.limits.values()) == {"met"}
    assert {"social_care_answer", "social_care_answer_copy"} <= letters(world)


def test_a_late_answer_and_a_late_copy_are_seen(world: World) -> None:
    walk = carry_out(world, "none", HEALTH)
    world.pass_time(days=35)
    assert walk.tasks == [CONTACTS, "record_health_answer", "tell_health_answer_delay"]
    walk.do("record_health_answer")
    world.pass_time(days=7)
    assert walk.limits["copy_health_response"] == "missed"


def test_the_tribunal_may_fix_the_day_of_an_answer(world: World) -> None:
    fixed = {"other_days_fixed": "yes", "recommendation_directed_on": "2026-03-02"}
    carry_out(world, "none", {**SOCIAL, **fixed})
    assert world.deadline("social_care_recommendation_response").legal == date(2026, 3, 2)


def test_in_the_pilot_of_2015_nothing_was_copied(world: World) -> None:
    pilot = {"health_recommendation_on": "2015-09-01", "social_care_recommendation_on": "2015-09-01"}
    walk = carry_out(world, "none", pilot)
    assert set(days(world)) == {"pilot_recommendation_response"}
    assert finish(walk) == "carried_out_in_time" and "health_answer_copy" not in letters(world)


def test_a_recommendation_that_changes_the_plan_opens_it(world: World) -> None:
    walk = carry_out(world, "none", SOCIAL, recommendation_changes_plan="yes")
    finish(walk)
    [opened] = events_of(world, "CaseToOpen")
    assert opened.process == "plan_amendment" and "plan_made_on" in opened.facts


def test_an_order_and_its_recommendations_run_side_by_side(world: World) -> None:
    walk = carry_out(world, "amend_contents", {**ORDER, **HEALTH, **SOCIAL})
    assert walk.tasks == ["decide_social_care_answer", CONTACTS, "record_health_answer", "write_ordered_amendment"]
    assert finish(walk) == "carried_out_in_time"


# --- how it ends, and the chain -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("result", "outcome"),
    [("in_time", "carried_out_in_time"), ("exception", "carried_out_with_exception"), ("late", "carried_out_late")],
)
def test_the_report_says_whether_it_was_in_time(world: World, result: str, outcome: str) -> None:
    walk = carry_out(world, "continue", ORDER, compliance_result=result)
    assert finish(walk) == outcome and "compliance_report" in letters(world)
    assert world.state.facts["compliance_result"] == result


WAYS = {
    "order_fell_away": ("stop_compliance", "compliance_was_stopped"),
    "moved_out_of_area": ("hand_over_compliance", "compliance_handed_over"),
    "person_died": ("stop_compliance_after_death", "compliance_stopped_after_death"),
    "opened_in_error": ("put_compliance_error_right", "compliance_in_error"),
}


@pytest.mark.parametrize("message", list(WAYS))
def test_what_ends_the_duty_leaves_one_thing_to_do(world: World, message: str) -> None:
    walk = receive(carry_out(world, "assess", {**ORDER, **HEALTH}), message)
    follow_up, outcome = WAYS[message]
    assert walk.tasks == [follow_up] and "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


EDITIONS = [
    ("make_plan", ["Draft plan 1", "Final plan"]),
    ("amend_contents", ["Amended plan"]),
    ("change_institution", ["Amended plan"]),
]


@pytest.mark.parametrize(("kind", "titles"), EDITIONS)
def test_what_was_sent_is_kept_as_an_edition_of_the_plan(world: World, kind: str, titles: list[str]) -> None:
    finish(carry_out(world, kind, ORDER))
    assert [one.title for one in PlanBook(world.engine).editions(AUTHORITY, world.person)] == titles


def test_a_first_plan_has_a_case_of_its_own(world: World) -> None:
    finish(carry_out(world, "make_plan", ORDER))
    [opened] = events_of(world, "CaseToOpen")
    assert opened.process == "plan_maintenance"
    assert {"plan_made_on", "date_of_birth"} <= set(opened.facts)


@pytest.mark.parametrize(
    ("kind", "message"), [("reassess", "reassessment_completed"), ("amend_contents", "amendment_settled")]
)
def test_the_case_of_a_plan_hears_that_it_changed(world: World, kind: str, message: str) -> None:
    finish(carry_out(world, kind, CONCESSION))
    told = {one.message: one for one in events_of(world, "MessageToSend") if one.to == "plan_maintenance"}
    assert set(told) == {message} and "plan_issued_on" in told[message].payload


def test_a_reassessment_that_finds_no_need_opens_ceasing(world: World) -> None:
    finish(carry_out(world, "reassess", ORDER, plan_decision="not_necessary"))
    [told] = [one for one in events_of(world, "MessageToSend") if one.to == "plan_maintenance"]
    assert (told.message, told.payload["reassessment_outcome"]) == ("reassessment_completed", "cease_considered")
    [name] = [key for key, one in world.state.letters.items() if one.template == "plan_refusal_notice"]
    assert "stays in force" in world.looking.letter(AUTHORITY, world.case, name).text


@pytest.mark.parametrize(
    ("message", "task"),
    [("order_fell_away", "stop_compliance"), ("opened_in_error", "put_compliance_error_right")],
)
def test_a_reassessment_that_stops_is_no_longer_in_hand(world: World, message: str, task: str) -> None:
    walk = receive(carry_out(world, "reassess", ORDER), message).do(task)
    [*_, told] = events_of(world, "MessageToSend")
    assert (told.message, told.to) == ("reassessment_completed", "plan_maintenance") and walk.world.state.is_closed


@pytest.mark.parametrize("kind", ["continue", "assess"])
def test_without_a_new_text_no_plan_is_told(world: World, kind: str) -> None:
    finish(carry_out(world, kind, ORDER, plan_decision="not_necessary"))
    assert [one for one in events_of(world, "MessageToSend") if one.to == "plan_maintenance"] == []
    assert events_of(world, "CaseToOpen") == []


def test_the_case_of_a_plan_hears_that_it_has_ceased(world: World) -> None:
    finish(carry_out(world, "cease", ORDER, plan_ceased_on="2026-01-06"))
    [told] = [one for one in events_of(world, "MessageToSend") if one.to == "plan_maintenance"]
    assert (told.message, told.payload["ceased_on"]) == ("plan_ended", "2026-01-06")


# --- one case for each duty --------------------------------------------------------------------------

TAKES_OVER = [
    ("assess", {}, ["refusal_overtaken"]),
    ("make_plan", {}, ["refusal_overtaken"]),
    ("reconsider", {}, ["refusal_overtaken"]),
    ("cease", {}, ["ceasing_overtaken"]),
    ("continue", {}, ["ceasing_overtaken"]),
    ("change_institution", {"appeal_kind": "A7"}, ["ceasing_overtaken"]),
    ("amend_contents", {"appeal_kind": "A3"}, []),
    ("reassess", {}, ["reassessment_overtaken", "reassessment_begun"]),
]


@pytest.mark.parametrize(("kind", "opening", "messages"), TAKES_OVER)
def test_the_case_of_the_decision_hears_who_carries_it_on(
    world: World, kind: str, opening: dict[str, str], messages: list[str]
) -> None:
    carry_out(world, kind, {**ORDER, **opening})
    told = events_of(world, "MessageToSend")
    assert [one.message for one in told] == messages
    assert {one.to for one in told} <= {"every_case"}
    assert all(one.payload.get("carried_on_by", "order") == "order" for one in told)


def test_an_agreement_gives_way_to_a_later_order(world: World) -> None:
    earlier = carry_out(world, "assess", AGREEMENT)
    agreed = world.carry_out().case
    opened_with(earlier, {"order_kind": "assess", **ORDER})
    world.carry_out()
    assert "tell_ordered_assessment" in earlier.tasks
    assert world.turn_to(agreed).state.outcome == "carried_on_by_order"
    assert "running" not in earlier.limits.values()


def test_a_reassessment_gives_way_to_an_ordered_one(world: World) -> None:
    Walk(world, "reassessment", {"plan_made_on": "2025-03-03", "reassessment_source": "family"})
    running = world.carry_out().case
    carry_out(world, "reassess", ORDER).world.carry_out()
    assert world.turn_to(running).state.outcome == "carried_on_by_order"


MEDIATED = {
    "appealed_decision": "plan_contents",
    "plan_dispute": "institution",
    "wishes_to_appeal": "yes",
    "wants_mediation": "yes",
    "mediation_issues": ["education"],
    "mediation_held": "yes",
    "mediation_agreement": "all",
    "order_kind": "change_institution",
    "agreed_actions": [],
}


def cases(world: World) -> set[str]:
    with world.engine.database.read() as tx:
        return {case for _, case in tx.all_cases(AUTHORITY)}


def test_an_agreement_in_mediation_is_carried_out_here(world: World) -> None:
    world.publish(PROCESS, read_files())
    walk = Walk(world, "mediation", MEDIATED)
    before = cases(world)
    receive(walk, "adviser_contacted").to("nothing_is_ever_called_this")
    [made] = cases(world.carry_out()) - before
    assert set(days(world.turn_to(made))) == {"agreement_institution"}


def test_each_end_of_a_duty_is_lived_in_this_file() -> None:
    [process] = drawing_of(FOLDER / "tribunal_compliance.bpmn").all_of("process")
    ends = {one.get("id") for one in process if kind_of(one) == "endEvent"}
    text = (FOLDER.parent / "tests/processes/test_tribunal_compliance.py").read_text()
    assert [end for end in ends if f'"{end}"' not in text] == []
