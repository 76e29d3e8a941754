"""A plan, kept as long as it is in force: its reviews, the calendar of the person's life, and whatever comes up."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from engine.case.commands import OpenCase
from engine.case.rejections import BadInput, MessageNotAwaited
from engine.case.state import Deadline, Wait
from engine.statute import LONDON
from engine.sweep import sweep
from tests.fixtures.world import AUTHORITY, MANAGER, World, read_files
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk

PLAN_MADE = "2026-01-05"
OPENED = (
    "annual_review",
    "phase_transfer",
    "plan_amendment",
    "reassessment",
    "cease_plan",
    "authority_transfer",
    "tribunal_appeal",
    "mediation",
    "complaint",
    "personal_budget",
)
REVIEW = {
    "phase_transfer_due": "no",
    "support_to_take_part": "no",
    "review_meeting_held": "yes",
    "personal_budget_requested": "no",
    "reassessment_wanted": "no",
    "review_decision": "keep",
    "review_meeting_on": "2026-11-10",
    "setting_kind": "maintained_school",
}
IN_ERROR_OF_REVIEW = {
    "error_kind": "duplicate",
    "duplicate_of": "NOR-000009",
    "error_explanation": "Another case has it.",
    "error_found_by": "The SENCO",
}
DISPUTE = {"appealed_decision": "plan_contents", "decision_notice_sent_on": PLAN_MADE}
EARLY = {"early_review_kind": "early", "review_requested_by": "The mother", "review_requested_on": PLAN_MADE}
REASSESS = {"reassessment_source": "family", "reassessment_request_received": PLAN_MADE, "requester_name": "Mr Example"}
REQUESTS: list[tuple[str, str, dict[str, str]]] = [
    ("early_review_wanted", "annual_review", EARLY),
    ("amendment_wanted", "plan_amendment", {"amendment_proposed_by": "family", "amendment_reason": "error"}),
    ("phase_transfer_known", "phase_transfer", {"announced_transfer_on": "2027-09-01"}),
    ("reassessment_wanted", "reassessment", REASSESS),
    ("appeal_possible", "tribunal_appeal", DISPUTE),
    ("personal_budget_wanted", "personal_budget", {"personal_budget_requested_on": PLAN_MADE}),
    ("mediation_wanted", "mediation", DISPUTE),
    ("complaint_made", "complaint", {"complaint_received_on": PLAN_MADE}),
    ("ceasing_considered", "cease_plan", {"ceasing_considered_on": PLAN_MADE}),
    ("health_body_changed", "authority_transfer", {}),
]
TOLD: list[tuple[str, dict[str, str]]] = [
    ("amendment_settled", {"amendment_outcome": "declined"}),
    ("plan_not_transferred", {"transfer_outcome": "no_move"}),
    ("appeal_ended", {"appeal_outcome": "withdrawn"}),
    ("personal_budget_settled", {"personal_budget_outcome": "refused"}),
    ("mediation_ended", {"mediation_outcome": "agreed"}),
    ("setting_changed", {"setting_kind": "academy", "setting_name": "Hill Road School"}),
    ("transfer_settled", {"transfer_outcome": "called_off"}),
]


@pytest.fixture
def plan(world: World) -> World:
    """A plan of a child of nine, made on the day on which the world begins."""
    return kept(world, date_of_birth="2016-05-04")


def kept(world: World, **facts: str) -> World:
    for process in ("plan_maintenance", *OPENED):
        world.publish(process, read_files())
    given = {"plan_made_on": PLAN_MADE, **facts}
    opened = world.do(OpenCase(by=MANAGER, process="plan_maintenance", person=world.person, facts=given))
    assert opened.case is not None
    world.case = opened.case
    return world.carry_out()


def live_until(world: World, day: date) -> World:
    """Turn the clock from one day on which something is due to the next."""
    while (following := next_day(world)) is not None and following <= day:
        turn_clock(world, following)
    return turn_clock(world, day)


def next_day(world: World) -> date | None:
    """The first day after today on which a timer of the case in hand fires."""
    state = world.state
    running = [one for one in state.deadlines.values() if one.status == "running"]
    clocks: list[Wait | Deadline] = [*state.waits.values(), *running]
    return min((max(one.legal, world.today) + timedelta(days=1) for one in clocks), default=None)


def turn_clock(world: World, day: date) -> World:
    world.now = datetime.combine(day, time(9), LONDON).astimezone(UTC)
    sweep(world.engine)
    return world.carry_out()


class Opened(Walk):
    """A case that was opened by another: it is taken in hand, not opened."""

    def __init__(self, world: World, case: str, **answers: Any) -> None:
        self.world = world.turn_to(case)
        self.answers = answers


def entries(world: World, kind: str) -> list[Any]:
    return [one.entry for one in world.looking.history(AUTHORITY, world.case) if one.entry.kind == kind]


def opened(world: World, process: str) -> list[tuple[date, dict[str, Any]]]:
    """The cases of a process that the case in hand has opened: on which day, and with what."""
    wanted = [(one.recorded_at.date(), one.event) for one in entries(world, "CaseToOpen")]
    return [(on, event.facts) for on, event in wanted if event.process == process]


def days_of(world: World, process: str) -> list[date]:
    return [on for on, _ in opened(world, process)]


def notices(world: World) -> dict[date, str]:
    return {one.effective_on: one.event.text for one in entries(world, "NotificationDue")}


def reviewed(world: World, on: date, outcome: str = "plan_kept") -> World:
    world.receive("review_completed", review_outcome=outcome, plan_last_reviewed_on=on.isoformat())
    return world.carry_out()


def to_do(world: World) -> list[str]:
    """What is to be done, besides explaining years without a review."""
    return [task for task in world.open_tasks() if not task.startswith("tell_missed_review#")]


def told(world: World, message: str) -> list[tuple[str, dict[str, Any]]]:
    """Whom the case in hand has told this, and with what."""
    wanted = [one.event for one in entries(world, "MessageToSend")]
    return [(event.to, dict(event.payload)) for event in wanted if event.message == message]


def year(world: World, visit: int = 1) -> Deadline:
    """The deadline of a year of reviews."""
    return world.state.deadlines[f"year_for_review_is_over#{visit}"]


# --- the cycle of reviews -------------------------------------------------------------------------


def test_a_review_is_opened_three_months_before_its_last_day(plan: World) -> None:
    assert year(plan).legal == date(2027, 1, 4)
    live_until(plan, date(2026, 12, 1))
    [(on, facts)] = opened(plan, "annual_review")
    assert (on, facts["review_kind"], facts["plan_made_on"]) == (date(2026, 10, 5), "annual", PLAN_MADE)
    assert plan.turn_to("NOR-000003").state.process == "annual_review"


def test_every_year_brings_its_review_for_ten_years(plan: World) -> None:
    for number in range(1, 11):
        live_until(plan, year(plan, number).legal - timedelta(days=30))
        reviewed(plan, plan.today - timedelta(days=14))
    assert len(opened(plan, "annual_review")) == 10
    assert [year(plan, number).status for number in range(1, 12)] == ["met"] * 10 + ["running"]
    assert [year(plan, number).legal for number in (1, 2)] == [date(2027, 1, 4), date(2027, 11, 20)]
    assert plan.replay().is_sound


def test_a_review_that_was_held_tells_the_case_of_the_plan(plan: World) -> None:
    live_until(plan, date(2026, 10, 6))
    Opened(plan, "NOR-000003", **REVIEW).to("nothing")
    assert plan.state.outcome == "review_plan_kept"
    held = plan.state.facts["review_meeting_on"]
    plan.carry_out().turn_to("NOR-000001")
    assert plan.state.facts["plan_last_reviewed_on"] == held
    assert (year(plan).status, year(plan, 2).limit) == ("met", "next_review")


def test_a_year_without_a_review_is_missed_and_then_met_late(plan: World) -> None:
    live_until(plan, date(2027, 1, 5))
    assert year(plan).status == "missed"
    assert "had to be reviewed is over" in notices(plan)[date(2027, 1, 5)]
    Opened(plan, plan.case).do("tell_missed_review")
    assert "4 January 2027" in plan.looking.letter(AUTHORITY, plan.case, next(iter(plan.state.letters))).html
    reviewed(plan, date(2027, 2, 1))
    assert (year(plan).status, year(plan).legal) == ("met_late", date(2027, 1, 4))
    assert year(plan, 2).legal == date(2028, 1, 31)


def test_a_review_closed_unheld_is_replaced_by_another(plan: World) -> None:
    live_until(plan, date(2026, 10, 6)).turn_to("NOR-000003")
    plan.receive("opened_in_error", **IN_ERROR_OF_REVIEW)
    Opened(plan, "NOR-000003").do("put_review_error_right")
    plan.carry_out().turn_to("NOR-000001")
    plan.complete("see_to_review#1", next_review_step="open_another", next_review_reasons="It was another plan.")
    assert len(opened(plan, "annual_review")) == 2
    assert (year(plan).status, year(plan).legal) == ("running", date(2027, 1, 4))


def test_another_case_can_bring_the_review(plan: World) -> None:
    plan.receive("review_completed", review_outcome="overtaken")
    plan.complete("see_to_review#1", next_review_step="other_case", next_review_reasons="The move between phases.")
    assert opened(plan, "annual_review") == []
    reviewed(plan, date(2026, 1, 5))
    assert year(plan).status == "met"


def test_a_review_is_heard_of_while_a_way_is_looked_for(plan: World) -> None:
    plan.receive("review_completed", review_outcome="overtaken")
    reviewed(plan, date(2026, 1, 5), "plan_amended")
    assert (plan.open_tasks(), year(plan).status) == ([], "met")


def test_an_early_review_that_is_refused_changes_nothing(plan: World) -> None:
    plan.receive("review_completed", review_outcome="no_review")
    live_until(plan, date(2026, 10, 6))
    assert days_of(plan, "annual_review") == [date(2026, 10, 5)]


def test_a_review_before_its_time_begins_a_new_year(plan: World) -> None:
    live_until(plan, date(2026, 4, 20))
    reviewed(plan, date(2026, 4, 13))
    live_until(plan, date(2027, 1, 14))
    assert days_of(plan, "annual_review") == [date(2027, 1, 13)]


def test_a_review_without_its_day_is_refused(plan: World) -> None:
    with pytest.raises(BadInput):
        plan.receive("review_completed", review_outcome="plan_kept")


@pytest.mark.parametrize(
    ("outcome", "process"), [("cease_considered", "cease_plan"), ("reassessment_wanted", "reassessment")]
)
def test_what_a_review_found_is_opened(plan: World, outcome: str, process: str) -> None:
    reviewed(plan, date(2026, 1, 5), outcome)
    assert days_of(plan, process) == [date(2026, 1, 5)]
    assert (year(plan).status, year(plan, 2).status) == ("met", "running")
    assert plan.turn_to("NOR-000002").state.process == process


def test_a_child_under_five_is_thought_of_sooner(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2022-05-04"), date(2026, 10, 6))
    kinds = [(on, facts["review_kind"]) for on, facts in opened(plan, "annual_review")]
    assert kinds == [(date(2026, 4, 5), "early_years"), (date(2026, 10, 5), "annual")]


def test_a_child_who_turns_five_meanwhile_waits_for_the_year(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2021-04-04"), date(2026, 10, 6))
    assert days_of(plan, "annual_review") == [date(2026, 10, 5)]


def test_a_plan_taken_over_has_three_months_at_least(world: World) -> None:
    plan = kept(world, date_of_birth="2016-05-04", plan_made_on="2025-02-01", plan_transferred_on=PLAN_MADE)
    assert (year(plan).limit, year(plan).legal) == ("review_after_transfer", date(2026, 4, 4))
    live_until(plan, date(2026, 1, 6))
    assert opened(plan, "annual_review")[0][1]["review_kind"] == "transfer_between_authorities"
    reviewed(plan, date(2026, 1, 6))
    assert (year(plan).status, year(plan, 2).limit) == ("met", "next_review")


def test_a_review_that_began_in_another_way_is_not_doubled(plan: World) -> None:
    plan.receive("review_begun")
    live_until(plan, date(2026, 10, 6))
    assert (opened(plan, "annual_review"), plan.state.facts["review_in_hand"]) == ([], "yes")
    reviewed(plan, date(2026, 10, 6))
    assert (year(plan).status, plan.state.facts["review_in_hand"]) == ("met", "no")


def test_an_early_review_is_taken_up_in_one_under_way(plan: World) -> None:
    plan.receive("review_begun")
    plan.receive("early_review_wanted", **EARLY)
    assert opened(plan, "annual_review") == []
    assert "Take up there what was asked" in notices(plan)[date(2026, 1, 5)]
    plan.receive("review_completed", review_outcome="opened_in_error")
    plan.receive("early_review_wanted", **EARLY)
    assert len(opened(plan, "annual_review")) == 1


@pytest.mark.parametrize(("in_hand", "of_whom"), [(True, ["annual_review"]), (False, [])])
def test_a_review_for_a_move_takes_the_place_of_the_years(plan: World, in_hand: bool, of_whom: list[str]) -> None:
    if in_hand:
        plan.receive("review_begun")
    reviewed(plan, date(2026, 1, 5), "held_for_transfer")
    assert (year(plan).status, year(plan, 2).legal) == ("met", date(2027, 1, 4))
    assert [to for to, _ in told(plan, "review_overtaken")] == of_whom


def test_a_yearly_review_ends_when_a_move_brings_another(plan: World) -> None:
    live_until(plan, date(2026, 10, 6))
    reviewed(plan, date(2026, 10, 6), "held_for_transfer")
    Opened(plan, "NOR-000003").do("close_overtaken_review")
    assert plan.state.outcome == "review_was_closed"
    assert plan.carry_out().turn_to("NOR-000001").open_tasks() == []


@pytest.mark.parametrize("outcome", ["named", "cease_proposed"])
def test_the_end_of_a_move_begins_no_new_year(plan: World, outcome: str) -> None:
    plan.receive("transfer_settled", transfer_outcome=outcome, plan_issued_on=PLAN_MADE)
    plan.carry_out()
    assert list(plan.state.deadlines) == ["year_for_review_is_over#1"]
    assert len(opened(plan, "cease_plan")) == (1 if outcome == "cease_proposed" else 0)


def test_payments_are_reviewed_whenever_the_plan_is(plan: World) -> None:
    reviewed(plan, date(2026, 1, 5))
    why = {"payment_review_requested_on": "2026-01-05", "payment_review_reason": "plan_review"}
    assert told(plan, "payment_review_wanted") == [("personal_budget", why)]


@pytest.mark.parametrize(
    ("asks", "kind"),
    [({}, "transfer_between_authorities"), ({"health_body_asks_for": "review"}, "health_body_request")],
)
def test_the_review_of_a_new_plan_is_opened_for_its_day(world: World, asks: dict[str, str], kind: str) -> None:
    plan = kept(world, date_of_birth="2016-05-04", plan_made_on="2025-11-03", plan_transferred_on=PLAN_MADE)
    plan.receive("review_planned", transfer_review_planned_on="2026-06-01", **asks)
    live_until(plan, date(2026, 9, 1))
    [(on, facts)] = opened(plan, "annual_review")
    assert (on, facts["review_kind"]) == (date(2026, 4, 7), kind)
    assert (year(plan).limit, year(plan).legal) == ("review_after_transfer", date(2026, 11, 2))


def test_a_planned_review_is_not_opened_beside_another(world: World) -> None:
    plan = kept(world, date_of_birth="2016-05-04", plan_made_on="2025-02-01", plan_transferred_on=PLAN_MADE)
    live_until(plan, date(2026, 1, 6))
    with pytest.raises(MessageNotAwaited):
        plan.receive("review_planned", transfer_review_planned_on="2026-01-06")
    assert len(opened(plan, "annual_review")) == 1


def test_a_year_counts_from_the_plan_after_a_reassessment(plan: World) -> None:
    plan.receive("reassessment_completed", reassessment_outcome="withdrawn")
    assert year(plan).status == "running"
    live_until(plan, date(2026, 6, 1))
    plan.receive("reassessment_completed", reassessment_outcome="new_plan", plan_issued_on="2026-05-29")
    assert (year(plan, 2).limit, year(plan, 2).legal) == ("review_after_reassessment", date(2027, 5, 29))
    assert plan.state.facts["plan_issued_on"] is None


# --- the calendar of the person's life ------------------------------------------------------------


def test_each_move_between_phases_is_opened_a_year_ahead(plan: World) -> None:
    live_until(plan, date(2036, 1, 5))
    assert days_of(plan, "phase_transfer") == [date(2026, 9, 1), date(2031, 9, 1)]


def test_a_small_child_moves_into_school_and_from_infant_to_junior(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2022-05-04"), date(2033, 1, 5))
    assert days_of(plan, "phase_transfer") == [date(2026, 1, 6), date(2028, 9, 1), date(2032, 9, 1)]


def test_a_move_that_was_typed_in_comes_first(world: World) -> None:
    plan = kept(world, date_of_birth="2016-05-04", next_transfer_on="2026-09-01")
    live_until(plan, date(2032, 1, 5))
    assert days_of(plan, "phase_transfer") == [date(2026, 1, 6), date(2026, 9, 1), date(2031, 9, 1)]


@pytest.mark.parametrize(
    ("born", "year_9"),
    [("2016-05-04", date(2029, 9, 1)), ("2015-08-31", date(2028, 9, 1)), ("2015-09-01", date(2029, 9, 1))],
)
def test_year_nine_is_noticed_on_its_first_day(world: World, born: str, year_9: date) -> None:
    live_until(kept(world, date_of_birth=born), year_9)
    assert "preparation for adulthood" in notices(world)[year_9]


def test_the_rights_pass_on_the_day_after_the_school_leaving_date(plan: World) -> None:
    live_until(plan, date(2032, 5, 5))
    assert to_do(plan) == ["prepare_for_own_rights#1"]
    live_until(plan, date(2032, 6, 25))
    assert to_do(plan) == ["prepare_for_own_rights#1"] and told(plan, "child_becomes_young_person") == []
    live_until(plan, date(2032, 6, 26))
    assert to_do(plan) == ["prepare_for_own_rights#1", "tell_young_person_of_rights#1"]
    assert told(plan, "child_becomes_young_person") == [("every_case", {})]


@pytest.mark.parametrize("decides", ["young_person", "alternative_person"])
def test_the_letter_about_the_rights_is_complete(plan: World, decides: str) -> None:
    live_until(plan, date(2032, 6, 26))
    Opened(plan, plan.case, decisions_taken_by=decides).do("tell_young_person_of_rights")
    written = {name: one for name, one in plan.state.letters.items() if one.template == "rights_pass_notice"}
    letters = [plan.looking.letter(AUTHORITY, plan.case, name) for name in written]
    gaps = {gap for one in letters for gap in one.missing if not gap.startswith(("authority.", "person."))}
    assert (len(letters), gaps) == (1, set())
    assert "25 June 2032" in letters[0].html


def test_the_years_of_nineteen_and_twenty_five_are_noticed(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2007-05-04"), date(2032, 8, 1))
    assert "19" in notices(plan)[date(2026, 5, 5)]
    assert days_of(plan, "cease_plan") == [date(2031, 11, 5)]
    assert "turned 25" in notices(plan)[date(2032, 5, 5)]
    assert to_do(plan) == ["settle_plan_after_25#1"]


def test_what_lies_before_the_plan_is_not_told_again(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2005-05-04"), date(2026, 9, 2))
    assert (to_do(plan), notices(plan), opened(plan, "phase_transfer")) == ([], {}, [])


# --- what can come at any time --------------------------------------------------------------------


@pytest.mark.parametrize(("message", "process", "payload"), REQUESTS, ids=[one[0] for one in REQUESTS])
def test_what_is_asked_for_is_opened_as_often_as_asked(
    plan: World, message: str, process: str, payload: dict[str, str]
) -> None:
    for _ in range(2):
        plan.receive(message, **payload)
    plan.carry_out()
    assert len(opened(plan, process)) == 2
    assert (plan.state.incidents, plan.state.effects, plan.state.is_closed) == ({}, {}, False)


@pytest.mark.parametrize(("message", "payload"), TOLD, ids=[one[0] for one in TOLD])
def test_what_other_cases_tell_is_noted(plan: World, message: str, payload: dict[str, str]) -> None:
    plan.receive(message, **payload)
    assert payload.items() <= plan.state.facts.items() or message == "amendment_settled"
    assert (year(plan).legal, plan.open_tasks()) == (date(2027, 1, 4), [])


def test_a_move_told_twice_is_transferred_once(plan: World) -> None:
    move = {"moved_on": PLAN_MADE, "new_authority": "Southmoor"}
    for _ in range(2):
        plan.receive("moved_out_of_area", **move)
    assert len(opened(plan, "authority_transfer")) == 1
    plan.receive("plan_not_transferred", transfer_outcome="called_off")
    assert "The plan stays with us" in notices(plan)[date(2026, 1, 5)]
    plan.receive("moved_out_of_area", **move)
    assert len(opened(plan, "authority_transfer")) == 2


def test_a_second_reassessment_of_our_own_is_not_begun(plan: World) -> None:
    reviewed(plan, date(2026, 1, 5), "reassessment_wanted")
    assert plan.state.facts["reassessment_in_hand"] == "yes"
    plan.receive("reassessment_wanted", reassessment_source="authority")
    reviewed(plan, date(2026, 1, 5), "reassessment_wanted")
    assert len(opened(plan, "reassessment")) == 1
    plan.receive("reassessment_completed", reassessment_outcome="withdrawn")
    plan.receive("reassessment_wanted", reassessment_source="authority")
    assert len(opened(plan, "reassessment")) == 2


def test_ceasing_after_a_reassessment_is_opened(plan: World) -> None:
    plan.receive("reassessment_completed", reassessment_outcome="cease_considered")
    assert days_of(plan, "cease_plan") == [date(2026, 1, 5)] and year(plan).status == "running"


SETTLED = {
    "transfer_outcome": "named",
    "phase_after_transfer": "secondary",
    "phase_changes_on": "2026-02-02",
    "same_school_after_transfer": "no",
    "setting_after_transfer": "Hill Road School",
}
PRIMARY = {
    "date_of_birth": "2016-05-04",
    "phase_now": "primary",
    "setting_name": "Elm School",
    "setting_kind": "academy",
}


def placed(world: World) -> tuple[Any, Any, Any]:
    """Phase, place and kind of place, as lists and reviews see them."""
    facts = world.state.facts
    return facts["phase_now"], facts["setting_name"], facts["setting_kind"]


@pytest.mark.parametrize(
    ("same", "then"), [("no", ("secondary", "Hill Road School", None)), ("yes", ("secondary", "Elm School", "academy"))]
)
def test_the_new_phase_is_taken_over_on_the_day_of_the_move(world: World, same: str, then: tuple[Any, ...]) -> None:
    plan = kept(world, **PRIMARY)
    plan.receive("transfer_settled", **{**SETTLED, "same_school_after_transfer": same})
    assert placed(live_until(plan, date(2026, 2, 1))) == ("primary", "Elm School", "academy")
    assert placed(live_until(plan, date(2026, 2, 2))) == then


def test_a_place_recorded_meanwhile_and_a_move_called_off_stand(world: World) -> None:
    plan = kept(world, **PRIMARY)
    plan.receive("transfer_settled", **SETTLED)
    plan.receive("setting_changed", setting_kind="section_41", setting_name="Oak School", phase_now="middle")
    assert placed(live_until(plan, date(2026, 2, 3))) == ("middle", "Oak School", "section_41")
    plan.receive("transfer_settled", **{**SETTLED, "phase_changes_on": "2026-03-02"})
    plan.receive("transfer_settled", transfer_outcome="called_off")
    assert placed(live_until(plan, date(2026, 3, 3))) == ("middle", "Oak School", "section_41")


def test_an_amendment_does_not_move_the_review(plan: World) -> None:
    plan.receive("amendment_settled", amendment_outcome="amended", plan_issued_on="2026-01-05")
    assert plan.state.facts["plan_last_amended_on"] == "2026-01-05"
    assert (plan.state.facts["plan_issued_on"], year(plan).legal) == (None, date(2027, 1, 4))


@pytest.mark.parametrize(
    ("outcome", "process"), [("amend", "plan_amendment"), ("review_first", "annual_review"), ("kept", None)]
)
def test_what_comes_instead_of_ceasing_is_opened(plan: World, outcome: str, process: str | None) -> None:
    plan.receive("plan_kept", cease_outcome=outcome)
    plan.carry_out()
    assert [event.event.process for event in entries(plan, "CaseToOpen")] == ([process] if process else [])
    assert plan.state.incidents == {}


# --- custody and higher education -----------------------------------------------------------------

DETAINED = {
    "detained_on": PLAN_MADE,
    "detention_known_on": PLAN_MADE,
    "accommodation_name": "Long Lane House",
    "accommodation_person_in_charge": "The director",
}
RELEASED = {"told_of_release_on": "2026-02-02", "responsible_after_release": "we"}


def detained(plan: World) -> Walk:
    """In custody, with the copies sent and the provision arranged."""
    plan.receive("custody_begun", **DETAINED)
    return Opened(plan, plan.case).do("send_custody_copies").do("arrange_custody_provision")


def test_copies_go_to_the_accommodation_in_five_working_days(plan: World) -> None:
    plan.receive("custody_begun", **DETAINED)
    assert plan.deadline("detained_plan_copies").legal == date(2026, 1, 12)
    live_until(plan, date(2026, 1, 13))
    assert "copies of the plan" in notices(plan)[date(2026, 1, 13)]
    Opened(plan, plan.case).do("send_custody_copies")
    assert plan.deadline("detained_plan_copies").status == "met_late"


def test_no_review_is_due_in_custody_and_one_under_way_ends(plan: World) -> None:
    live_until(plan, date(2026, 10, 6))
    plan.receive("custody_begun", **{**DETAINED, "detention_known_on": "2026-10-05"})
    assert year(plan).status == "lifted"
    assert "close_overtaken_review" in Opened(plan.carry_out(), "NOR-000003").tasks
    plan.turn_to("NOR-000001")
    assert live_until(plan, date(2027, 3, 1)).open_tasks() == ["send_custody_copies#1"]
    assert len(opened(plan, "annual_review")) == 1


def test_a_copy_follows_to_other_accommodation(plan: World) -> None:
    walk = detained(plan)
    new = {"accommodation_name": "Hill House", "accommodation_person_in_charge": "The governor"}
    plan.receive("custody_moved", told_of_new_accommodation_on=PLAN_MADE, **new)
    assert plan.deadline("detained_plan_copy_on_move").legal == date(2026, 1, 12)
    live_until(plan, date(2026, 1, 13))
    assert walk.do("send_custody_copy_on_move").tasks == ["keep_plan_in_custody"]
    assert plan.deadline("detained_plan_copy_on_move").status == "met_late"


@pytest.mark.parametrize(
    ("released", "limit", "last_day"),
    [
        ("2026-02-02", "first_review", date(2027, 1, 4)),
        ("2027-02-01", "review_after_release_target", date(2027, 4, 30)),
    ],
)
def test_the_plan_is_reviewed_soon_after_the_release(plan: World, released: str, limit: str, last_day: date) -> None:
    walk = detained(plan)
    live_until(plan, date.fromisoformat(released))
    walk.do("keep_plan_in_custody", **{**RELEASED, "released_on": released})
    assert (year(plan, 2).limit, year(plan, 2).legal) == (limit, last_day)
    live_until(plan, plan.today + timedelta(days=1))
    [(on, facts)] = opened(plan, "annual_review")
    assert (on, facts["review_kind"]) == (plan.today, "custody_release")


def test_a_late_review_after_a_release_is_explained_in_its_words(plan: World) -> None:
    walk = detained(plan)
    live_until(plan, date(2027, 2, 1))
    walk.do("keep_plan_in_custody", **{**RELEASED, "released_on": "2027-02-01"})
    live_until(plan, date(2027, 5, 1))
    walk.do("tell_missed_review")
    letter = plan.looking.letter(AUTHORITY, plan.case, next(iter(plan.state.letters))).html
    assert "30 April 2027" in letter and "as soon as reasonably practicable" in letter


def test_the_plan_goes_to_the_authority_after_a_release(plan: World) -> None:
    elsewhere = {"responsible_after_release": "other", "authority_after_release": "Kent"}
    detained(plan).do(
        "keep_plan_in_custody", **{**RELEASED, **elsewhere, "released_on": PLAN_MADE, "told_of_release_on": PLAN_MADE}
    )
    assert plan.deadline("detained_plan_to_new_authority").legal == date(2026, 1, 12)
    live_until(plan, date(2026, 1, 13))
    assert "new authority by now" in notices(plan)[date(2026, 1, 13)]
    Opened(plan, plan.case).do("disclose_plan_after_release")
    plan.receive("plan_transferred_out", plan_transferred_on=PLAN_MADE, new_authority="Kent")
    assert plan.state.outcome == "plan_with_new_authority"


def test_the_plan_goes_to_university_in_fifteen_working_days(plan: World) -> None:
    plan.receive("plan_disclosure_wanted", disclosure_requested_on=PLAN_MADE, disclosure_to=["assessor"])
    assert plan.deadline("disclose_to_university").legal == date(2026, 1, 26)
    live_until(plan, date(2026, 1, 27))
    assert "higher education" in notices(plan)[date(2026, 1, 27)]
    Opened(plan, plan.case).do("send_plan_to_university")
    assert plan.deadline("disclose_to_university").status == "met_late"


# --- the end of the plan --------------------------------------------------------------------------


def test_a_plan_that_ends_stops_what_was_under_way(plan: World) -> None:
    live_until(plan, date(2026, 10, 6))
    plan.receive("plan_ended", ceased_on="2026-10-05", cease_outcome="ceased")
    assert (plan.state.outcome, plan.state.waits) == ("plan_no_longer_in_force", {})
    assert "close_overtaken_review" in Opened(plan.carry_out(), "NOR-000003").tasks


@pytest.mark.parametrize(("reason", "goes_on"), [("needs_met", True), ("left_england", False)])
def test_support_goes_on_where_needs_are_met_without_a_plan(plan: World, reason: str, goes_on: bool) -> None:
    plan.publish("sen_support", read_files())
    plan.receive("plan_ended", ceased_on=PLAN_MADE, cease_outcome="ceased", cease_circumstance=reason)
    plan.carry_out()
    origins = [facts["support_origin"] for _, facts in opened(plan, "sen_support")]
    assert origins == (["plan_ceased"] if goes_on else []) and plan.state.incidents == {}


def test_a_plan_is_told_of_as_soon_as_it_is_there(plan: World) -> None:
    assert told(plan, "plan_made") == [("every_case", {"plan_made_on": PLAN_MADE})]


def test_a_plan_that_moves_takes_its_cases_with_it(plan: World) -> None:
    live_until(plan, date(2026, 10, 6))
    plan.receive("moved_out_of_area", moved_on="2026-10-01", new_authority="Southmoor")
    plan.carry_out()
    assert days_of(plan, "authority_transfer") == [date(2026, 10, 6)]
    plan.receive("plan_transferred_out", plan_transferred_on="2026-10-06", new_authority="Southmoor")
    assert plan.state.outcome == "plan_with_new_authority"
    assert "hand_over_review" in Opened(plan.carry_out(), "NOR-000003").tasks


def test_a_death_recorded_once_stops_every_case(plan: World) -> None:
    live_until(plan, date(2026, 10, 6))
    plan.receive("person_died", died_on="2026-10-04", death_told_by="The school")
    assert "close_review_after_death" in Opened(plan.carry_out(), "NOR-000003").tasks
    Opened(plan, "NOR-000001").do("close_plan_after_death")
    assert plan.state.outcome == "plan_ended_by_death"


def test_a_death_recorded_in_any_case_stops_the_others(plan: World) -> None:
    live_until(plan, date(2026, 10, 6)).turn_to("NOR-000003")
    plan.receive("person_died", died_on="2026-10-04", death_told_by="The school")
    plan.carry_out()
    assert "close_plan_after_death" in Opened(plan, "NOR-000001").tasks
    assert Opened(plan, "NOR-000002").tasks == ["stop_after_death"] and plan.state.effects == {}


def test_a_move_recorded_in_any_case_transfers_the_plan(plan: World) -> None:
    live_until(plan, date(2026, 10, 6)).turn_to("NOR-000003")
    plan.receive("moved_out_of_area", moved_on="2026-10-01", new_authority="Southmoor")
    plan.carry_out().turn_to("NOR-000001")
    [(_, facts)] = opened(plan, "authority_transfer")
    assert facts["new_authority"] == "Southmoor" and "new_address" not in facts
    plan.receive("plan_transferred_out", plan_transferred_on="2026-10-06", new_authority="Southmoor")
    assert Opened(plan.carry_out(), "NOR-000002").tasks == ["hand_over_transfer"]


def test_a_case_opened_in_error_ends(plan: World) -> None:
    plan.receive("opened_in_error", plan_error_kind="duplicate", plan_error_explanation="Two cases.")
    Opened(plan, plan.case).do("put_plan_error_right")
    assert plan.state.outcome == "plan_case_in_error"


def test_a_plan_can_end_with_the_year_of_twenty_five(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2007-05-04"), date(2032, 8, 1))
    Opened(plan, plan.case, plan_after_25="ended").do("settle_plan_after_25")
    assert plan.state.outcome == "plan_no_longer_in_force"


def test_no_plan_lasts_to_the_twenty_sixth_birthday(world: World) -> None:
    plan = live_until(kept(world, date_of_birth="2007-05-04"), date(2032, 8, 1))
    Opened(plan, plan.case, plan_after_25="course_goes_on").do("settle_plan_after_25")
    reviewed(plan, date(2032, 7, 1))
    while "tell_missed_review#1" in plan.open_tasks():
        Opened(plan, plan.case).do("tell_missed_review")
    assert live_until(plan, date(2033, 5, 3)).state.is_closed is False
    assert live_until(plan, date(2033, 5, 4)).state.outcome == "plan_no_longer_in_force"
    assert (plan.state.facts["ceased_on"], plan.state.effects) == ("2033-05-03", {})
    last_day = {"ceased_on": "2033-05-03", "cease_outcome": "ceased"}
    assert told(plan, "plan_ended") == [("reassessment", last_day), ("personal_budget", last_day)]


def test_every_end_of_the_process_is_tried_above() -> None:
    [process] = drawing_of(FOLDER / "plan_maintenance.bpmn").all_of("process")
    ends = {one.get("id") for one in process.findall(f"{BPMN}endEvent")}
    tried = {"plan_no_longer_in_force", "plan_with_new_authority", "plan_ended_by_death", "plan_case_in_error"}
    assert ends == tried


def test_the_final_plan_opens_the_case_of_the_plan(world: World) -> None:
    kept(world, date_of_birth="2016-05-04")
    walk = Walk(world).to("secure_provision")
    world.carry_out()
    [(_, facts)] = opened(world, "plan_maintenance")
    assert facts["plan_made_on"] == walk.world.state.facts["final_plan_notice_sent_on"]
    assert world.state.incidents == {}
