"""A transfer between phases of education, prepared before the day of the law, or not."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.rejections import BadInput
from tests.fixtures.world import World
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish, gaps_in_letters

YEAR_SEVEN = date(2027, 9, 1)
MEETING = date(2026, 3, 2)
USUAL = {
    "plan_made_on": "2025-09-01",
    "phase_now": "primary",
    "phase_next": "secondary",
    "stays_in_same_school": "no",
    "transfer_on": YEAR_SEVEN.isoformat(),
    "in_or_beyond_year_9": "no",
    "review_meeting_on": MEETING.isoformat(),
    "transfer_decision": "amend",
    "plan_names_next_place": "no",
    "meeting_wanted": "no",
    "section_g_changes": "no",
    "phase_amendment_notice_means": "hand",
}
WAYS_OUT = {
    "transfer_called_off": "transfer_not_going_ahead",
    "moved_out_of_area": "transfer_handed_over",
    "person_died": "transfer_ended_by_death",
    "opened_in_error": "transfer_case_in_error",
}
TOLD_OF_WAYS_OUT = {"moved_out_of_area": "moved_out_of_area", "person_died": "person_died"}
FORMS_OF_WAYS_OUT = {"opened_in_error": "phase_opened_in_error.json", "transfer_called_off": "phase_called_off.json"}


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="phase_transfer", usual=USUAL, **answers)


def test_a_place_is_named_before_the_day_of_the_law(world: World) -> None:
    walk = walk_of(world)
    assert finish(walk) == "place_settled"
    assert set(walk.limits.values()) == {"met"}
    assert world.replay().is_sound


def test_the_day_before_15_february_is_the_last(world: World) -> None:
    walk_of(world).to("fix_transfer_meeting")
    assert world.deadline("transfer_between_phases").legal == date(2027, 2, 14)
    assert world.deadline("transfer_between_phases_meeting").legal == date(2026, 11, 22)


def test_college_after_school_has_until_30_march(world: World) -> None:
    walk_of(world, phase_now="secondary", phase_next="post_16").to("fix_transfer_meeting")
    assert world.deadline("transfer_to_post_16").legal == date(2027, 3, 30)
    assert world.deadline("transfer_to_post_16_meeting").legal == date(2027, 1, 5)


def test_a_change_of_colleges_has_until_five_months_before(world: World) -> None:
    walk_of(world, phase_now="post_16", phase_next="post_16").to("fix_transfer_meeting")
    assert world.deadline("transfer_within_post_16").legal == date(2027, 4, 1)
    assert world.deadline("transfer_within_post_16_meeting").legal == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("early_years", "primary"),
        ("infant", "junior"),
        ("primary", "middle"),
        ("junior", "secondary"),
        ("middle", "secondary"),
    ],
)
def test_each_move_of_the_regulations_is_a_transfer(world: World, now: str, following: str) -> None:
    walk = walk_of(world, phase_now=now, phase_next=following).to("fix_transfer_meeting")
    assert sorted(walk.limits) == ["transfer_between_phases", "transfer_between_phases_meeting"]


@pytest.mark.parametrize(
    ("now", "following", "same"),
    [
        ("secondary", "school_sixth_form", "yes"),
        ("secondary", "school_sixth_form", "no"),
        ("primary", "secondary", "yes"),
        ("post_16", "leaving", "no"),
        ("primary", "junior", "no"),
    ],
)
def test_another_move_is_no_transfer_and_starts_no_limit(world: World, now: str, following: str, same: str) -> None:
    walk = walk_of(world, phase_now=now, phase_next=following, stays_in_same_school=same)
    assert finish(walk) == "not_a_phase_transfer" and walk.limits == {}


def test_the_limits_of_the_review_run_from_its_meeting(world: World) -> None:
    walk_of(world).to("record_transfer_report")
    assert world.deadline("review_invitation").legal == MEETING - timedelta(weeks=2)
    assert world.deadline("review_report").legal == MEETING + timedelta(weeks=2)
    assert world.deadline("review_decision").legal == MEETING + timedelta(weeks=4)


def test_a_meeting_that_was_not_held_needs_a_new_day(world: World) -> None:
    walk = walk_of(world).to("record_transfer_meeting")
    walk.do("record_transfer_meeting", transfer_meeting_held="no", meeting_not_held_reason="Snow.")
    assert walk.tasks == ["fix_transfer_meeting"]
    walk.do("fix_transfer_meeting", review_meeting_on="2026-03-16").to("record_transfer_report")
    assert world.deadline("review_decision").legal == date(2026, 4, 13)


def test_a_plan_without_the_next_place_cannot_be_kept(world: World) -> None:
    walk = walk_of(world).to("decide_after_transfer_review")
    with pytest.raises(BadInput):
        walk.do("decide_after_transfer_review", transfer_decision="keep")


def test_a_plan_that_names_the_next_place_can_be_kept(world: World) -> None:
    walk = walk_of(world, plan_names_next_place="yes", transfer_decision="keep")
    assert finish(walk) == "plan_left_as_it_is"
    assert walk.limits["transfer_between_phases"] == walk.limits["review_decision"] == "met"


def test_leaving_education_is_told_as_a_proposal_to_cease(world: World) -> None:
    walk = walk_of(world, transfer_decision="cease")
    assert finish(walk) == "plan_to_cease_on_transfer"
    assert events_of(world, "MessageToSend")[-1].payload["transfer_outcome"] == "cease_proposed"
    assert walk.limits["transfer_between_phases"] == "lifted"


def test_a_late_proposal_to_cease_is_warned_of(world: World) -> None:
    walk = walk_of(world, transfer_decision="cease", review_meeting_on="2026-01-05").to("send_phase_cease_proposal")
    world.pass_time(weeks=4, days=1)
    assert walk.limits["cease_proposal_after_review"] == walk.limits["review_decision"] == "missed"
    walk.do("tell_late_review_decision", transfer_delay_limit="decision")
    assert finish(walk) == "plan_to_cease_on_transfer" and gaps_in_letters(world) == set()


def test_nothing_is_decided_before_the_family_had_its_time(world: World) -> None:
    walk = walk_of(world).to("send_phase_amendment_notice").do("send_phase_amendment_notice")
    served_on = world.today
    walk.to("decide_on_each_school")
    assert world.today == served_on + timedelta(days=15)
    assert world.deadline("amended_plan").legal == served_on + timedelta(weeks=8)
    assert world.deadline("amended_plan_longstop").legal == MEETING + timedelta(weeks=12)


def test_schools_can_be_asked_before_the_family_answers(world: World) -> None:
    walk = walk_of(world).to("record_answer_to_amendments")
    walk.do("record_answer_to_amendments", family_answered="not_yet")
    walk.do("choose_schools_to_ask").do("consult_on_transfer").do("record_school_reply")
    assert walk.tasks == ["record_answer_to_amendments"]


def test_the_family_can_have_a_meeting_about_the_proposals(world: World) -> None:
    walk = walk_of(world).to("record_answer_to_amendments")
    walk.do("record_answer_to_amendments", meeting_wanted="yes")
    assert walk.tasks == ["meet_about_amendments"]


def test_each_school_has_fifteen_days_and_is_chased(world: World) -> None:
    walk = walk_of(world).to("record_school_reply")
    asked_on = world.today
    assert world.deadline("school_reply").legal == asked_on + timedelta(days=15)
    world.pass_time(days=16)
    walk.do("chase_school_reply", school_chase_decision="go_on")
    assert "decide_on_each_school" in walk.tasks


def test_a_further_school_is_asked_beside_the_others(world: World) -> None:
    further = {"school_name": "Hill School", "school_kind": "academy", "asked_for_by_family": "yes"}
    walk = walk_of(world).to("consult_on_transfer")
    world.receive("school_added", schools=[further])
    assert walk.tasks.count("consult_on_transfer") == 2


def test_health_is_asked_until_it_agrees_to_section_g(world: World) -> None:
    walk = walk_of(world, section_g_changes="yes").to("agree_amended_section_g")
    walk.do("agree_amended_section_g", amended_section_g_agreed="no", amended_section_g_objections="Twice a term.")
    assert walk.tasks == ["complete_amended_plan"]
    assert finish(walk) == "place_settled"


def test_proposals_that_are_dropped_leave_the_plan_as_it_is(world: World) -> None:
    walk = walk_of(world, amendment_decision="not_amend")
    assert finish(walk) == "plan_left_as_it_is"
    assert walk.limits["amended_plan"] == walk.limits["transfer_between_phases"] == "met"


def test_a_type_only_keeps_the_search_for_a_place_open(world: World) -> None:
    walk = walk_of(world, section_i_kind="type").to("check_the_place")
    walk.do("check_the_place", place_status="none_yet", place_search="Two academies are visited.")
    assert walk.tasks == ["check_the_place"]
    walk.do("check_the_place", place_status="changed", place_found="Hill School")
    assert world.state.outcome == "place_to_be_amended"
    assert [one.process for one in events_of(world, "CaseToOpen")] == ["plan_amendment"]


def test_a_named_place_is_checked_when_the_time_to_appeal_ends(world: World) -> None:
    walk = walk_of(world).to("tell_about_the_place").do("tell_about_the_place")
    assert walk.tasks == []
    sent_on = world.today
    walk.to("check_the_place")
    assert world.today > sent_on + timedelta(days=59)
    assert walk.do("check_the_place", place_status="appealed").world.state.outcome == "transfer_appealed"


def test_the_review_is_told_of_as_soon_as_it_was_held(world: World) -> None:
    walk = walk_of(world).to("record_transfer_report")
    [told] = events_of(world, "MessageToSend")
    assert (told.to, told.message) == ("every_case", "review_completed")
    assert told.payload == {"review_outcome": "held_for_transfer", "plan_last_reviewed_on": MEETING.isoformat()}
    walk.to("tell_about_the_place")
    told = events_of(world, "MessageToSend")[-1]
    assert (told.to, told.message, told.payload["transfer_outcome"]) == ("every_case", "transfer_settled", "named")


def test_the_end_of_a_late_transfer_says_what_came_of_it(world: World) -> None:
    walk = walk_of(world, transfer_on="2026-09-01", review_meeting_on="2026-02-10").to("decide_on_each_school")
    world.pass_time(days=41)
    while world.state.facts.get("place_status") is None:
        others = [task for task in walk.tasks if task != "tell_late_transfer"]
        walk.do(others[0]) if others else world.pass_time(weeks=1)
    assert not world.state.is_closed
    assert walk.do("tell_late_transfer").world.state.outcome == "place_settled"


def test_a_transfer_that_is_too_late_is_explained_and_goes_on(world: World) -> None:
    walk = walk_of(world, transfer_on="2026-09-01", review_meeting_on="2026-02-10").to("decide_on_each_school")
    world.pass_time(days=41)
    assert "tell_late_transfer" in walk.tasks
    walk.do("tell_late_transfer")
    assert gaps_in_letters(world) == set()
    assert finish(walk) == "place_settled"
    assert walk.limits["transfer_between_phases"] == "met_late"


def test_a_late_decision_after_the_review_is_explained(world: World) -> None:
    walk = walk_of(world, review_meeting_on="2026-01-05").to("decide_after_transfer_review")
    world.pass_time(weeks=4, days=1)
    assert walk.tasks == ["decide_after_transfer_review", "tell_late_review_decision"]


def test_a_late_amended_plan_is_explained_to_the_family(world: World) -> None:
    walk = walk_of(world, review_meeting_on="2026-01-05").to("decide_on_each_school")
    world.pass_time(weeks=12)
    assert "tell_late_amended_plan" in walk.tasks
    assert walk.limits["amended_plan"] == walk.limits["amended_plan_longstop"] == "missed"


def test_whoever_decides_is_warned_of_each_day_that_passes(world: World) -> None:
    walk_of(world, transfer_on="2026-09-01", review_meeting_on="2026-01-08").to("send_phase_invitations")
    world.pass_time(days=1)
    warned = [one.text for one in events_of(world, "NotificationDue")]
    assert any("invitations" in one for one in warned) and any("full time" in one for one in warned)


@pytest.mark.parametrize(("message", "end"), WAYS_OUT.items())
def test_the_transfer_can_end_at_any_moment(world: World, message: str, end: str) -> None:
    walk = walk_of(world).to("record_answer_to_amendments")
    world.receive(message, **walk.answer_all(FORMS_OF_WAYS_OUT.get(message, f"{message}.json")))
    assert finish(walk) == end
    assert walk.limits["transfer_between_phases"] == "lifted"
    assert events_of(world, "MessageToSend")[-1].message == TOLD_OF_WAYS_OUT.get(message, "transfer_settled")


@pytest.mark.parametrize(
    "answers",
    [
        {"section_i_kind": "type", "naming_route": "s40", "phase_now": "secondary", "phase_next": "post_16"},
        {"section_i_kind": "elsewhere", "naming_route": "s39_refused", "addressee_kind": "young_person"},
        {"amendment_decision": "not_amend", "in_or_beyond_year_9": "yes"},
        {"transfer_decision": "cease"},
    ],
)
def test_each_letter_of_a_transfer_knows_what_it_says(world: World, answers: dict[str, str]) -> None:
    walk_of(world, **answers).to("check_the_place")
    assert len(world.state.letters) >= 3 and gaps_in_letters(world) == set()


def test_every_end_of_a_transfer_is_reached_here() -> None:
    process = drawing_of(FOLDER / "phase_transfer.bpmn").elements["phase_transfer"]
    ends = {one.get("id") for one in process.iterfind(f"{BPMN}endEvent")}
    reached = {
        *WAYS_OUT.values(),
        "place_settled",
        "not_a_phase_transfer",
        "plan_left_as_it_is",
    }
    assert ends == reached | {"plan_to_cease_on_transfer", "place_to_be_amended", "transfer_appealed"}
