"""One front door for disagreement: the way that is open is found, gone to its end, put right and learned from."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.world import AUTHORITY, World
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish, gaps_in_letters

MONDAY = date(2026, 1, 5)
USUAL = {
    "complaint_about": "delay",
    "complaint_against": "authority",
    "settle_wanted": "no",
    "way_agreed": "yes",
    "stage_2_wanted": "no",
    "complaint_is_complex": "no",
    "stage_2_told_longer": "no",
    "others_affected": "no",
    "complaint_stage_2_answer_means": "hand",
    "matter_known_on": "2025-02-01",
}
SOCIAL_CARE = {"complaint_about": "social_care", "stage_2_wanted": "yes"}
WAYS_OUT = {
    "complaint_withdrawn": "complaint_was_withdrawn",
    "person_died": "complaint_ended_by_death",
    "opened_in_error": "complaint_case_in_error",
}
FORMS_OF_WAYS_OUT = {"opened_in_error": "complaint_opened_in_error.json"}
OUTCOMES = {
    "upheld": "complaint_upheld",
    "partly_upheld": "complaint_partly_upheld",
    "not_upheld": "complaint_not_upheld",
}


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="complaint", usual=USUAL, **answers)


def letter_text(world: World, key: str) -> str:
    [name] = [name for name, letter in world.state.letters.items() if letter.template == key]
    return world.looking.letter(AUTHORITY, world.case, name).text


def receive(walk: Walk, message: str, **answers: Any) -> Walk:
    form = FORMS_OF_WAYS_OUT.get(message, f"{message}.json")
    walk.world.receive(message, **{**walk.answer_all(form), **answers})
    return walk


@pytest.mark.parametrize(
    ("about", "against", "wants_help", "way"),
    [
        ("decision", "authority", "yes", "appeal"),
        ("health_or_care_in_plan", "health_body", "no", "appeal"),
        ("discrimination", "school", "yes", "elsewhere"),
        ("discrimination", "authority", "no", "elsewhere"),
        ("personal_budget", "authority", "no", "elsewhere"),
        ("school_support", "school", "yes", "settle"),
        ("school_support", "school", "no", "elsewhere"),
        ("health", "health_body", "yes", "settle"),
        ("health", "health_body", "no", "elsewhere"),
        ("social_care", "authority", "no", "social_care"),
        ("duties", "authority", "yes", "settle"),
        ("order_not_followed", "authority", "no", "council"),
        ("not_provided", "school", "no", "council"),
        ("conduct", "authority", "no", "council"),
    ],
)
def test_the_map_of_redress_shows_the_way(world: World, about: str, against: str, wants_help: str, way: str) -> None:
    walk = walk_of(world, complaint_about=about, complaint_against=against, settle_wanted=wants_help)
    walk.to("agree_on_way")
    facts = world.state.facts
    assert facts["redress_way"] == way and facts["way_in_words"].endswith(".") and facts["also_open"]


@pytest.mark.parametrize(("outcome", "end"), OUTCOMES.items())
def test_the_council_answers_at_stage_one(world: World, outcome: str, end: str) -> None:
    walk = walk_of(world, stage_1_outcome=outcome).to("council_investigate_1")
    assert world.deadline("authority_complaint_stage_1").legal == MONDAY + timedelta(weeks=2)
    assert finish(walk) == end
    assert set(walk.limits.values()) == {"met"} and world.replay().is_sound
    assert world.state.facts["complaint_outcome"] == outcome


def test_stage_two_has_its_own_time_and_the_last_word(world: World) -> None:
    walk = walk_of(world, stage_1_outcome="not_upheld", stage_2_wanted="yes", stage_2_outcome="upheld")
    walk.to("council_investigate_2")
    assert world.deadline("authority_complaint_stage_2").legal == MONDAY + timedelta(weeks=4)
    assert finish(walk) == "complaint_upheld" and gaps_in_letters(world) == set()


def test_what_is_upheld_is_put_right_before_the_end(world: World) -> None:
    walk = walk_of(world).to("carry_out_remedies", "record_lessons")
    assert walk.tasks == ["carry_out_remedies"]
    walk.do("carry_out_remedies")
    assert walk.tasks == ["record_lessons"]


def test_nothing_to_put_right_leaves_the_lessons(world: World) -> None:
    walk = walk_of(world, stage_1_outcome="not_upheld").to("carry_out_remedies", "record_lessons")
    assert walk.tasks == ["record_lessons"]


def test_a_promise_is_kept_though_nothing_was_upheld(world: World) -> None:
    walk = walk_of(world, stage_1_outcome="not_upheld").to("council_decide_1")
    walk.do("council_decide_1", promised_remedies="We meet the family.").to("carry_out_remedies", "record_lessons")
    assert walk.tasks == ["carry_out_remedies"]


def test_a_late_answer_is_explained_and_still_given(world: World) -> None:
    walk = walk_of(world).to("council_investigate_1")
    world.pass_time(days=15)
    assert "council_explain_delay_1" in walk.tasks
    assert finish(walk) == "complaint_upheld" and gaps_in_letters(world) == set()
    assert walk.limits["authority_complaint_stage_1"] == "met_late"


def test_a_late_answer_at_stage_two_is_explained_too(world: World) -> None:
    walk = walk_of(world, stage_2_wanted="yes").to("council_investigate_2")
    world.pass_time(days=29)
    assert "council_explain_delay_2" in walk.tasks
    assert finish(walk) == "complaint_upheld" and gaps_in_letters(world) == set()


def test_a_social_care_complaint_ends_after_stage_one(world: World) -> None:
    walk = walk_of(world, complaint_about="social_care").to("social_care_investigate_1")
    assert world.deadline("children_act_stage_1").legal == MONDAY + timedelta(weeks=2)
    assert finish(walk) == "complaint_upheld" and set(walk.limits.values()) == {"met"}


def test_a_complex_social_care_complaint_has_twice_the_time(world: World) -> None:
    walk_of(world, complaint_about="social_care", complaint_is_complex="yes").to("social_care_investigate_1")
    assert world.deadline("children_act_stage_1_complex").legal == MONDAY + timedelta(weeks=4)


def test_an_investigation_takes_five_weeks(world: World) -> None:
    walk_of(world, **SOCIAL_CARE).to("social_care_investigate_2")
    assert world.deadline("children_act_stage_2").legal == MONDAY + timedelta(weeks=5)


def test_an_investigation_may_take_longer_if_the_family_is_told(world: World) -> None:
    walk = walk_of(world, stage_2_told_longer="yes", **SOCIAL_CARE).to("social_care_investigate_2")
    assert world.deadline("children_act_stage_2_extended").legal == date(2026, 4, 8)  # Easter is on 5 April
    world.pass_time(days=94)
    assert "social_care_explain_delay_2" in walk.tasks
    assert finish(walk) == "complaint_upheld" and gaps_in_letters(world) == set()


def test_without_a_panel_the_case_waits_for_its_time_only(world: World) -> None:
    walk = walk_of(world, stage_2_outcome="partly_upheld", **SOCIAL_CARE).to("carry_out_remedies")
    assert world.today == MONDAY + timedelta(weeks=4, days=1)
    assert finish(walk) == "complaint_partly_upheld" and gaps_in_letters(world) == set()


def to_panel(world: World) -> Walk:
    walk = walk_of(world, panel_outcome="not_upheld", **SOCIAL_CARE).to("social_care_answer_2")
    return receive(walk.do("social_care_answer_2"), "panel_requested")


def test_the_panel_has_the_last_word(world: World) -> None:
    walk = to_panel(world)
    assert world.deadline("children_act_panel_meets").legal == MONDAY + timedelta(weeks=6)
    assert finish(walk) == "complaint_not_upheld" and gaps_in_letters(world) == set()
    assert set(walk.limits.values()) == {"met"}


def test_a_panel_that_meets_late_is_warned_of(world: World) -> None:
    walk = to_panel(world)
    world.pass_time(weeks=6, days=1)
    walk.do("hold_complaint_panel")
    world.pass_time(days=8)
    walk.do("record_panel_report")
    world.pass_time(weeks=4)
    walk.do("answer_complaint_panel")
    late = ("children_act_panel_meets", "children_act_panel_reports", "children_act_panel_answered")
    assert {walk.limits[limit] for limit in late} == {"met_late"}


def to_ombudsman(world: World, **answers: Any) -> Walk:
    known = MONDAY.isoformat()
    walk = walk_of(world, matter_known_on=known, stage_1_outcome="not_upheld", **answers).to("record_lessons")
    walk.do("record_lessons")
    return receive(walk, "ombudsman_enquiry", ombudsman_reply_until="2026-02-02")


def test_a_year_is_left_for_the_ombudsman(world: World) -> None:
    walk = walk_of(world, matter_known_on=MONDAY.isoformat(), stage_1_outcome="not_upheld").to("record_lessons")
    walk.do("record_lessons")
    assert walk.tasks == [] and not world.state.is_closed
    assert [wait.legal for wait in world.state.waits.values()] == [date(2027, 1, 5)]


def test_a_finding_of_fault_stands_above_our_own_answer(world: World) -> None:
    walk = to_ombudsman(world, ombudsman_remedy_until="2026-03-02")
    assert world.deadline("ombudsman_reply").legal == date(2026, 2, 2)
    walk.to("carry_out_ombudsman_remedy")
    assert world.deadline("ombudsman_remedy").legal == date(2026, 3, 2)
    assert finish(walk) == "complaint_upheld" and set(walk.limits.values()) == {"met"}


@pytest.mark.parametrize("outcome", ["no_fault", "not_investigated"])
def test_without_fault_our_answer_stands(world: World, outcome: str) -> None:
    assert finish(to_ombudsman(world, ombudsman_outcome=outcome)) == "complaint_not_upheld"


def test_being_late_for_the_ombudsman_is_warned_of(world: World) -> None:
    walk = to_ombudsman(world, ombudsman_remedy_until="2026-02-10")
    world.pass_time(days=30)
    walk.to("carry_out_ombudsman_remedy")
    world.pass_time(days=8)
    assert finish(walk) == "complaint_upheld"
    assert (walk.limits["ombudsman_reply"], walk.limits["ombudsman_remedy"]) == ("met_late", "met_late")


@pytest.mark.parametrize(("step", "opened"), [("appeal", "tribunal_appeal"), ("mediation", "mediation")])
def test_a_decision_goes_to_mediation_or_appeal(world: World, step: str, opened: str) -> None:
    walk = walk_of(world, complaint_about="decision", appeal_step=step, decision_notice_sent_on="2025-12-22")
    assert finish(walk) == "outside_the_complaint"
    [case] = events_of(world, "CaseToOpen")
    assert (case.process, case.facts["decision_notice_sent_on"]) == (opened, "2025-12-22")


def test_a_known_appeal_is_not_opened_twice(world: World) -> None:
    walk = walk_of(world, complaint_about="decision", decision_notice_sent_on="2025-12-22")
    assert finish(walk) == "outside_the_complaint" and events_of(world, "CaseToOpen") == []
    assert "22 December 2025" in letter_text(world, "appeal_route_notice") and gaps_in_letters(world) == set()


def test_a_claim_against_a_school_is_told_its_last_day(world: World) -> None:
    about = {"complaint_about": "discrimination", "complaint_against": "school"}
    assert finish(walk_of(world, **about)) == "outside_the_complaint"
    assert "4 July 2026" in letter_text(world, "complaint_passed_on_notice") and gaps_in_letters(world) == set()


@pytest.mark.parametrize("about", ["discrimination", "health", "school_support"])
def test_whoever_decides_is_named_to_the_family(world: World, about: str) -> None:
    assert finish(walk_of(world, complaint_about=about)) == "outside_the_complaint"
    assert gaps_in_letters(world) == set()


def test_a_disagreement_is_settled_with_help(world: World) -> None:
    walk = walk_of(world, settle_wanted="yes")
    assert finish(walk) == "disagreement_settled" and gaps_in_letters(world) == set()


def test_what_was_not_settled_goes_another_way(world: World) -> None:
    walk = walk_of(world, settle_wanted="yes", settle_outcome="not_settled").to("record_disagreement_resolution")
    walk.do("record_disagreement_resolution")
    walk.do("agree_on_way", way_agreed="no", chosen_way="council").to("council_investigate_1")
    assert finish(walk) == "complaint_upheld"


@pytest.mark.parametrize(("message", "end"), WAYS_OUT.items())
def test_a_complaint_can_end_at_any_moment(world: World, message: str, end: str) -> None:
    walk = walk_of(world).to("council_decide_1")
    assert finish(receive(walk, message)) == end
    assert walk.limits["authority_complaint_stage_1"] == "lifted"


def test_every_end_of_a_complaint_is_reached_here() -> None:
    process = drawing_of(FOLDER / "complaint.bpmn").elements["complaint"]
    ends = {one.get("id") for one in process.iterfind(f"{BPMN}endEvent")}
    assert ends == {*WAYS_OUT.values(), *OUTCOMES.values(), "disagreement_settled", "outside_the_complaint"}
