"""A personal budget, lived by the engine as its diagram says: settled, refused, paid, watched, stopped."""

from datetime import date
from typing import Any

import pytest

from engine.case.rejections import MessageNotAwaited
from tests.fixtures.world import World
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, gaps_in_letters

STARTED = date(2026, 1, 5)
USUAL = {
    "personal_budget_requested_on": "2026-01-05",
    "budget_window": "review",
    "direct_payments_wanted": "yes",
    "used_on_premises": "no",
    "recipient_able": "yes",
    "recipient_over_school_age": "yes",
    "recipient_has_capacity": "yes",
    "recipient_barred": "no",
    "payments_for_a_place": "no",
    "payments_agreed": "yes",
    "refusal_review_wanted": "no",
    "reconsideration_asked": "no",
    "money_to_repay": "no",
}
RUNNING = "hold_first_payment_review"
STOP = {"provision_secured_by_payments": "no"}


def asked(world: World, **on_the_way: Any) -> Walk:
    return Walk(world, process="personal_budget", usual=USUAL, **on_the_way)


def running(world: World, **on_the_way: Any) -> Walk:
    """Direct payments have started, and wait for their first review."""
    return asked(world, **on_the_way).to(RUNNING)


def told_by_form(walk: Walk, message: str, **said: Any) -> Walk:
    form = FORMS.get(message, f"{message}.json")
    walk.world.receive(message, **{**walk.answer_all(form), **said})
    return walk


def outcomes(world: World) -> list[str]:
    return [one.payload["personal_budget_outcome"] for one in events_of(world, "MessageToSend")]


def rounds(world: World, limit: str) -> list[str]:
    """How each round of a limit stands, the last one at the end."""
    return [one.status for one in world.state.deadlines.values() if one.limit == limit]


# --- how a request ends ---------------------------------------------------------------------------

ENDS: dict[str, tuple[list[str], dict[str, str]]] = {
    "budget_not_considered": (["not_considered"], {"budget_window": "in_force"}),
    "budget_settled": (["budget"], {"direct_payments_wanted": "no"}),
    "direct_payments_refused": (["refused"], {"payment_decision": "refuse"}),
    "offer_not_taken_up": (["not_taken_up"], {"payments_agreed": "no"}),
    "direct_payments_ended": (["direct_payments", "payments_ended"], STOP),
}
MESSAGES = {
    "moved_out_of_area": ("hand_over_budget", "budget_handed_over"),
    "person_died": ("close_budget_after_death", "budget_ended_by_death"),
    "opened_in_error": ("put_budget_error_right", "budget_in_error"),
}
FORMS = {"opened_in_error": "budget_opened_in_error.json", "plan_ended": "plan_has_ended.json"}


@pytest.mark.parametrize("outcome", ENDS)
def test_a_request_comes_to_its_end_and_the_plan_hears(world: World, outcome: str) -> None:
    said, answers = ENDS[outcome]
    walk = asked(world, **answers).to("nothing")
    assert world.state.outcome == outcome and world.replay().is_sound
    assert outcomes(world) == said
    assert set(walk.limits.values()) <= {"met"} and gaps_in_letters(world) == set()


def test_a_request_can_be_taken_back_before_payments_run(world: World) -> None:
    walk = told_by_form(asked(world).to("decide_on_payments"), "budget_request_withdrawn")
    assert walk.tasks == ["confirm_budget_withdrawal"]
    walk.to("nothing")
    assert world.state.outcome == "budget_request_dropped" and outcomes(world) == ["withdrawn"]


def test_a_request_cannot_be_taken_back_while_payments_run(world: World) -> None:
    walk = running(world)
    with pytest.raises(MessageNotAwaited):
        told_by_form(walk, "budget_request_withdrawn")


def test_no_end_of_a_request_is_left_out_here() -> None:
    process = drawing_of(FOLDER / "personal_budget.bpmn").elements["personal_budget"]
    drawn = {end.get("id") for end in process.iterfind(f"{BPMN}endEvent")}
    assert drawn == {*ENDS, "budget_request_dropped", *(end for _, end in MESSAGES.values())}


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("stage", ["prepare_personal_budget", RUNNING])
def test_what_ends_a_budget_leaves_one_thing_to_do(world: World, stage: str, message: str) -> None:
    walk = told_by_form(asked(world).to(stage), message)
    follow_up, outcome = MESSAGES[message]
    assert walk.tasks == [follow_up] and "running" not in walk.limits.values()
    assert walk.do(follow_up).world.state.outcome == outcome


