"""Mediation, lived from the notice of a decision to the certificate and to what was agreed."""

from datetime import date
from typing import Any

import pytest

from engine.case.commands import OpenCase
from tests.fixtures.world import AUTHORITY, MANAGER, World
from tests.processes.drawn import FOLDER, drawing_of, kind_of
from tests.processes.walking import Walk, events_of, finish, receive

PROCESS = "mediation"
TODAY = date(2026, 1, 5)
USUAL = {
    "appealed_decision": "plan_contents",
    "plan_dispute": "contents",
    "adviser_contact_in_time": "yes",
    "wishes_to_appeal": "yes",
    "wants_mediation": "yes",
    "mediation_issues": ["education"],
    "mediation_held": "yes",
    "mediation_agreement": "none",
    "mediation_still_wanted": "no",
    "order_kind": "none",
    "agreed_actions": [],
}
ACTION = {"agreed_action": "Short breaks twice a month.", "agreed_action_owner": "social_care"}


@pytest.fixture
def walk(world: World) -> Walk:
    """A plan whose contents can be disputed; its notice was sent today."""
    return Walk(world, PROCESS, USUAL)


def contact(world: World, **answers: Any) -> Walk:
    """A case in which the family contacted the adviser at once."""
    return receive(Walk(world, PROCESS, USUAL, **answers), "adviser_contacted")


def certificates_told(world: World) -> list[str]:
    told = events_of(world, "MessageToSend")
    return [one.payload["certificate_issued_on"] for one in told if one.message == "certificate_issued"]


def outcomes_told(world: World) -> list[str]:
    """What every case that waits for the end of the mediation is told."""
    told = events_of(world, "MessageToSend")
    return [one.payload["mediation_outcome"] for one in told if one.message == "mediation_ended"]


# --- the family and the adviser ---------------------------------------------------------------------


def test_the_family_has_two_months_to_contact_the_adviser(walk: Walk) -> None:
    [wait] = walk.world.state.waits.values()
    assert (wait.limit, wait.legal) == ("contact_adviser", date(2026, 3, 5))


def test_only_a_person_closes_a_dispute_without_contact(walk: Walk) -> None:
    walk.world.pass_time(weeks=12)
    assert walk.tasks == ["decide_on_mediation_lapse"]
    assert finish(walk) == "ended_lapsed" and outcomes_told(walk.world) == ["lapsed"]


def test_a_contact_is_taken_in_while_closing_is_asked(walk: Walk) -> None:
    walk.world.pass_time(weeks=9)
    receive(walk, "adviser_contacted", adviser_contact_in_time="no")
    assert walk.tasks == ["record_mediation_wish"]


def test_a_family_that_appeals_at_once_needs_no_mediation(walk: Walk) -> None:
    assert finish(receive(walk, "appeal_made")) == "ended_with_appeal"


def test_neither_appeal_nor_mediation_ends_the_dispute(world: World) -> None:
    assert finish(contact(world, wishes_to_appeal="no", wants_mediation="no")) == "ended_lapsed"


@pytest.mark.parametrize(
    ("answers", "needed"),
    [
        ({"appealed_decision": "refusal_to_assess", "plan_dispute": "none"}, "yes"),
        ({"appealed_decision": "refusal_to_amend", "plan_dispute": "institution"}, "yes"),
        ({"plan_dispute": "contents_and_institution"}, "yes"),
        ({"plan_dispute": "institution"}, "no"),
    ],
)
def test_only_section_i_alone_needs_no_certificate(world: World, answers: dict[str, str], needed: str) -> None:
    walk = contact(world, wants_mediation="no", **answers).to("record_certificate_without_mediation")
    assert world.state.facts["certificate_needed"] == needed
    assert finish(walk) == ("ended_with_certificate" if needed == "yes" else "ended_without_certificate")


# --- the certificate without mediation -----------------------------------------------------------------


def test_the_certificate_is_due_in_three_working_days(world: World) -> None:
    walk = contact(world, wants_mediation="no").to("record_certificate_without_mediation")
    assert world.deadline("certificate_no_mediation").legal == date(2026, 1, 8)
    walk.do("record_certificate_without_mediation", certificate_issued_on="2026-01-05")
    assert walk.limits["certificate_no_mediation"] == "met"
    assert certificates_told(world) == ["2026-01-05"]


