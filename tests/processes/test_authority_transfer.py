"""A move between authorities, lived by the engine as its diagram says: out, in, and a change of health body alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.world import World
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, gaps_in_letters

REVIEW = "NOR-000002"
TRANSFERRED = date(2026, 1, 5)
OUT = {
    "move_direction": "out",
    "moved_on": "2026-01-19",
    "old_authority_aware_on": "2026-01-05",
    "plan_made_on": "2025-03-02",
    "responsibility_passes": "yes",
    "health_body_changes": "no",
}
IN = {
    **OUT,
    "move_direction": "in",
    "from_custody": "no",
    "plan_has_come": "yes",
    "plan_transferred_on": TRANSFERRED.isoformat(),
    "plan_reviewed_before_transfer_on": "2025-11-03",
    "transfer_review_planned_on": "2026-09-14",
    "named_place_practicable": "yes",
    "section_g_practicable": "yes",
    "amend_for_place": "no",
    "review_outcome": "plan_kept",
}
CHANGE = {**IN, "move_direction": "health_body"}
ASSESSED = {**IN, "transfer_proposal": "assess"}
REVIEWED_NOW = {**IN, "transfer_proposal": "review_now"}


def out(world: World, **on_the_way: Any) -> Walk:
    return Walk(world, process="authority_transfer", usual=OUT, **on_the_way)


def coming_in(world: World, **on_the_way: Any) -> Walk:
    return Walk(world, process="authority_transfer", usual=IN, **on_the_way)


def health_only(world: World, **on_the_way: Any) -> Walk:
    return Walk(world, process="authority_transfer", usual=CHANGE, **on_the_way)


def told(world: World) -> list[tuple[str, dict[str, Any]]]:
    return [(one.message, dict(one.payload)) for one in events_of(world, "MessageToSend")]


# --- the days of the law --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aware", "moves", "last_day"),
    [
        ("2026-01-05", "2026-03-02", date(2026, 3, 2)),
        ("2026-01-05", "2026-01-26", date(2026, 1, 26)),
        ("2026-01-05", "2026-01-19", date(2026, 1, 23)),
        ("2026-01-05", "2025-11-03", date(2026, 1, 23)),
    ],
)
def test_the_plan_goes_with_the_move_or_in_15_working_days(
    world: World, aware: str, moves: str, last_day: date
) -> None:
    out(world, moved_on=moves, old_authority_aware_on=aware).to("gather_transfer_papers")
    assert world.deadline("transfer_of_plan").legal == last_day


def test_the_family_hears_within_six_weeks_of_the_transfer(world: World) -> None:
    walk = coming_in(world).to("propose_after_transfer")
    assert world.deadline("tell_family_of_transfer").legal == TRANSFERRED + timedelta(weeks=6)
    walk.to("send_transfer_news").do("send_transfer_news")
    assert walk.limits["tell_family_of_transfer"] == "met"


def test_the_health_bodies_have_days_of_their_own(world: World) -> None:
    days = {"old_health_body_aware_on": "2026-01-05", "new_health_body_aware_on": "2026-01-07"}
    walk = health_only(world, **days).to("change_tell_new_health_body")
    assert world.deadline("tell_changed_health_body").legal == date(2026, 1, 23)
    walk.to("change_check_section_g")
    assert world.deadline("changed_health_body_asks").legal == date(2026, 1, 27)


# --- how a move ends ------------------------------------------------------------------------------

ENDS: dict[str, tuple[str, dict[str, str]]] = {
    "plan_transferred_out": ("plan_transferred_out", OUT),
    "plan_transferred_in": ("review_planned", REVIEWED_NOW),
    "health_body_changed": ("", CHANGE),
    "plan_stays_here": ("plan_not_transferred", {**OUT, "responsibility_passes": "no"}),
    "left_england": ("plan_not_transferred", {**OUT, "move_destination": "abroad"}),
}
MESSAGES = {
    "move_called_off": ("undo_transfer_steps", "move_did_not_happen"),
    "moved_out_of_area": ("prepare_next_move", "family_moved_on"),
    "person_died": ("close_transfer_after_death", "transfer_ended_by_death"),
    "opened_in_error": ("put_transfer_error_right", "transfer_in_error"),
}
FORMS = {"opened_in_error": "transfer_opened_in_error.json"}


def test_after_custody_the_health_body_has_days_of_its_own(world: World) -> None:
    walk = coming_in(world, moved_on="2026-01-05", from_custody="yes", health_body_changes="yes").to(
        "check_named_place"
    )
    assert walk.tasks == ["check_named_place", "disclose_plan_to_health_body"]
    assert world.deadline("detained_plan_to_health_body").legal == date(2026, 1, 12)
    world.pass_time(days=8)
    walk.do("disclose_plan_to_health_body", plan_received_by_health_body_on="2026-01-13")
    assert world.deadline("detained_plan_to_health_body").status == "met_late"
    assert world.deadline("detained_health_body_asks").legal == date(2026, 2, 3)
    world.pass_time(weeks=3, days=1)
    walk.do("go_on_after_custody").do("check_named_place")
    assert walk.tasks == ["propose_after_transfer"]


@pytest.mark.parametrize("outcome", ENDS)
def test_a_move_comes_to_its_end_and_the_plan_hears(world: World, outcome: str) -> None:
    message, usual = ENDS[outcome]
    walk = Walk(world, process="authority_transfer", usual=usual)
    walk.to("nothing")
    assert world.state.outcome == outcome and world.replay().is_sound
    assert [name for name, _ in told(world)] == ([message] if message else [])
    assert set(walk.limits.values()) <= {"met"}


def test_no_end_of_a_move_is_left_out_here() -> None:
    process = drawing_of(FOLDER / "authority_transfer.bpmn").elements["authority_transfer"]
    drawn = {end.get("id") for end in process.iterfind(f"{BPMN}endEvent")}
    assert drawn == {*ENDS, *(end for _, end in MESSAGES.values()), "plan_was_passed_on"}


def test_an_earlier_move_ends_when_the_plan_has_gone_on(world: World) -> None:
    coming_in(world).to("propose_after_transfer")
    world.receive("plan_passed_on", plan_transferred_on="2026-01-19", new_authority="Kent")
    assert world.state.outcome == "plan_was_passed_on"
    assert "authority_transfer" not in [one.process for one in events_of(world, "CaseToOpen")]


def test_the_case_of_the_plan_learns_where_it_went(world: World) -> None:
    out(world, new_authority="Kent", plan_transferred_on="2026-01-19").to("nothing")
    assert told(world) == [("plan_transferred_out", {"plan_transferred_on": "2026-01-19", "new_authority": "Kent"})]


def test_the_case_of_the_plan_is_opened_when_it_comes(world: World) -> None:
    coming_in(world).to("propose_after_transfer")
    [opening] = events_of(world, "CaseToOpen")
    days = {"plan_transferred_on": "2026-01-05", "plan_made_on": "2025-03-02", "plan_last_reviewed_on": "2025-11-03"}
    assert opening.process == "plan_maintenance" and days.items() <= opening.facts.items()


@pytest.mark.parametrize(("proposal", "planned"), [("review_now", "2026-01-05"), ("review_later", "2026-09-28")])
def test_the_case_of_the_plan_learns_when_to_review(world: World, proposal: str, planned: str) -> None:
    coming_in(world, transfer_proposal=proposal, transfer_review_planned_on="2026-09-28").to("nothing")
    assert [one.to for one in events_of(world, "MessageToSend")] == ["plan_maintenance"]
    assert told(world) == [("review_planned", {"transfer_review_planned_on": planned})]
    assert "review_of_transferred_plan" not in {one.limit for one in world.state.deadlines.values()}


@pytest.mark.parametrize(
    ("answers", "said"),
    [({"responsibility_passes": "no"}, "no_move"), ({"move_destination": "united_kingdom"}, "left_england")],
)
def test_the_case_of_the_plan_does_not_wait_in_vain(world: World, answers: dict[str, str], said: str) -> None:
    out(world, **answers).to("nothing")
    assert told(world) == [("plan_not_transferred", {"transfer_outcome": said})]


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("stage", ["establish_move", "propose_after_transfer"])
def test_what_ends_a_move_leaves_one_thing_to_do(world: World, stage: str, message: str) -> None:
    walk = coming_in(world).to(stage)
    world.receive(message, **walk.answer_all(FORMS.get(message, f"{message}.json")))
    follow_up, outcome = MESSAGES[message]
    assert walk.tasks == [follow_up] and "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


def test_a_family_that_moves_on_gets_a_case_of_its_own(world: World) -> None:
    walk = coming_in(world).to("propose_after_transfer")
    world.receive("moved_out_of_area", moved_on="2026-01-05", new_authority="Kent")
    walk.do("prepare_next_move")
    opening = events_of(world, "CaseToOpen")[-1]
    assert opening.process == "authority_transfer"
    assert {
        "move_direction": "out",
        "new_authority": "Kent",
        "plan_made_on": "2025-03-02",
    }.items() <= opening.facts.items()


def test_a_plan_that_leaves_england_is_considered_for_ceasing(world: World) -> None:
    out(world, move_destination="united_kingdom").to("nothing")
    [opening] = events_of(world, "CaseToOpen")
    assert (opening.process, opening.facts["plan_made_on"]) == ("cease_plan", "2025-03-02")


# --- the way out ----------------------------------------------------------------------------------


def test_a_late_transfer_has_to_be_explained(world: World) -> None:
    walk = out(world).to("transfer_plan")
    world.pass_time(days=19)
    assert walk.tasks == ["explain_late_transfer", "transfer_plan"]
    walk.do("explain_late_transfer").to("nothing")
    assert walk.limits["transfer_of_plan"] == "met_late" and gaps_in_letters(world) == set()


def test_the_health_body_hands_over_beside_the_plan(world: World) -> None:
    walk = out(world, health_body_changes="yes").to("gather_transfer_papers")
    assert walk.tasks == ["gather_transfer_papers", "out_record_health_bodies"]
    walk.do("out_record_health_bodies")
    assert world.deadline("tell_new_health_body_of_move").legal == date(2026, 1, 23)
    walk.to("nothing")
    assert walk.limits["tell_new_health_body_of_move"] == "met" and gaps_in_letters(world) == set()


def test_a_silent_health_body_is_asked_by_the_caseworker(world: World) -> None:
    walk = out(world, health_body_changes="yes").do("establish_move").do("out_record_health_bodies")
    world.pass_time(days=19)
    assert walk.limits["tell_new_health_body_of_move"] == "missed"
    assert [one.role for one in events_of(world, "NotificationDue")] == ["casework"]


# --- the way in -----------------------------------------------------------------------------------


def test_a_plan_that_has_not_come_is_asked_for(world: World) -> None:
    walk = coming_in(world).to("record_received_plan").do("record_received_plan", plan_has_come="no")
    assert walk.tasks == ["press_for_plan"] and not walk.limits
    assert walk.do("press_for_plan").tasks == ["record_received_plan"]


def test_a_place_too_far_away_is_replaced_at_once(world: World) -> None:
    walk = coming_in(world, named_place_practicable="no", amend_for_place="yes").to("arrange_other_place")
    walk.to("propose_after_transfer")
    opening = events_of(world, "CaseToOpen")[-1]
    assert (opening.process, opening.facts["amendment_reason"]) == ("plan_amendment", "placement_change")
    walk.to("send_transfer_news").do("send_transfer_news")
    assert gaps_in_letters(world) == set()


def test_another_place_does_not_always_amend_the_plan(world: World) -> None:
    coming_in(world, named_place_practicable="no").to("arrange_other_place").to("propose_after_transfer")
    assert [one.process for one in events_of(world, "CaseToOpen")] == ["plan_maintenance"]


@pytest.mark.parametrize(
    ("asks", "proposes", "follows"),
    [
        ("assessment", "review_later", "assess"),
        ("review", "review_later", "review_now"),
        ("review", "assess", "assess"),
        ("", "assess", "assess"),
        ("", "review_now", "review_now"),
        ("", "review_later", "review_later"),
    ],
)
def test_what_the_health_body_asks_for_has_to_be_done(world: World, asks: str, proposes: str, follows: str) -> None:
    health = {"section_g_practicable": "no", "health_body_asks_for": asks} if asks else {}
    walk = coming_in(world, health_body_changes="yes", transfer_proposal=proposes, **health)
    walk.to("send_transfer_news")
    assert world.state.facts["after_transfer"] == follows
    assert walk.limits["new_health_body_asks_after_move"] == "met"


def test_a_health_body_that_does_not_answer_holds_up_nothing(world: World) -> None:
    walk = coming_in(world, health_body_changes="yes", new_health_body_aware_on="2026-01-05")
    walk.to("in_record_new_health_body").do("in_record_new_health_body").do("check_named_place")
    world.pass_time(days=19)
    assert walk.tasks == ["in_check_section_g", "in_go_on_without_answer"]
    assert walk.do("in_go_on_without_answer").tasks == ["propose_after_transfer"]


def test_a_late_letter_to_the_family_is_explained(world: World) -> None:
    walk = coming_in(world).to("propose_after_transfer")
    world.pass_time(weeks=6, days=1)
    walk.do("explain_late_news").to("send_transfer_news").do("send_transfer_news")
    assert walk.limits["tell_family_of_transfer"] == "met_late" and gaps_in_letters(world) == set()


# --- a change of health body alone ----------------------------------------------------------------


def test_a_review_that_a_health_body_asks_for_is_opened(world: World) -> None:
    health_only(world, section_g_practicable="no", health_body_asks_for="review").to("nothing")
    [opening] = events_of(world, "CaseToOpen")
    assert (opening.process, opening.facts["review_kind"]) == ("annual_review", "health_body_request")


@pytest.mark.parametrize(("usual", "source"), [(CHANGE, "health_body"), (ASSESSED, "authority")])
def test_an_assessment_after_a_move_is_opened(world: World, usual: dict[str, str], source: str) -> None:
    health = {"section_g_practicable": "no", "health_body_asks_for": "assessment"} if usual is CHANGE else {}
    walk = Walk(world, process="authority_transfer", usual={**usual, **health}).to("check_old_advice")
    if usual is ASSESSED:
        walk.do("check_old_advice")
    opening = events_of(world, "CaseToOpen")[-1]
    assert (opening.process, opening.facts["reassessment_source"]) == ("reassessment", source)
    asked_on = TRANSFERRED.isoformat() if source == "health_body" else None
    assert opening.facts.get("reassessment_request_received") == asked_on


def test_a_health_body_that_can_arrange_all_asks_nothing(world: World) -> None:
    health_only(world).to("nothing")
    assert events_of(world, "CaseToOpen") == [] and gaps_in_letters(world) == set()


# --- letters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "usual"),
    [
        ("transfer_plan", OUT),
        ("change_tell_new_health_body", CHANGE),
        ("send_transfer_news", IN),
        ("send_transfer_news", {**IN, "transfer_proposal": "assess"}),
    ],
)
def test_a_letter_of_a_move_lacks_nothing_of_the_case(world: World, task: str, usual: dict[str, str]) -> None:
    Walk(world, process="authority_transfer", usual=usual).to(task).do(task)
    assert world.state.letters and gaps_in_letters(world) == set()