# --- the request ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "payments", "route"),
    [
        ("draft", "yes", "direct_payments"),
        ("review", "yes", "direct_payments"),
        ("reassessment", "yes", "direct_payments"),
        ("in_force", "yes", "not_now"),
        ("in_force", "no", "budget"),
        ("none", "no", "not_now"),
    ],
)
def test_a_request_has_its_time(world: World, window: str, payments: str, route: str) -> None:
    asked(world, budget_window=window, direct_payments_wanted=payments).do("record_budget_request").do(
        "give_budget_information"
    )
    assert world.state.facts["budget_route"] == route


@pytest.mark.parametrize(
    ("answers", "obstacle"),
    [
        ({"recipient_able": "no"}, "recipient"),
        ({"recipient_over_school_age": "no"}, "recipient"),
        ({"recipient_has_capacity": "no"}, "recipient"),
        ({"recipient_barred": "yes"}, "recipient"),
        ({"payments_for_a_place": "yes"}, "place"),
        ({"payments_used_well": "no"}, "conditions"),
        ({"payments_in_best_interests": "no"}, "conditions"),
        ({"other_services_unharmed": "no"}, "conditions"),
        ({"payments_efficient": "no"}, "conditions"),
        ({"used_on_premises": "yes", "premises_consent": "no"}, "premises"),
        ({"budget_separable": "none"}, "aggregate"),
    ],
)
def test_one_failed_check_is_enough_to_refuse(world: World, answers: dict[str, str], obstacle: str) -> None:
    walk = asked(world, **answers).to("decide_on_payments", "send_payment_refusal")
    assert walk.tasks == ["send_payment_refusal"]
    assert world.state.facts["payment_obstacle"] == obstacle


def test_the_setting_is_asked_for_its_consent(world: World) -> None:
    walk = asked(world, used_on_premises="yes").to("check_recipient")
    assert walk.tasks == ["check_payment_conditions", "check_recipient", "record_premises_consent"]
    assert walk.to("decide_on_payments", "send_payment_refusal").tasks == ["decide_on_payments"]


# --- a refusal and its review ---------------------------------------------------------------------

REVIEWED = {"payment_decision": "refuse", "refusal_review_wanted": "yes", "refusal_review_requested_on": "2026-01-05"}


def test_a_review_of_a_refusal_has_its_usual_time(world: World) -> None:
    walk = asked(world, **REVIEWED).to("review_refusal")
    assert world.deadline("usual_refusal_review").legal == date(2026, 2, 2)
    world.pass_time(days=29)
    assert [one.role for one in events_of(world, "NotificationDue")] == ["decision"]
    walk.to("send_refusal_review_outcome")
    assert walk.limits["usual_refusal_review"] == "met_late"


@pytest.mark.parametrize(
    ("outcome", "then"), [("upheld", "direct_payments_refused"), ("overturned", "direct_payments_ended")]
)
def test_a_review_can_turn_a_refusal_into_an_offer(world: World, outcome: str, then: str) -> None:
    asked(world, **REVIEWED, **STOP, refusal_review_outcome=outcome).to("nothing")
    assert world.state.outcome == then and gaps_in_letters(world) == set()


# --- payments -------------------------------------------------------------------------------------


def test_the_case_of_the_plan_hears_when_payments_start(world: World) -> None:
    running(world)
    [message] = events_of(world, "MessageToSend")
    assert (message.message, message.to) == ("personal_budget_settled", "every_case")
    assert message.payload == {"personal_budget_outcome": "direct_payments", "direct_payments_started_on": "2026-01-05"}


def test_the_first_review_is_due_in_three_months(world: World) -> None:
    walk = running(world)
    assert world.deadline("direct_payment_first_review").legal == date(2026, 4, 4)
    walk.do(RUNNING)
    assert walk.limits["direct_payment_first_review"] == "met" and walk.tasks == []


def test_a_late_first_review_has_to_be_explained(world: World) -> None:
    walk = running(world)
    world.pass_time(weeks=13)
    assert walk.tasks == ["explain_late_payment_review", RUNNING]
    walk.do("explain_late_payment_review").do(RUNNING)
    assert walk.limits["direct_payment_first_review"] == "met_late"


def test_payments_are_reviewed_every_year(world: World) -> None:
    walk = running(world).do(RUNNING)
    world.pass_time(weeks=43)
    assert walk.tasks == []
    world.pass_time(weeks=2)
    assert walk.tasks == ["hold_payment_review"]
    assert world.deadline("yearly_payment_review").legal == date(2027, 1, 4)
    walk.do("hold_payment_review")
    assert rounds(world, "yearly_payment_review") == ["met", "running"] and walk.tasks == []