def test_a_late_certificate_is_asked_for(world: World) -> None:
    walk = contact(world, wants_mediation="no").to("record_certificate_without_mediation")
    world.pass_time(days=5)
    assert walk.limits["certificate_no_mediation"] == "missed"
    assert finish(walk) == "ended_with_certificate"


def test_too_late_for_a_certificate_only_leave_helps(world: World) -> None:
    walk = contact(world, adviser_contact_in_time="no", wants_mediation="no").to("explain_leave")
    assert walk.tasks == ["explain_leave"]
    assert finish(walk) == "ended_for_leave" and certificates_told(world) == []


def test_too_late_for_a_certificate_is_not_too_late_to_mediate(world: World) -> None:
    walk = contact(world, adviser_contact_in_time="no").to("record_mediation_request")
    assert finish(walk) == "ended_without_agreement"


# --- routes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issues", "route", "arranger", "limit"),
    [
        (["education"], "authority", "authority", "arrange_mediation"),
        (["social_care"], "authority", "authority", "arrange_mediation"),
        (["education", "health"], "mixed", "authority", "arrange_mixed_mediation"),
        (["health"], "health", "health_body", "arrange_health_mediation"),
    ],
)
def test_the_issues_tell_who_arranges_it(
    world: World, issues: list[str], route: str, arranger: str, limit: str
) -> None:
    contact(world, mediation_issues=issues).to("name_mediation_decision_maker", "record_health_mediation")
    facts = world.state.facts
    assert (facts["mediation_route"], facts["mediation_arranger"]) == (route, arranger)
    assert world.deadline(limit).legal == date(2026, 2, 4)


def test_the_health_body_is_told_within_three_working_days(world: World) -> None:
    walk = contact(world, mediation_issues=["health"]).to("send_mediation_health_notification")
    assert world.deadline("tell_health_body_of_mediation").legal == date(2026, 1, 8)
    world.pass_time(days=4)
    assert walk.limits["tell_health_body_of_mediation"] == "missed"
    walk.do("send_mediation_health_notification")
    assert {"mediation_health_notification"} == {letter.template for letter in world.state.letters.values()}


def test_a_letter_says_who_acts_for_a_young_person(world: World) -> None:
    walk = contact(world, mediation_issues=["health"], addressee_kind="alternative_person")
    walk.to("send_mediation_health_notification").do("send_mediation_health_notification")
    [letter] = world.state.letters
    assert "Whoever acts for the young person" in world.looking.letter(AUTHORITY, world.case, letter).text


def test_a_late_health_body_brings_no_certificate(world: World) -> None:
    walk = contact(world, mediation_issues=["health"]).to("record_health_mediation")
    world.pass_time(days=31)
    assert walk.tasks == ["press_health_body", "record_health_mediation"]
    assert finish(walk) == "ended_without_agreement"


def test_a_mediation_that_is_not_arranged_brings_a_warning(world: World) -> None:
    walk = contact(world).to("name_mediation_decision_maker")
    world.pass_time(days=30)
    assert walk.limits["arrange_mediation"] == "running"
    world.pass_time(days=1)
    assert walk.limits["arrange_mediation"] == "missed" and not world.state.is_closed


def test_what_cannot_be_arranged_brings_the_certificate(world: World) -> None:
    walk = receive(contact(world).to("fix_mediation"), "cannot_arrange_mediation")
    assert walk.tasks == ["tell_adviser_not_arranged"]
    walk.do("tell_adviser_not_arranged")
    assert world.deadline("certificate_not_arranged").legal == date(2026, 1, 8)
    assert finish(walk) == "ended_with_deemed_certificate"
    assert len(certificates_told(world)) == 1


def test_the_family_can_mediate_after_that_certificate(world: World) -> None:
    walk = receive(contact(world, mediation_still_wanted="yes").to("fix_mediation"), "cannot_arrange_mediation")
    walk.to("fix_mediation_anew")
    assert walk.tasks == ["fix_mediation_anew"]
    assert finish(walk) == "ended_without_agreement" and len(certificates_told(world)) == 1


