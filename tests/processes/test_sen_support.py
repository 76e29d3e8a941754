"""SEN support: rounds of assessing, planning, doing and reviewing, until it ends or is not enough."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from engine.store import Database
from tests.fixtures.world import World, read_files
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish, gaps_in_letters

MONDAY = date(2026, 1, 5)
REVIEW = date(2026, 3, 27)
USUAL = {
    "support_origin": "new",
    "support_setting_kind": "school",
    "support_review_on": REVIEW.isoformat(),
    "support_progress": "some",
    "special_provision_needed": "no",
    "specialists_involved": "no",
    "assessment_wanted": "no",
    "leaves_setting": "no",
    "yearly_report_due": "no",
    "brought_to_attention": "no",
}
WAYS_OUT = {
    "plan_made": "support_became_plan",
    "moved_out_of_area": "support_moved_away",
    "person_died": "support_ended_by_death",
    "opened_in_error": "support_case_in_error",
}
FORMS_OF_WAYS_OUT = {"opened_in_error": "sen_support_opened_in_error.json", "plan_made": "support_plan_made.json"}


@pytest.fixture
def spring_of_2015(sqlite_database: Database) -> Iterator[World]:
    yield World(sqlite_database, date(2015, 3, 2), {"name": "Robin Example", "date_of_birth": "2006-05-04"})


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="sen_support", usual=USUAL, **answers)


def notices(world: World) -> list[str]:
    """What those who do the work were told."""
    return [one.text for one in events_of(world, "NotificationDue")]


def test_support_ends_when_it_is_not_needed_any_more(world: World) -> None:
    walk = walk_of(world)
    assert finish(walk) == "support_ended"
    assert walk.limits["support_review_day"] == walk.limits["support_term_meeting"] == "met"
    assert world.replay().is_sound and gaps_in_letters(world) == set()


def test_the_review_is_prepared_two_weeks_before_its_day(world: World) -> None:
    walk = walk_of(world).to("record_support_review")
    assert world.today == REVIEW - timedelta(days=13)
    assert world.deadline("support_review_day").legal == REVIEW
    assert walk.tasks == ["record_support_review"]


def test_the_review_can_be_brought_forward(world: World) -> None:
    walk = walk_of(world).to("tell_family_of_support").do("tell_family_of_support")
    world.receive("support_review_wanted", **walk.answer_all("support_review_wanted.json"))
    assert walk.tasks == ["record_support_review"] and world.today == MONDAY


def test_another_round_begins_with_what_was_learned(world: World) -> None:
    walk_of(world, special_provision_needed="yes").to("record_support_review").do("record_support_review")
    assert world.open_tasks() == ["record_support_assessment#2"]


@pytest.mark.parametrize("involved", ["yes", "no"])
def test_specialists_are_asked_once_if_progress_is_small(world: World, involved: str) -> None:
    usual = {"special_provision_needed": "yes", "support_progress": "less", "specialists_involved": involved}
    walk = walk_of(world, **usual).to("record_support_review").do("record_support_review")
    if involved == "no":
        walk.do("involve_specialists")
    assert world.open_tasks() == ["record_support_assessment#2"]


def test_an_assessment_can_be_asked_for_after_one_round(world: World) -> None:
    walk = walk_of(world, assessment_wanted="yes", special_provision_needed="yes", request_received="2026-03-14")
    assert finish(walk) == "assessment_requested"
    [case] = events_of(world, "CaseToOpen")
    assert case.process == "ehc_assessment" and case.facts["request_received"] == "2026-03-14"


def test_the_case_of_the_assessment_opens_with_its_clock(world: World) -> None:
    world.publish("ehc_assessment", read_files())
    walk = walk_of(world, assessment_wanted="yes", request_source="school").to("gather_evidence_of_support")
    walk.do("gather_evidence_of_support")
    world.carry_out()
    outcomes = [one.outcome for one in events_of(world, "EffectCarriedOut")]
    [case] = [outcome["case"] for outcome in outcomes if "case" in outcome]
    assert world.turn_to(case).deadline("assess_decision").legal == world.today + timedelta(weeks=6)


def test_a_pupil_who_leaves_takes_the_support_along(world: World) -> None:
    assert finish(walk_of(world, leaves_setting="yes")) == "left_the_setting"


def test_a_health_notice_can_lead_straight_to_an_assessment(world: World) -> None:
    young = {"support_origin": "health_notice", "support_setting_kind": "early_years", "brought_to_attention": "yes"}
    walk = walk_of(world, request_source="brought_to_attention", **young).to("gather_evidence_of_support")
    assert walk.tasks == ["gather_evidence_of_support"]
    assert finish(walk) == "assessment_requested"
    assert events_of(world, "CaseToOpen")[0].facts["brought_by"] == "health_visitor"


def test_a_health_notice_can_lead_to_support(world: World) -> None:
    walk = walk_of(world, support_origin="health_notice", support_setting_kind="early_years")
    walk.to("record_support_assessment")
    assert world.state.facts["support_guidance"] == "Children and Families Act 2014 s.23"


@pytest.mark.parametrize(
    ("kind", "chapter"),
    [
        ("early_years", "5.36"),
        ("school", "6.44"),
        ("alternative_provision", "6.44"),
        ("college", "7.13"),
        ("other", "19"),
    ],
)
def test_the_code_has_a_chapter_for_each_kind_of_setting(world: World, kind: str, chapter: str) -> None:
    walk_of(world, support_setting_kind=kind).to("record_support_assessment")
    assert chapter in world.state.facts["support_guidance"]


def test_school_action_is_left_before_september_2015(spring_of_2015: World) -> None:
    usual = {"support_origin": "school_action_plus", "support_review_on": "2015-05-01"}
    walk = walk_of(spring_of_2015, **usual).to("review_school_action")
    assert spring_of_2015.deadline("school_action_ends").legal == date(2015, 8, 31)
    assert finish(walk) == "support_ended" and walk.limits["school_action_ends"] == "met"


def test_a_pupil_left_on_school_action_is_asked_about(spring_of_2015: World) -> None:
    walk = walk_of(spring_of_2015, support_origin="school_action", support_review_on="2015-10-01")
    walk.to("review_school_action")
    spring_of_2015.pass_time(weeks=27)
    assert len(notices(spring_of_2015)) == 1
    assert finish(walk) == "support_ended" and walk.limits["school_action_ends"] == "met_late"


def test_nobody_is_on_school_action_after_that(world: World) -> None:
    walk = walk_of(world, support_origin="school_action", school_action_on="2015-09-01")
    walk.to("record_support_assessment")
    assert world.state.facts["support_entry"] == "new"


def test_the_yearly_report_is_kept_with_the_case(world: World) -> None:
    walk = walk_of(world, yearly_report_due="yes").to("record_yearly_report")
    assert finish(walk) == "support_ended" and walk.limits["support_report_year"] == "met"


def test_whoever_waits_too_long_is_asked(world: World) -> None:
    walk = walk_of(world, progress_last_reported_on="2025-04-01").to("record_support_review")
    world.pass_time(weeks=9)
    assert len(notices(world)) == 3
    walk.do("record_support_review")
    assert walk.limits["support_review_day"] == walk.limits["support_term_meeting"] == "met_late"


@pytest.mark.parametrize(("message", "end"), WAYS_OUT.items())
def test_support_can_end_at_any_moment(world: World, message: str, end: str) -> None:
    walk = walk_of(world).to("record_support_review")
    world.receive(message, **walk.answer_all(FORMS_OF_WAYS_OUT.get(message, f"{message}.json")))
    assert finish(walk) == end and walk.limits["support_review_day"] == "lifted"


def test_every_end_of_support_is_reached_here() -> None:
    process = drawing_of(FOLDER / "sen_support.bpmn").elements["sen_support"]
    ends = {one.get("id") for one in process.iterfind(f"{BPMN}endEvent")}
    assert ends == {*WAYS_OUT.values(), "support_ended", "assessment_requested", "left_the_setting"}