def test_a_year_without_a_review_warns_who_decides(world: World) -> None:
    walk = running(world).do(RUNNING)
    world.pass_time(weeks=53)
    assert walk.limits["yearly_payment_review"] == "missed"
    assert [one.role for one in events_of(world, "NotificationDue")] == ["decision"]
    walk.do("hold_payment_review")
    assert events_of(world, "DeadlineMet")[-1].late


@pytest.mark.parametrize(("now", "tasks"), [("yes", ["hold_payment_review_now"]), ("no", [])])
def test_a_review_can_be_asked_for_at_any_time(world: World, now: str, tasks: list[str]) -> None:
    walk = told_by_form(running(world).do(RUNNING), "payment_review_wanted")
    assert walk.tasks == ["consider_payment_review"]
    assert walk.do("consider_payment_review", payment_review_now=now).tasks == tasks


def test_a_review_that_was_held_is_not_held_again(world: World) -> None:
    walk = told_by_form(running(world).do(RUNNING), "payment_review_wanted")
    walk.do("consider_payment_review", payment_review_now="yes").do("hold_payment_review_now")
    assert walk.tasks == [] and world.state.facts["payment_review_now"] == "no"


@pytest.mark.parametrize(
    ("found", "follows"),
    [
        ({"recipient_still_eligible": "no"}, "stop_notice"),
        ({"provision_secured_by_payments": "no"}, "stop_notice"),
        ({"payments_still_fit": "no"}, "stop_notice"),
        ({"payment_conditions_kept": "no"}, "decide_on_breach"),
        ({"payment_review_finding": "change"}, "change_payments"),
        ({"payment_review_finding": "reduce"}, "reduce_notice"),
        ({"payment_review_finding": "recover"}, "recover_notice"),
    ],
)
def test_what_a_review_finds_has_its_own_steps(world: World, found: dict[str, str], follows: str) -> None:
    assert running(world).do(RUNNING, **found).tasks == [follows]


@pytest.mark.parametrize("finding", ["change", "reduce", "recover"])
def test_payments_that_were_adjusted_go_on(world: World, finding: str) -> None:
    walk = running(world).do(RUNNING, payment_review_finding=finding)
    while walk.do_next():
        pass
    assert gaps_in_letters(world) == set()
    assert told_by_form(walk, "payment_review_wanted").tasks == ["consider_payment_review"]


@pytest.mark.parametrize(("decision", "tasks"), [("stop", ["stop_notice"]), ("go_on", [])])
def test_a_breach_may_stop_the_payments(world: World, decision: str, tasks: list[str]) -> None:
    walk = running(world).do(RUNNING, payment_conditions_kept="no")
    assert walk.do("decide_on_breach", breach_decision=decision).tasks == tasks


@pytest.mark.parametrize(
    ("outcome", "tasks"), [("confirmed", ["stop_carry_out"]), ("withdrawn", ["hold_payment_review"])]
)
def test_a_decision_to_stop_is_reconsidered_once(world: World, outcome: str, tasks: list[str]) -> None:
    walk = running(world, reconsideration_asked="yes", reconsideration_outcome=outcome).do(RUNNING, **STOP)
    walk.do("stop_notice").do("stop_record_reconsideration").do("stop_reconsider").do("stop_tell_reconsideration")
    if outcome == "withdrawn":
        world.pass_time(weeks=45)
    assert walk.tasks == tasks and gaps_in_letters(world) == set()


def test_what_is_left_is_recovered_after_the_stop(world: World) -> None:
    walk = running(world, money_to_repay="yes").do(RUNNING, **STOP).to("repay_notice")
    assert walk.tasks == ["repay_notice"]
    assert walk.to("nothing").world.state.outcome == "direct_payments_ended"


@pytest.mark.parametrize("message", ["payment_consent_withdrawn", "plan_ended"])
def test_payments_stop_without_consent_or_plan(world: World, message: str) -> None:
    walk = told_by_form(running(world), message)
    assert walk.tasks == ["stop_notice"]
    walk.to("nothing")
    assert world.state.outcome == "direct_payments_ended" and gaps_in_letters(world) == set()


@pytest.mark.parametrize(("consents", "then"), [("yes", RUNNING), ("no", "stop_notice")])
def test_a_young_person_has_to_consent(world: World, consents: str, then: str) -> None:
    walk = told_by_form(running(world, young_person_consents=consents), "child_becomes_young_person")
    assert walk.tasks == ["send_consent_request"]
    assert walk.do("send_consent_request").tasks == ["record_young_person_consent"] and gaps_in_letters(world) == set()
    assert walk.do("record_young_person_consent").tasks == [then]
