"""A reassessment: asked for or not, answered in fifteen days, and a plan in fourteen weeks, or none."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.world import AUTHORITY, World
from tests.processes.drawn import FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish, gaps_in_letters

MONDAY = date(2026, 1, 5)
USUAL = {
    "plan_made_on": "2024-09-02",
    "reassessment_source": "family",
    "reassessment_request_received": "2026-01-05",
    "assessed_before": "yes",
    "last_assessment_on": "2024-08-01",
    "reassessment_decision": "reassess",
    "armed_forces_parent": "no",
    "in_or_beyond_year_9": "no",
    "reuse_proposed": "no",
    "advice_quality": "complete",
    "more_advice_needed": "no",
    "section_g_agreed": "yes",
    "draft_ready": "yes",
    "family_answered_draft": "yes",
    "meeting_required": "no",
    "materially_changed": "no",
    "section_g_changed": "no",
    "reassessment_draft_notice_means": "hand",
}
SETTLED = {"reassessment_source": "authority", "own_reassessment_decided_on": "2026-01-05"}
WAYS_OUT = {
    "request_withdrawn": ("reassessment_withdrawn", "withdrawn"),
    "moved_out_of_area": ("reassessment_handed_over", "moved"),
    "person_died": ("reassessment_ended_by_death", None),
    "opened_in_error": ("reassessment_case_in_error", "opened_in_error"),
    "reassessment_overtaken": ("carried_on_by_order", None),
    "plan_ended": ("reassessment_ended_with_plan", None),
}
ENDS = {
    "amend": ("plan_renewed", "amended"),
    "replace": ("plan_renewed", "replaced"),
    "unchanged": ("plan_left_unchanged", "unchanged"),
    "cease": ("plan_may_cease", "cease_considered"),
}


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="reassessment", usual=USUAL, **answers)


def told_to_opener(world: World) -> list[dict[str, Any]]:
    sent = events_of(world, "MessageToSend")
    return [dict(event.payload) for event in sent if event.message == "reassessment_completed"]


def duty(world: World, **answers: Any) -> str:
    walk_of(world, **answers).do("check_reassessment_request")
    return str(world.state.facts["reassessment_duty"])


# --- the answer -----------------------------------------------------------------------------------


def test_the_family_is_told_within_fifteen_days(world: World) -> None:
    walk = walk_of(world)
    assert world.deadline("reassess_decision").legal == MONDAY + timedelta(days=15)
    walk.to("decide_whom_to_ask")
    assert walk.limits["reassess_decision"] == "met"


def test_a_request_logged_late_counts_from_its_day(world: World) -> None:
    world.pass_time(days=3)
    walk = walk_of(world)
    assert world.deadline("reassess_decision").legal == MONDAY + timedelta(days=15)
    assert world.looking.history(AUTHORITY, world.case)[0].entry.effective_on == MONDAY
    assert walk.tasks == ["check_reassessment_request"]


@pytest.mark.parametrize(
    ("last", "found"),
    [("2025-07-05", "six_months"), ("2025-07-04", "if_necessary"), ("2025-12-19", "six_months")],
)
def test_six_months_are_counted_back_from_the_request(world: World, last: str, found: str) -> None:
    assert duty(world, last_assessment_on=last) == found


def test_without_an_earlier_assessment_only_need_decides(world: World) -> None:
    assert duty(world, assessed_before="no") == "if_necessary"


def test_a_request_of_the_health_body_cannot_be_refused(world: World) -> None:
    walk = walk_of(world, reassessment_source="health_body", last_assessment_on="2025-12-01")
    walk.do("check_reassessment_request")
    assert walk.tasks == ["send_reassess_decision"]


def test_a_refusal_gives_rights_and_ends_the_case(world: World) -> None:
    walk = walk_of(world, reassessment_source="setting", reassessment_decision="refuse")
    assert finish(walk) == "reassessment_refused" and gaps_in_letters(world) == set()
    assert walk.limits == {"reassess_decision": "met"}
    assert told_to_opener(world) == [{"reassessment_outcome": "refused"}] and world.replay().is_sound


def test_a_late_answer_is_explained_and_still_given(world: World) -> None:
    walk = walk_of(world)
    world.pass_time(days=16)
    assert walk.tasks == ["check_reassessment_request", "tell_late_answer"]
    walk.do("tell_late_answer", reassessment_delay_limit="answer").to("decide_whom_to_ask")
    assert walk.limits["reassess_decision"] == "met_late" and gaps_in_letters(world) == set()


# --- without a request ----------------------------------------------------------------------------


def test_the_authority_counts_from_its_own_decision(world: World) -> None:
    walk = walk_of(world, reassessment_source="authority", own_reassessment_decided_on="2026-01-05")
    world.pass_time(days=3)
    walk.to("decide_whom_to_ask")
    assert world.deadline("reassessment_final_plan").legal == MONDAY + timedelta(weeks=14)


def test_a_reassessment_of_our_own_can_be_found_unnecessary(world: World) -> None:
    walk = walk_of(world, reassessment_source="authority", reassessment_decision="refuse")
    assert finish(walk) == "reassessment_refused"
    assert told_to_opener(world) == [{"reassessment_outcome": "not_needed"}] and not world.state.letters


# --- advice ---------------------------------------------------------------------------------------


def test_each_adviser_is_asked_and_bodies_have_six_weeks(world: World) -> None:
    walk = walk_of(world, **SETTLED).to("send_advice_request")
    assert walk.tasks == ["record_family_advice"] + 4 * ["send_advice_request"]
    for _ in range(4):
        walk.do("send_advice_request")
    limits = [one.limit for one in world.state.deadlines.values() if "advice" in one.limit]
    assert sorted(limits) == ["reassessment_body_advice"] + 3 * ["reassessment_own_advice"]
    assert world.deadline("reassessment_body_advice").legal == world.today + timedelta(weeks=6)


def test_advice_that_everybody_finds_sufficient_is_used(world: World) -> None:
    row = {"advice_kind": "family", "adviser": "The family", "co_operation_body": "no", "reuse_proposed": "no"}
    kinds = ["educational", "medical", "psychological", "social_care"]
    rows = [row] + [{**row, "advice_kind": kind, "adviser": kind, "reuse_proposed": "yes"} for kind in kinds]
    walk = walk_of(world, **SETTLED, advice=rows).to("agree_reuse")
    walk.to("check_advice_complete")
    assert "reassessment_advice_request" not in {one.template for one in world.state.letters.values()}


def test_late_advice_is_chased_and_can_be_done_without(world: World) -> None:
    walk = walk_of(world, **SETTLED).to("record_advice")
    world.pass_time(days=43)
    chased = walk.tasks.count("chase_late_advice")
    walk.do("chase_late_advice", chase_decision="wait", advice_expected_on=world.today.isoformat())
    assert walk.tasks.count("chase_late_advice") == chased - 1
    world.pass_time(days=1)
    assert walk.tasks.count("chase_late_advice") == chased
    walk.answers["chase_decision"] = "go_on"
    assert walk.to("check_advice_complete").tasks == ["check_advice_complete"]


def test_nobody_whom_the_law_names_is_left_out(world: World) -> None:
    row = {"advice_kind": "family", "adviser": "The family", "co_operation_body": "no", "reuse_proposed": "no"}
    walk = walk_of(world, **SETTLED).to("decide_whom_to_ask")
    walk.do("decide_whom_to_ask", advice=[row])
    assert walk.tasks == ["add_advisers"]


# --- the outcome ----------------------------------------------------------------------------------


@pytest.mark.parametrize("result", ENDS)
def test_the_outcome_ends_the_case_and_the_plan_is_told(world: World, result: str) -> None:
    walk = walk_of(world, **SETTLED, reassessment_result=result)
    end, outcome = ENDS[result]
    assert finish(walk) == end
    [told] = told_to_opener(world)
    assert told["reassessment_outcome"] == outcome and gaps_in_letters(world) == set()
    assert ("plan_issued_on" in told) == (end == "plan_renewed")


def test_a_plan_that_stays_gives_rights_and_lifts_the_limit(world: World) -> None:
    walk = walk_of(world, **SETTLED, reassessment_result="unchanged").to("send_reassessment_unchanged")
    assert walk.limits["reassessment_outcome"] == "met"
    walk.to("nothing")
    assert walk.limits["reassessment_final_plan"] == "lifted"


def test_the_family_has_fifteen_days_for_the_draft(world: World) -> None:
    walk = walk_of(world, **SETTLED).to("serve_draft").do("serve_draft")
    served = world.today
    walk.to("decide_changes")
    assert world.today == served + timedelta(days=15)


def test_the_draft_and_the_new_plan_are_editions_of_it(world: World) -> None:
    walk = walk_of(world, **SETTLED)
    walk.to("nothing")
    assert [one.kind for one in events_of(world, "PlanIssued")] == ["draft", "final"]


def test_a_material_change_starts_the_fifteen_days_anew(world: World) -> None:
    walk = walk_of(world, **SETTLED, materially_changed="yes").to("decide_changes").do("decide_changes")
    assert walk.tasks == ["serve_draft"]


def test_a_late_plan_is_explained_and_still_sent(world: World) -> None:
    walk = walk_of(world, **SETTLED).to("decide_whom_to_ask")
    world.pass_time(weeks=14, days=1)
    assert walk.tasks == ["decide_whom_to_ask", "tell_late_plan"]
    walk.do("tell_late_plan", reassessment_delay_limit="plan")
    assert finish(walk) == "plan_renewed" and walk.limits["reassessment_final_plan"] == "met_late"


@pytest.mark.parametrize("message", WAYS_OUT)
def test_a_reassessment_can_end_at_any_moment(world: World, message: str) -> None:
    walk = walk_of(world).to("decide_whom_to_ask")
    own = {
        "opened_in_error": "reassessment_opened_in_error.json",
        "plan_ended": "plan_has_ended.json",
        "reassessment_overtaken": "overtaken_by_order.json",
    }
    agreed = {"withdrawal_agreed_by_family": "yes"} if message == "request_withdrawn" else {}
    world.receive(message, **walk.answer_all(own.get(message, f"{message}.json")) | agreed)
    end, outcome = WAYS_OUT[message]
    assert finish(walk) == end and walk.limits["reassessment_final_plan"] == "lifted"
    assert told_to_opener(world) == ([{"reassessment_outcome": outcome}] if outcome else [])


def test_every_end_of_a_reassessment_is_reached_here() -> None:
    drawing = drawing_of(FOLDER / "reassessment.bpmn")
    above = [(one.getparent(), one.get("id")) for one in drawing.all_of("endEvent")]
    ends = {end for parent, end in above if parent is not None and parent.get("id") == "reassessment"}
    assert ends == {end for end, _ in (*ENDS.values(), *WAYS_OUT.values())} | {"reassessment_refused"}