def test_a_family_that_has_its_certificate_gets_no_second(world: World) -> None:
    walk = receive(contact(world, mediation_still_wanted="yes").to("fix_mediation"), "cannot_arrange_mediation")
    receive(walk.to("fix_mediation_anew"), "mediation_dropped")
    assert finish(walk) == "ended_with_deemed_certificate" and len(certificates_told(world)) == 1


def test_who_no_longer_wants_it_gets_the_certificate(world: World) -> None:
    walk = receive(contact(world).to("fix_mediation"), "mediation_dropped")
    assert walk.tasks == ["record_certificate_without_mediation"]
    assert world.deadline("certificate_mediation_dropped").legal == date(2026, 1, 8)
    assert finish(walk) == "ended_with_certificate"


def detained(world: World, **answers: Any) -> Walk:
    """A young person in custody, whose side contacted the adviser."""
    walk = Walk(world, PROCESS, USUAL, **answers)
    opening = {"appealed_decision": "refusal_to_assess", "decision_notice_sent_on": "2026-01-05", "detained": "yes"}
    opened = world.do(OpenCase(by=MANAGER, process=PROCESS, person=world.person, facts=opening))
    world.turn_to(opened.case or "")
    return receive(walk, "adviser_contacted")


def test_in_custody_the_time_runs_from_word_to_the_adviser(world: World) -> None:
    walk = detained(world, mediation_issues=["health"]).to("record_mediation_wish").do("record_mediation_wish")
    world.pass_time(days=7)
    walk.to("name_mediation_decision_maker")
    assert world.deadline("detained_arrange_mediation").legal == date(2026, 2, 4)
    assert finish(walk) == "ended_without_agreement"


def test_in_custody_only_two_refusals_need_a_certificate(world: World) -> None:
    walk = detained(world, wants_mediation="no").to("record_certificate_without_mediation")
    assert world.deadline("detained_certificate_no_mediation").legal == date(2026, 1, 8)
    assert finish(walk) == "ended_with_certificate"


# --- the mediation, and what was agreed ------------------------------------------------------------------


def test_the_family_has_five_working_days_of_notice(world: World) -> None:
    walk = contact(world).to("fix_mediation").do("fix_mediation", mediation_on="2026-01-26")
    assert world.deadline("mediation_notice").legal == date(2026, 1, 19)
    walk.do("send_mediation_invitation")
    assert walk.limits["mediation_notice"] == "met"


def test_notice_that_is_too_short_needs_consent_or_a_new_day(world: World) -> None:
    walk = contact(world).to("fix_mediation").do("fix_mediation", mediation_on="2026-01-14")
    world.pass_time(days=3)
    assert walk.tasks == ["send_mediation_invitation", "settle_short_mediation_notice"]
    move = {"short_mediation_settled_by": "move", "mediation_on": "2026-01-26"}
    walk.do("settle_short_mediation_notice", **move)
    assert world.deadline("mediation_notice").legal == date(2026, 1, 19)


def test_a_mediation_that_is_not_held_gets_a_new_day(world: World) -> None:
    walk = contact(world).to("record_mediation")
    walk.do("record_mediation", mediation_held="no", mediation_not_held_reasons="The mediator was ill.")
    assert walk.tasks == ["fix_mediation_anew"]
    assert finish(walk) == "ended_without_agreement"


def test_after_the_mediation_the_certificate_is_due(world: World) -> None:
    walk = contact(world).to("record_mediation").do("record_mediation")
    assert walk.tasks == ["pay_mediation_expenses", "record_certificate_after_mediation"]
    due = world.deadline("certificate_after_mediation")
    assert (due.legal - world.today).days in (3, 5)


def test_whoever_arranged_the_mediation_pays_who_came(world: World) -> None:
    health = contact(world, mediation_issues=["health"]).to("record_mediation").do("record_mediation")
    assert "pay_mediation_expenses" not in health.tasks


def test_section_i_alone_is_mediated_without_certificate(world: World) -> None:
    walk = contact(world, plan_dispute="institution")
    assert finish(walk) == "ended_without_agreement" and certificates_told(world) == []


