"""Ceasing a plan: which grounds are open, two letters, and a plan that is kept until no appeal is possible."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.world import World, read_files
from tests.processes.drawn import FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish, gaps_in_letters, receive

MONDAY = date(2026, 1, 5)
USUAL = {
    "plan_made_on": "2024-09-02",
    "date_of_birth": "2005-05-04",
    "ceasing_considered_on": "2026-01-05",
    "cease_circumstance": "needs_met",
    "institution_named": "yes",
    "considering_ceasing_notice_means": "hand",
    "cease_notice_means": "hand",
    "plan_still_necessary": "not_necessary",
    "cease_decision": "cease",
    "plan_to_end_on": "2026-02-27",
    "appeal_check": "none",
    "appeal_has_a_case": "no",
}
APPEAL = "NOR-000002"
ADULT, CHILD = "2005-05-04", "2009-05-04"
WAYS_OUT = {
    "ceasing_dropped": ("ceasing_given_up", "plan_kept", "dropped"),
    "moved_out_of_area": ("ceasing_left_to_transfer", "moved_out_of_area", None),
    "person_died": ("ceasing_ended_by_death", "person_died", None),
    "opened_in_error": ("ceasing_case_in_error", "plan_kept", "opened_in_error"),
}
GROUNDS = {
    ("needs_met", CHILD): ("consult", "not_necessary"),
    ("outcomes_achieved", ADULT): ("consult", "not_necessary"),
    ("outcomes_achieved", CHILD): ("review_first", "none"),
    ("higher_education", ADULT): ("consult", "not_necessary"),
    ("paid_employment", ADULT): ("consult", "not_necessary"),
    ("paid_employment", CHILD): ("review_first", "none"),
    ("left_education", CHILD): ("review_first", "none"),
    ("left_education", ADULT): ("review_first", "none"),
    ("left_england", CHILD): ("consult", "not_responsible"),
    ("moved_in_england", CHILD): ("transfer", "none"),
    ("turned_25", ADULT): ("no_ground", "none"),
    ("turned_25", "2001-02-02"): ("turned_25", "turned_25"),
    ("apprenticeship", ADULT): ("no_ground", "none"),
    ("poor_attendance", CHILD): ("no_ground", "none"),
    ("age_reached", ADULT): ("no_ground", "none"),
    ("custody", ADULT): ("no_ground", "none"),
}
FINDINGS = {
    "no_wish_to_return": "consult",
    "return_not_appropriate": "consult",
    "return_appropriate": "amend",
    "not_reviewed": "review_first",
}


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="cease_plan", usual=USUAL, **answers)


def decided(world: World, **answers: Any) -> Walk:
    """A plan that is to cease; the family was told today."""
    return walk_of(world, **answers).to("send_cease_notice").do("send_cease_notice")


def last_days(world: World) -> dict[str, date]:
    return {wait.limit: wait.legal for wait in world.state.waits.values()}


def told_to_plan(world: World) -> list[tuple[str, dict[str, Any]]]:
    return [(one.message, dict(one.payload)) for one in events_of(world, "MessageToSend")]


# --- which ground is open -------------------------------------------------------------------------


@pytest.mark.parametrize(("reason", "born"), GROUNDS)
def test_the_reason_and_the_age_say_whether_a_ground_is_open(world: World, reason: str, born: str) -> None:
    walk = walk_of(world, cease_circumstance=reason, date_of_birth=born)
    walk.do("record_cease_circumstances")
    facts = world.state.facts
    assert (facts["cease_route"], facts["cease_ground"]) == GROUNDS[reason, born]


@pytest.mark.parametrize(("finding", "route"), FINDINGS.items())
def test_an_adult_who_left_needs_the_finding_of_a_review(world: World, finding: str, route: str) -> None:
    walk_of(world, cease_circumstance="left_education", review_finding=finding).do("record_cease_circumstances")
    assert world.state.facts["cease_route"] == route


def test_poor_attendance_leads_nowhere(world: World) -> None:
    walk = walk_of(world, cease_circumstance="poor_attendance")
    assert finish(walk) == "plan_maintained"
    assert told_to_plan(world) == [("plan_kept", {"cease_outcome": "no_ground"})]


@pytest.mark.parametrize(
    ("reason", "end", "outcome"),
    [
        ("left_education", "plan_to_review", "review_first"),
        ("moved_in_england", "plan_to_transfer", "transfer"),
    ],
)
def test_another_way_is_taken_where_the_law_has_one(world: World, reason: str, end: str, outcome: str) -> None:
    walk = walk_of(world, cease_circumstance=reason).to("set_other_way_going")
    assert finish(walk) == end
    assert told_to_plan(world) == [("plan_kept", {"cease_outcome": outcome})]


# --- inform, consult, decide ----------------------------------------------------------------------


def test_nothing_is_decided_before_the_time_for_answers_ends(world: World) -> None:
    walk_of(world).to("decide_whether_to_cease")
    assert world.today == MONDAY + timedelta(days=15)


def test_a_letter_that_gives_longer_is_waited_for(world: World) -> None:
    walk = walk_of(world).to("send_considering_ceasing")
    walk.do("send_considering_ceasing", cease_views_until="2026-01-30").to("decide_whether_to_cease")
    assert world.today == date(2026, 1, 31)


def test_a_plan_that_names_no_school_has_no_head_to_consult(world: World) -> None:
    walk = walk_of(world, institution_named="no").to("record_cease_family_views")
    assert walk.tasks == ["record_cease_family_views"]


def test_a_plan_that_is_still_necessary_is_kept(world: World) -> None:
    walk = walk_of(world, plan_still_necessary="necessary", cease_decision="keep").to("send_plan_stays")
    assert finish(walk) == "plan_maintained"
    assert told_to_plan(world) == [("plan_kept", {"cease_outcome": "kept"})] and gaps_in_letters(world) == set()


def test_a_plan_can_be_kept_and_amended_instead(world: World) -> None:
    walk = walk_of(world, plan_still_necessary="necessary", cease_decision="amend")
    assert finish(walk) == "plan_to_amend"
    assert told_to_plan(world) == [("plan_kept", {"cease_outcome": "amend"})]


def test_two_letters_go_out_and_lack_nothing_of_the_case(world: World) -> None:
    walk = decided(world, setting_name="Hill College")
    letters = [letter.template for letter in world.state.letters.values()]
    assert letters == ["considering_ceasing_notice", "cease_notice"] and gaps_in_letters(world) == set()
    assert walk.world.state.facts["decision_notice_sent_on"] == "2026-01-20"


# --- the plan kept while an appeal is possible ----------------------------------------------------


def test_the_plan_ends_after_two_months_without_an_appeal(world: World) -> None:
    walk = decided(world).to("check_for_appeal")
    assert world.today == date(2026, 3, 21)
    walk.to("end_the_plan").do("end_the_plan", ceased_on="2026-03-21")
    assert finish(walk) == "plan_ceased" and world.replay().is_sound
    said = {"cease_outcome": "ceased", "ceased_on": "2026-03-21", "cease_circumstance": "needs_met"}
    assert told_to_plan(world) == [("plan_ended", said)]


def test_a_later_planned_day_is_waited_for(world: World) -> None:
    decided(world, plan_to_end_on="2026-07-31").to("end_the_plan")
    assert world.today == date(2026, 8, 1)


def test_a_certificate_gives_the_family_more_time(world: World) -> None:
    walk = decided(world).to("check_for_appeal")
    walk.do("check_for_appeal", appeal_check="certificate", certificate_issued_on="2026-03-16").to("check_for_appeal")
    assert world.today == date(2026, 4, 17)


def test_an_appeal_gets_a_case_and_the_plan_is_kept(world: World) -> None:
    walk = decided(world)
    world.receive("appeal_registered", appeal_registered_on="2026-01-20", appeal_has_a_case="no")
    [opened] = events_of(world, "CaseToOpen")
    known = {"appealed_decision": "cease_to_maintain", "decision_notice_sent_on": "2026-01-20"}
    assert opened.process == "tribunal_appeal" and opened.facts == {**known, "appeal_already_made": "yes"}
    world.pass_time(weeks=30)
    assert walk.tasks == ["await_end_of_appeal"]


def test_an_appeal_that_has_a_case_is_not_opened_twice(world: World) -> None:
    decided(world)
    world.receive("appeal_registered", appeal_registered_on="2026-01-20", appeal_has_a_case="yes")
    assert events_of(world, "CaseToOpen") == []


def test_the_case_of_the_appeal_tells_how_it_ended(world: World) -> None:
    world.publish("tribunal_appeal", read_files())
    walk, ceasing = decided(world), world.case
    world.receive("appeal_registered", appeal_registered_on="2026-01-20", appeal_has_a_case="no")
    world.carry_out().turn_to(APPEAL)
    walk.do("record_appeal", appeal_is_late="no").to("record_registration")
    walk.answers["registration_result"] = "refused"
    walk.to("nothing")
    assert world.carry_out().turn_to(ceasing).state.facts["appeal_outcome"] == "not_registered"


def test_an_appeal_opened_by_hand_is_heard_here(world: World) -> None:
    walk, ceasing = decided(world), world.case
    appealed = {"appealed_decision": "cease_to_maintain", "decision_notice_sent_on": "2026-01-20"}
    appeal = Walk(world, "tribunal_appeal", {**appealed, "appeal_already_made": "yes", "appeal_is_late": "no"})
    receive(appeal, "appeal_made").to("summarise_appeal")
    assert world.carry_out().turn_to(ceasing).state.facts["appeal_has_a_case"] == "yes"
    assert walk.tasks == ["await_end_of_appeal"] and events_of(world, "CaseToOpen") == []


@pytest.mark.parametrize("outcome", ["decided_for_authority", "withdrawn", "struck_out"])
def test_the_plan_ends_when_the_decision_stands(world: World, outcome: str) -> None:
    walk = decided(world, appeal_check="appeal").to("await_end_of_appeal")
    world.receive("appeal_ended", appeal_outcome=outcome)
    assert finish(walk) == "plan_ceased"


@pytest.mark.parametrize("outcome", ["decided_for_family", "conceded_unopposed"])
def test_the_plan_goes_on_when_the_family_wins(world: World, outcome: str) -> None:
    walk = decided(world, appeal_check="appeal").to("await_end_of_appeal")
    walk.do("await_end_of_appeal", appeal_outcome=outcome)
    assert walk.tasks == ["carry_on_with_plan"] and finish(walk) == "plan_maintained"
    assert told_to_plan(world) == [("plan_kept", {"cease_outcome": "kept_after_appeal"})]


@pytest.mark.parametrize(("says", "end"), [("kept", "plan_maintained"), ("ends", "plan_ceased")])
def test_an_order_is_read_before_anything_ends(world: World, says: str, end: str) -> None:
    walk = decided(world, appeal_check="appeal", order_about_plan=says).to("await_end_of_appeal")
    world.receive("appeal_ended", appeal_outcome="consent_order")
    assert walk.tasks == ["read_the_order"] and finish(walk) == end


def test_a_decision_set_aside_leaves_the_appeal_pending(world: World) -> None:
    walk = decided(world, appeal_check="appeal").to("await_end_of_appeal")
    world.receive("appeal_ended", appeal_outcome="set_aside")
    assert walk.tasks == ["await_end_of_appeal"]


def test_an_appeal_that_comes_to_life_again_keeps_the_plan(world: World) -> None:
    walk = decided(world, appeal_check="appeal").to("await_end_of_appeal")
    world.receive("appeal_ended", appeal_outcome="decided_for_authority")
    walk.to("end_the_plan")
    world.receive("appeal_ended", appeal_outcome="set_aside")
    assert walk.tasks == ["await_end_of_appeal"]


def test_a_further_appeal_is_read_before_the_plan_ends(world: World) -> None:
    walk = decided(world, appeal_check="appeal", order_about_plan="kept").to("await_end_of_appeal")
    walk.do("await_end_of_appeal", appeal_outcome="decided_for_authority")
    world.receive("appeal_ended", appeal_outcome="upper_tribunal")
    assert walk.tasks == ["read_the_order"] and finish(walk) == "plan_maintained"


def test_an_appeal_that_was_not_registered_leaves_the_time(world: World) -> None:
    walk = decided(world)
    world.receive("appeal_registered", appeal_registered_on="2026-01-20", appeal_has_a_case="yes")
    world.receive("appeal_ended", appeal_outcome="not_registered")
    assert [wait.limit for wait in world.state.waits.values()] == ["appeal"]
    assert finish(walk) == "plan_ceased"


def test_a_late_appeal_is_heard_up_to_the_last_task(world: World) -> None:
    walk = decided(world).to("end_the_plan")
    world.receive("appeal_registered", appeal_registered_on="2026-03-20", appeal_has_a_case="yes")
    assert walk.tasks == ["await_end_of_appeal"]


@pytest.mark.parametrize("stage", ["await_end_of_appeal", "end_the_plan"])
def test_what_was_ordered_of_the_plan_is_done_elsewhere(world: World, stage: str) -> None:
    walk = decided(world, appeal_check="appeal" if stage == "await_end_of_appeal" else "none").to(stage)
    world.receive("ceasing_overtaken", carried_on_by="order")
    assert world.state.outcome == "carried_on_by_order" and walk.tasks == []
    assert told_to_plan(world) == []


# --- at 25 ----------------------------------------------------------------------------------------

AT_25: dict[str, Any] = {
    "cease_circumstance": "turned_25",
    "date_of_birth": "2001-02-02",
    "twenty_fifth_birthday": "2026-02-02",
    "kept_beyond_25": "yes",
}


def test_a_plan_is_kept_to_the_end_of_the_college_year(world: World) -> None:
    walk = decided(world, **AT_25, study_kind="fe_college", plan_to_end_on="2026-07-31").to("end_the_plan")
    assert world.today == date(2026, 8, 1)
    walk.do("end_the_plan", ceased_on="2026-07-31")
    assert walk.world.state.outcome == "plan_ceased"


def test_an_apprentice_is_kept_until_the_training_ends(world: World) -> None:
    decided(world, **AT_25, study_kind="apprenticeship", course_ends_on="2026-11-20")
    assert last_days(world) == {"plan_beyond_25_elsewhere": date(2026, 11, 20), "appeal": date(2026, 3, 20)}


def test_nobody_under_25_has_a_last_day_of_that_kind(world: World) -> None:
    decided(world)
    assert last_days(world) == {"appeal": date(2026, 3, 20)}


def test_the_decision_maker_is_warned_when_the_power_ends(world: World) -> None:
    decided(world, **{**AT_25, "appeal_check": "appeal"}, study_kind="fe_college").to("await_end_of_appeal")
    world.pass_time(days=(date(2026, 8, 1) - world.today).days)
    assert [one.role for one in events_of(world, "NotificationDue")] == ["decision"]


# --- at any moment --------------------------------------------------------------------------------


@pytest.mark.parametrize("message", WAYS_OUT)
def test_ceasing_can_stop_at_any_moment(world: World, message: str) -> None:
    walk = decided(world)
    own = {"opened_in_error": "cease_opened_in_error.json"}
    world.receive(message, **walk.answer_all(own.get(message, f"{message}.json")))
    end, told, outcome = WAYS_OUT[message]
    assert finish(walk) == end
    assert [(name, payload.get("cease_outcome")) for name, payload in told_to_plan(world)] == [(told, outcome)]


def test_every_end_of_ceasing_is_reached_here() -> None:
    drawing = drawing_of(FOLDER / "cease_plan.bpmn")
    above = [(one.getparent(), one.get("id")) for one in drawing.all_of("endEvent")]
    ends = {end for parent, end in above if parent is not None and parent.get("id") == "cease_plan"}
    reached = {"plan_ceased", "plan_maintained", "plan_to_amend", "plan_to_review", "plan_to_transfer"}
    reached.add("carried_on_by_order")
    assert ends == reached | {end for end, _, _ in WAYS_OUT.values()}
