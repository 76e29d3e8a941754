"""The review of a plan, lived by the engine as its diagram says: three routes, three answers, and their days."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.commands import OpenCase
from engine.case.rejections import BadInput, MessageNotAwaited
from tests.fixtures.world import MANAGER, World
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, gaps_in_letters

MEETING = date(2026, 1, 26)
USUAL = {
    "review_kind": "annual",
    "plan_made_on": "2025-09-01",
    "date_of_birth": "2016-05-04",
    "phase_transfer_due": "no",
    "support_to_take_part": "no",
    "review_meeting_on": MEETING.isoformat(),
    "review_meeting_held": "yes",
    "personal_budget_requested": "no",
    "reassessment_wanted": "no",
    "review_decision": "keep",
    "amendment_meeting_wanted": "no",
    "amended_section_g_changed": "no",
}


def begun(world: World, **on_the_way: Any) -> Walk:
    return Walk(world, process="annual_review", usual=USUAL, **on_the_way)


def at_meeting(world: World, **on_the_way: Any) -> Walk:
    """A review whose meeting is today, and has not been recorded yet."""
    walk = begun(world, **on_the_way).to("record_review_meeting")
    world.pass_time(days=(MEETING - world.today).days)
    return walk


def opened(world: World, **facts: str) -> World:
    """A review that another case has opened, with what it knew."""
    begun(world)
    known = {name: USUAL[name] for name in ("review_kind", "plan_made_on", "date_of_birth")}
    receipt = world.do(OpenCase(by=MANAGER, process="annual_review", person=world.person, facts={**known, **facts}))
    world.case = receipt.case or ""
    return world


# --- the days of the law --------------------------------------------------------------------------


def test_the_limits_of_a_review_run_from_its_meeting(world: World) -> None:
    walk = begun(world).to("send_review_invitations", "record_setting_invitations")
    assert world.deadline("review_invitation").legal == MEETING - timedelta(weeks=2)
    walk.to("circulate_review_papers")
    assert world.deadline("review_papers").legal == MEETING - timedelta(weeks=2)
    walk.to("record_head_report")
    assert world.deadline("review_report").legal == MEETING + timedelta(weeks=2)
    assert world.deadline("review_decision").legal == MEETING + timedelta(weeks=4)


@pytest.mark.parametrize(
    ("facts", "last_day"), [({}, date(2026, 8, 31)), ({"plan_last_reviewed_on": "2025-10-20"}, date(2026, 10, 19))]
)
def test_a_review_should_be_decided_within_its_year(world: World, facts: dict[str, str], last_day: date) -> None:
    opened(world, **facts)
    assert world.deadline("review_completed").legal == last_day
    assert not {"first_review", "next_review"} & {one.limit for one in world.state.deadlines.values()}


def test_the_notice_and_the_plan_have_twelve_weeks_together(world: World) -> None:
    walk = at_meeting(world, review_decision="amend").to("send_amendment_notice")
    assert world.deadline("amendment_proposals").legal == MEETING + timedelta(weeks=4)
    world.pass_time(weeks=5)
    walk.do("send_amendment_notice")
    assert walk.limits["amendment_proposals"] == walk.limits["review_decision"] == "met_late"
    assert world.deadline("amended_plan").legal == MEETING + timedelta(weeks=13)
    assert world.deadline("amended_plan_longstop").legal == MEETING + timedelta(weeks=12)


def test_nothing_is_amended_before_the_family_had_its_time(world: World) -> None:
    walk = at_meeting(world, review_decision="amend", amendment_notice_means="hand")
    walk.to("decide_on_amendments")
    assert world.today == MEETING + timedelta(days=15)
    walk.to("send_amended_plan").do("send_amended_plan")
    assert {"amended_plan": "met", "amended_plan_longstop": "met"}.items() <= walk.limits.items()


# --- how a review ends ----------------------------------------------------------------------------

ENDS: dict[str, tuple[str, dict[str, str]]] = {
    "review_plan_kept": ("plan_kept", {}),
    "review_plan_amended": ("plan_amended", {"review_decision": "amend"}),
    "review_plan_not_amended": ("plan_not_amended", {"review_decision": "amend", "amendment_decision": "not_amend"}),
    "review_ceasing_considered": ("cease_considered", {"review_decision": "cease"}),
    "review_to_reassess": ("reassessment_wanted", {"reassessment_wanted": "yes"}),
    "review_not_held": ("no_review", {"review_kind": "early", "review_to_be_held": "no"}),
}
MESSAGES = {
    "review_overtaken": ("close_overtaken_review", "review_was_closed"),
    "moved_out_of_area": ("hand_over_review", "review_handed_over"),
    "person_died": ("close_review_after_death", "review_ended_by_death"),
    "opened_in_error": ("put_review_error_right", "review_in_error"),
}
BESIDE = {"warned_of_late_review"}
TOLD_AT_ONCE = {"plan_amended": "amendments_proposed", "plan_not_amended": "amendments_proposed"}


@pytest.mark.parametrize("outcome", ENDS)
def test_a_review_comes_to_its_end_and_tells_the_plan(world: World, outcome: str) -> None:
    said, answers = ENDS[outcome]
    walk = begun(world, **answers).to("nothing")
    assert world.state.outcome == outcome and world.replay().is_sound
    assert set(walk.limits.values()) <= {"met", "lifted"}
    told = [(one.message, dict(one.payload)) for one in events_of(world, "MessageToSend")]
    reviewed = {} if said == "no_review" else {"plan_last_reviewed_on": MEETING.isoformat()}
    assert ("review_completed", {**reviewed, "review_outcome": TOLD_AT_ONCE.get(said, said)}) in told
    assert {one.to for one in events_of(world, "MessageToSend")} == {"every_case"}
    assert ("review_begun" in dict(told)) is (said != "no_review")
    assert ("amendment_settled" in dict(told)) is (said in TOLD_AT_ONCE)


def test_the_plan_hears_of_the_review_before_it_is_amended(world: World) -> None:
    at_meeting(world, review_decision="amend").to("decide_on_amendments")
    told = events_of(world, "MessageToSend")[-1]
    assert (told.message, told.payload["review_outcome"]) == ("review_completed", "amendments_proposed")


def test_a_budget_asked_for_at_the_review_is_looked_into(world: World) -> None:
    at_meeting(world, personal_budget_requested="yes").to("decide_after_review")
    [opening] = events_of(world, "CaseToOpen")
    assert (opening.process, opening.facts["budget_window"]) == ("personal_budget", "review")
    assert opening.facts["plan_made_on"] == USUAL["plan_made_on"]


def test_no_end_of_a_review_is_left_out_here() -> None:
    process = drawing_of(FOLDER / "annual_review.bpmn").elements["annual_review"]
    drawn = {end.get("id") for end in process.iterfind(f"{BPMN}endEvent")}
    assert drawn == {*ENDS, *BESIDE, *(end for _, end in MESSAGES.values())}


def test_a_plan_to_cease_is_not_reassessed_as_well(world: World) -> None:
    walk = begun(world).to("decide_after_review")
    with pytest.raises(BadInput):
        walk.do("decide_after_review", review_decision="cease", reassessment_wanted="yes")


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("stage", ["plan_review", "decide_on_amendments"])
def test_what_ends_a_review_leaves_one_thing_to_do(world: World, stage: str, message: str) -> None:
    walk = begun(world, review_decision="amend").to(stage)
    form = "review_opened_in_error.json" if message == "opened_in_error" else f"{message}.json"
    world.receive(message, **walk.answer_all(form))
    follow_up, outcome = MESSAGES[message]
    assert walk.tasks == [follow_up] and "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


@pytest.mark.parametrize(
    ("message", "by", "said"),
    [
        ("review_overtaken", "reassessment", "overtaken"),
        ("review_overtaken", "other_review", "overtaken_by_review"),
        ("opened_in_error", "", "opened_in_error"),
    ],
)
def test_the_case_of_the_plan_does_not_wait_in_vain(world: World, message: str, by: str, said: str) -> None:
    walk = begun(world, overtaken_by=by)
    form = "review_opened_in_error.json" if message == "opened_in_error" else f"{message}.json"
    world.receive(message, **walk.answer_all(form))
    walk.do(MESSAGES[message][0])
    assert events_of(world, "MessageToSend")[-1].payload == {"review_outcome": said}


# --- whether to review, and who holds the meeting -------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("annual", "plan_review"),
        ("phase_transfer", "plan_review"),
        ("early", "decide_on_early_review"),
        ("early_years", "consider_early_years_review"),
    ],
)
def test_only_some_reviews_are_considered_first(world: World, kind: str, first: str) -> None:
    assert begun(world, review_kind=kind).tasks == [first]


def test_a_plan_under_five_is_looked_at_twice_a_year(world: World) -> None:
    begun(world, review_kind="early_years", date_of_birth="2022-05-04")
    assert world.deadline("early_years_review").legal == date(2026, 2, 28)
    world.pass_time(weeks=8)
    [notice] = [one for one in world.state.deadlines.values() if one.limit == "early_years_review"]
    assert notice.status == "missed"


@pytest.mark.parametrize(
    ("setting", "asked", "writes"),
    [
        ("maintained_nursery", "require_head_to_hold_meeting", "record_head_report"),
        ("pupil_referral_unit", "require_head_to_hold_meeting", "record_head_report"),
        ("section_41", "require_head_to_hold_meeting", "record_head_report"),
        ("further_education", "ask_setting_to_hold_meeting", "write_review_report"),
        ("early_years", "ask_setting_to_hold_meeting", "write_review_report"),
        ("home_educated", "set_review_meeting", "write_review_report"),
        ("none", "set_review_meeting", "write_review_report"),
    ],
)
def test_the_setting_decides_who_holds_the_meeting(world: World, setting: str, asked: str, writes: str) -> None:
    walk = begun(world, setting_kind=setting).to("find_out_setting").do("find_out_setting")
    assert walk.tasks == [asked]
    walk.to("record_head_report", "write_review_report")
    assert walk.tasks == [writes]


def test_a_setting_that_is_known_is_not_asked_again(world: World) -> None:
    opened(world, setting_kind="academy").complete("plan_review#1", **begun_answers(world))
    assert world.open_tasks() == ["require_head_to_hold_meeting#1"]


def begun_answers(world: World) -> dict[str, Any]:
    walk = Walk.__new__(Walk)
    walk.world, walk.answers = world, USUAL
    return walk.answer_all("plan_review.json")


# --- before and at the meeting --------------------------------------------------------------------


def test_short_notice_has_to_be_settled_with_the_family(world: World) -> None:
    walk = begun(world).to("send_review_invitations")
    world.pass_time(days=8)
    assert walk.tasks == ["send_review_invitations", "settle_short_notice"]
    assert walk.limits["review_invitation"] == "missed"


def test_late_papers_have_to_be_settled_with_the_family(world: World) -> None:
    walk = begun(world).to("give_health_review_advice")
    world.pass_time(days=8)
    assert "settle_late_papers" in walk.tasks
    walk.do("settle_late_papers").to("record_review_meeting")
    assert walk.limits["review_papers"] == "met_late"


def test_the_setting_can_send_the_invitations(world: World) -> None:
    walk = begun(world, review_arranged_by="setting").to("record_setting_invitations")
    walk.do("record_setting_invitations")
    assert walk.limits["review_invitation"] == "met"


def test_a_moved_meeting_has_its_limits_counted_anew(world: World) -> None:
    walk = begun(world).to("record_review_meeting")
    world.receive("review_meeting_moved", **walk.answer_all("review_meeting_moved.json"))
    assert walk.tasks == ["set_review_meeting"]
    walk.do("set_review_meeting", review_meeting_on="2026-03-02")
    again = [one for one in world.state.deadlines.values() if one.limit == "review_invitation"][-1]
    assert (again.legal, again.status) == (date(2026, 2, 16), "running")


def test_a_meeting_that_was_held_cannot_be_moved(world: World) -> None:
    walk = begun(world).to("record_head_report")
    with pytest.raises(MessageNotAwaited):
        world.receive("review_meeting_moved", **walk.answer_all("review_meeting_moved.json"))


def test_a_meeting_that_was_not_held_gets_a_new_date(world: World) -> None:
    walk = at_meeting(world).do("record_review_meeting", review_meeting_held="no", review_not_held_reasons="Snow.")
    assert walk.tasks == ["set_review_meeting"]
    assert walk.limits["review_completed"] == "running"


@pytest.mark.parametrize(("born", "asked"), [("2012-08-31", True), ("2012-09-01", False)])
def test_from_year_nine_adulthood_is_prepared_for(world: World, born: str, asked: bool) -> None:
    walk = begun(world, date_of_birth=born).to("record_review_meeting").do("record_review_meeting")
    assert (walk.tasks == ["record_preparation_for_adulthood"]) is asked


def test_a_review_goes_on_while_there_is_an_appeal(world: World) -> None:
    walk = begun(world, appeal_under_way="yes").to("nothing")
    assert world.state.facts["appeal_under_way"] == "yes"
    assert world.state.outcome == "review_plan_kept" and walk.limits["review_decision"] == "met"


# --- after the meeting ----------------------------------------------------------------------------


def test_a_late_report_is_chased_until_somebody_goes_on(world: World) -> None:
    walk = at_meeting(world).to("record_head_report")
    world.pass_time(weeks=2, days=1)
    walk.do("chase_review_report", head_report_chase_decision="wait")
    assert walk.tasks == ["chase_review_report", "record_head_report"]
    walk.do("chase_review_report", head_report_chase_decision="go_on", report_missing_reason="Minutes are there.")
    assert walk.tasks == ["recommend_after_review"]
    assert len(events_of(world, "DeadlineMissed")) == 1


def test_a_late_report_of_our_own_warns_who_decides(world: World) -> None:
    walk = at_meeting(world, setting_kind="none").to("write_review_report")
    world.pass_time(weeks=2, days=1)
    assert walk.limits["review_report"] == "missed"
    assert [one.role for one in events_of(world, "NotificationDue")] == ["decision"]


def test_a_late_decision_has_to_be_explained(world: World) -> None:
    walk = at_meeting(world).to("decide_after_review")
    world.pass_time(weeks=4, days=1)
    assert walk.tasks == ["decide_after_review", "tell_delay_review_decision"]
    walk.to("nothing")
    assert walk.limits["review_decision"] == "met_late" and gaps_in_letters(world) == set()


def test_a_late_review_ends_with_what_became_of_it(world: World) -> None:
    walk = begun(world, plan_made_on="2025-01-07")
    world.pass_time(days=2)
    assert [one.role for one in events_of(world, "NotificationDue")] == ["decision"]
    assert walk.to("nothing").world.state.outcome == "review_plan_kept"
    assert walk.limits["review_completed"] == "met_late"


def test_a_late_proposal_to_cease_is_missed_too(world: World) -> None:
    walk = at_meeting(world, review_decision="cease").to("send_cease_proposal")
    world.pass_time(weeks=4, days=1)
    assert walk.do("send_cease_proposal").limits["cease_proposal_after_review"] == "met_late"


def test_a_late_amended_plan_has_to_be_explained(world: World) -> None:
    walk = at_meeting(world, review_decision="amend").to("decide_on_amendments")
    world.pass_time(weeks=10)
    assert walk.tasks == ["decide_on_amendments", "tell_delay_amended_plan"]
    walk.do("tell_delay_amended_plan").to("nothing")
    assert walk.limits["amended_plan"] == "met_late" and gaps_in_letters(world) == set()


def test_a_family_given_more_time_is_waited_for(world: World) -> None:
    walk = at_meeting(world, review_decision="amend", amendment_notice_means="hand").to("send_amendment_notice")
    walk.do("send_amendment_notice", amendment_answers_until="2026-02-20").to("decide_on_amendments")
    assert world.today == date(2026, 2, 21)


def test_health_has_to_agree_to_a_changed_section_g(world: World) -> None:
    walk = at_meeting(world, review_decision="amend", amended_section_g_changed="yes").to("agree_amended_section_g")
    walk.do("agree_amended_section_g", amended_section_g_agreed="no", amended_section_g_objections="No such service.")
    assert walk.tasks == ["complete_amended_plan"]
    walk.do("complete_amended_plan").do("agree_amended_section_g")
    assert walk.tasks == ["send_amended_plan"]


def test_the_family_can_ask_for_a_meeting_on_amendments(world: World) -> None:
    walk = at_meeting(world, review_decision="amend", amendment_meeting_wanted="yes").to("record_amendment_answer")
    assert walk.do("record_amendment_answer").tasks == ["meet_about_amendments"]
    assert walk.do("meet_about_amendments").tasks == ["choose_schools_to_consult"]


def test_a_plan_can_be_amended_without_another_school(world: World) -> None:
    walk = at_meeting(world, review_decision="amend").to("choose_schools_to_consult")
    walk.do("choose_schools_to_consult", schools=[]).to("decide_on_amendments").do("decide_on_amendments")
    assert walk.tasks == ["name_school_in_amended_plan"]


def test_a_school_that_does_not_reply_is_chased(world: World) -> None:
    walk = at_meeting(world, review_decision="amend", amendment_notice_means="hand").to("record_reply_on_amendments")
    world.pass_time(days=16)
    walk.do("chase_reply_on_amendments", school_chase_decision="wait", school_reply_expected_on=world.today.isoformat())
    assert walk.tasks == ["record_reply_on_amendments"]
    world.pass_time(days=1)
    assert walk.tasks == ["chase_reply_on_amendments", "record_reply_on_amendments"]
    walk.do("chase_reply_on_amendments", school_chase_decision="go_on")
    assert walk.tasks == ["decide_on_amendments"]


# --- letters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "answers"),
    [
        ("require_head_to_hold_meeting", {}),
        ("ask_setting_to_hold_meeting", {"setting_kind": "independent"}),
        ("send_review_invitations", {}),
        ("send_unchanged_notice", {}),
        ("send_amendment_notice", {"review_decision": "amend"}),
        ("ask_school_on_amendments", {"review_decision": "amend"}),
        ("send_amended_plan", {"review_decision": "amend"}),
        ("send_not_amending_notice", {"review_decision": "amend", "amendment_decision": "not_amend"}),
        ("send_cease_proposal", {"review_decision": "cease"}),
    ],
)
def test_a_letter_of_a_review_lacks_nothing_of_the_case(world: World, task: str, answers: dict[str, str]) -> None:
    walk = at_meeting(world, **answers) if "hold" not in task and "invit" not in task else begun(world, **answers)
    walk.to(task).do(task)
    assert world.state.letters and gaps_in_letters(world) == set()