@pytest.mark.parametrize(("agreed", "outcome"), [("all", "ended_in_agreement"), ("part", "ended_in_part_agreement")])
def test_an_agreement_opens_the_case_for_carrying_it_out(world: World, agreed: str, outcome: str) -> None:
    walk = contact(world, mediation_agreement=agreed, order_kind="change_institution", agreed_duty_day="2026-04-30")
    assert finish(walk) == outcome
    [opened] = events_of(world, "CaseToOpen")
    assert opened.process == "tribunal_compliance"
    assert opened.facts["order_kind"] == "change_institution" and "agreement_on" in opened.facts


def test_what_cannot_be_appealed_is_done_in_two_weeks(world: World) -> None:
    walk = contact(world, mediation_agreement="all", agreed_actions=[ACTION]).to("carry_out_agreed_action")
    assert world.deadline("agreement_other").legal == date(2026, 1, 19)
    assert finish(walk) == "ended_in_agreement" and events_of(world, "CaseToOpen") == []


def test_another_day_counts_if_agreed_in_writing(world: World) -> None:
    later = {**ACTION, "agreed_in_writing_day": "2026-03-02"}
    contact(world, mediation_agreement="all", agreed_actions=[later]).to("carry_out_agreed_action")
    assert world.deadline("agreement_other").legal == date(2026, 3, 2)


def test_a_late_action_is_seen(world: World) -> None:
    walk = contact(world, mediation_agreement="all", agreed_actions=[ACTION]).to("carry_out_agreed_action")
    world.pass_time(days=15)
    assert walk.limits["agreement_other"] == "missed"


def test_the_health_body_passes_on_what_it_agreed(world: World) -> None:
    walk = contact(world, mediation_issues=["health"], mediation_agreement="all").to("receive_mediation_agreement")
    assert "agreement_passed_on" in walk.limits and "record_mediation_agreement" not in walk.tasks
    world.pass_time(days=8)
    assert walk.limits["agreement_passed_on"] == "missed"
    assert finish(walk) == "ended_in_agreement"


# --- what ends a dispute -------------------------------------------------------------------------------


WAYS = {
    "dispute_withdrawn": ("close_mediation_dispute", "dispute_ended"),
    "moved_out_of_area": ("hand_over_mediation", "mediation_handed_over"),
    "person_died": ("stop_mediation_after_death", "mediation_stopped_after_death"),
    "opened_in_error": ("put_mediation_error_right", "mediation_in_error"),
}


@pytest.mark.parametrize("message", list(WAYS))
@pytest.mark.parametrize("stage", ["record_mediation_wish", "fix_mediation"])
def test_what_ends_a_dispute_leaves_one_thing_to_do(world: World, stage: str, message: str) -> None:
    walk = receive(contact(world).to(stage), message)
    follow_up, outcome = WAYS[message]
    assert walk.tasks == [follow_up] and "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


@pytest.mark.parametrize("message", ["dispute_withdrawn", "opened_in_error"])
def test_whoever_waits_hears_that_nothing_is_disputed(world: World, message: str) -> None:
    walk = receive(contact(world), message)
    walk.do(WAYS[message][0])
    assert outcomes_told(world) == [message]


def test_the_case_of_a_refusal_hears_of_its_mediation(walk: Walk) -> None:
    [told] = events_of(walk.world, "MessageToSend")
    assert (told.to, told.message, told.payload) == (
        "ehc_assessment",
        "mediation_wanted",
        {"mediation_has_a_case": "yes"},
    )


def test_each_end_of_a_mediation_is_lived_in_this_file() -> None:
    root = drawing_of(FOLDER / "mediation.bpmn")
    [process] = root.all_of("process")
    ends = {one.get("id") for one in process if kind_of(one) == "endEvent"}
    text = (FOLDER.parent / "tests/processes/test_mediation.py").read_text()
    assert [end for end in ends if f'"{end}"' not in text] == []


def test_a_mediation_can_be_lived_again(world: World) -> None:
    finish(contact(world, mediation_agreement="all", agreed_actions=[ACTION], order_kind="assess"))
    assert world.replay().is_sound
