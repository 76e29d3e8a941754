"""What happens to a request: tasks, limits and letters follow each other as the diagram says."""

import json
from dataclasses import replace
from datetime import date

import pytest

from engine.case.commands import OpenCase
from engine.case.rejections import BadInput, CaseClosed, DayNotAllowed, NotAllowed, NotFound, TaskNotOpen
from tests.fixtures.world import AUTHORITY, DAY, MANAGER, MONDAY, OFFICER, World, form, question, small_files

ADVISERS = [
    {"adviser": "Psychologist", "advice_request_received": "2026-01-12"},
    {"adviser": "Therapist", "advice_request_received": "2026-01-13"},
]


@pytest.fixture
def agreed(world: World) -> World:
    """A request that was agreed in its second week, with two advisers asked."""
    world.request_received().pass_time(weeks=1)
    world.complete("decide_whether_to_assess#1", decision="assess", advice=ADVISERS)
    return world


def test_a_request_opens_the_decision_with_its_limit(world: World) -> None:
    world.request_received()
    assert world.open_tasks() == ["decide_whether_to_assess#1"]
    assert world.deadline("assess_decision").legal == date(2026, 2, 16)


def test_a_case_begins_on_the_day_the_request_came(world: World) -> None:
    world.pass_time(days=10).request_received(on=MONDAY)
    assert world.state.opened_on == MONDAY
    assert world.deadline("assess_decision").legal == date(2026, 2, 16)


def test_a_request_from_the_future_is_refused(world: World) -> None:
    with pytest.raises(DayNotAllowed, match="not in the future"):
        world.request_received(on=date(2026, 1, 6))


def test_a_decision_in_time_meets_the_limit(world: World) -> None:
    world.request_received().pass_time(weeks=6)
    world.complete("decide_whether_to_assess#1", decision="refuse")
    assert world.deadline("assess_decision").status == "met"


def test_a_decision_recorded_late_but_made_in_time_is_in_time(world: World) -> None:
    world.request_received().pass_time(weeks=7)
    assert world.deadline("assess_decision").status == "missed"
    world.complete("decide_whether_to_assess#1", on=date(2026, 2, 16), decision="assess", advice=ADVISERS)
    assert world.deadline("assess_decision").status == "met"


def test_a_decision_after_the_limit_is_late(world: World) -> None:
    world.request_received().pass_time(weeks=7)
    world.complete("decide_whether_to_assess#1", decision="assess", advice=ADVISERS)
    assert world.deadline("assess_decision").status == "met_late"


def test_the_family_is_told_on_the_day_after_the_last_day(world: World) -> None:
    world.request_received().pass_time(weeks=6)
    assert world.open_tasks() == ["decide_whether_to_assess#1"]
    world.pass_time(days=1)
    assert world.open_tasks() == ["decide_whether_to_assess#1", "explain_delay#1"]


def test_each_adviser_has_a_task_and_a_limit_of_its_own(agreed: World) -> None:
    assert agreed.open_tasks() == ["record_advice#1", "record_advice#2"]
    legal = {d.item: d.legal for d in agreed.state.deadlines.values() if d.limit == "body_advice"}
    assert legal == {"advice/01": date(2026, 2, 23), "advice/02": date(2026, 2, 24)}


def test_answers_about_one_adviser_stay_with_that_adviser(agreed: World) -> None:
    agreed.complete("record_advice#2", summary="Speech therapy twice a week")
    advice = agreed.state.facts["advice"]
    assert advice["02"]["summary"] == "Speech therapy twice a week"
    assert "summary" not in advice["01"]


def test_an_adviser_added_later_is_asked_too(agreed: World) -> None:
    agreed.receive("adviser_added", advice=[{"adviser": "Teacher", "advice_request_received": "2026-01-12"}])
    agreed.receive("adviser_added", advice=[{"adviser": "Doctor", "advice_request_received": "2026-01-12"}])
    assert agreed.open_tasks() == [f"record_advice#{n}" for n in (1, 2, 3, 4)]
    assert sorted(agreed.state.facts["advice"]) == ["01", "02", "03", "04"]


def test_the_family_has_its_fifteen_days_from_service(agreed: World) -> None:
    for task in agreed.open_tasks():
        agreed.complete(task, summary="Done")
    agreed.complete("serve_draft#1", draft_plan_notice_sent_on="2026-01-12", draft_plan_notice_means="post")
    assert agreed.state.facts["draft_plan_notice_served_on"] == "2026-01-14"
    with agreed.engine.database.read() as tx:
        rows = {row.letter: row.served_on for row in tx.letters_of(AUTHORITY, agreed.case)}
    assert rows["draft_plan_notice#1"] == date(2026, 1, 14)
    assert [wait.legal for wait in agreed.state.waits.values()] == [date(2026, 1, 28)]
    agreed.pass_time(days=17)
    assert agreed.state.outcome == "finished"
    assert agreed.state.facts["outcome_note"] == "assessed"


def test_a_letter_takes_effect_on_the_day_it_was_sent(agreed: World) -> None:
    for task in agreed.open_tasks():
        agreed.complete(task, summary="Done")
    agreed.pass_time(days=3)
    receipt = agreed.complete("serve_draft#1", draft_plan_notice_sent_on="2026-01-13", draft_plan_notice_means="hand")
    assert {entry.effective_on for entry in receipt.entries} == {date(2026, 1, 13)}
    assert agreed.state.letters["draft_plan_notice#1"].sent_on == date(2026, 1, 13)


def test_a_withdrawal_ends_everything_that_was_open(agreed: World) -> None:
    agreed.receive("request_withdrawn")
    state = agreed.state
    assert (state.tasks, state.outcome) == ({}, "withdrawn")
    assert {d.status for d in state.deadlines.values() if d.limit == "body_advice"} == {"lifted"}


def test_a_closed_case_takes_no_more_work(agreed: World) -> None:
    agreed.receive("request_withdrawn")
    with pytest.raises(CaseClosed, match="Withdrawn"):
        agreed.complete("record_advice#1", summary="Too late")


def test_the_reason_for_each_turning_is_kept(world: World) -> None:
    world.request_received()
    receipt = world.complete("decide_whether_to_assess#1", decision="refuse")
    decided = [entry.event for entry in receipt.entries if entry.kind == "GatewayDecided"]
    assert [(event.flow, event.saw) for event in decided] == [("no", {"decision": "refuse"})]


def test_a_task_that_is_not_open_is_refused_with_what_is(world: World) -> None:
    world.request_received()
    with pytest.raises(TaskNotOpen, match="Open tasks: decide_whether_to_assess#1"):
        world.complete("decide_whether_to_assess#2", decision="assess")


def test_every_fault_of_a_form_is_named_at_once(world: World) -> None:
    world.request_received()
    with pytest.raises(BadInput) as refusal:
        world.complete("decide_whether_to_assess#1", decision="perhaps", reasons="x" * 201, colour="red")
    assert len(refusal.value.faults) == 3
    assert world.open_tasks() == ["decide_whether_to_assess#1"]


def test_a_decision_is_for_those_who_decide(world: World) -> None:
    world.request_received()
    with pytest.raises(NotAllowed, match="works as decision"):
        world.complete("decide_whether_to_assess#1", by=OFFICER, decision="assess")


def test_work_cannot_take_effect_before_the_case_began(world: World) -> None:
    world.request_received().pass_time(days=2)
    with pytest.raises(DayNotAllowed, match="on or after 2026-01-05"):
        world.complete("decide_whether_to_assess#1", on=date(2026, 1, 4), decision="refuse")


def test_a_case_needs_a_person_of_the_authority(world: World) -> None:
    facts = {"request_received": "2026-01-05"}
    with pytest.raises(NotFound, match="person P999999"):
        world.do(OpenCase(by=MANAGER, process="small_request", person="P999999", facts=facts))


def test_a_letter_whose_task_was_withdrawn_is_not_waited_for(agreed: World) -> None:
    for task in ("record_advice#1", "record_advice#2"):
        agreed.complete(task, summary="Needs help with reading")
    assert unsent(agreed) == ["draft_plan_notice#1"]
    agreed.receive("request_withdrawn")
    assert unsent(agreed) == []


def unsent(world: World) -> list[str]:
    with world.engine.database.read() as tx:
        return [row.letter for row in tx.letters(AUTHORITY).items]


def done(form: str, question: str) -> str:
    """The form, in which a question says on which day it was done."""
    return json.dumps({**json.loads(form), "x-done": question})


def test_a_task_takes_effect_on_the_day_that_its_form_asks(world: World) -> None:
    asks = form("Advice", "advice_received_on", advice_received_on=question("Date it came in", **DAY))
    world.publish("small_request", {**small_files(), "forms/advice.json": done(asks, "advice_received_on")})
    world.request_received()
    world.complete("decide_whether_to_assess#1", decision="assess", advice=ADVISERS[:1])
    world.pass_time(days=5)
    receipt = world.complete("record_advice#1", advice_received_on="2026-01-07")
    assert {entry.effective_on for entry in receipt.entries} == {date(2026, 1, 7)}


ASKING = (
    "<bpmn:extensionElements><spiffworkflow:properties>"
    '<spiffworkflow:property name="formJsonSchemaFilename" value="{}"/>'
    "</spiffworkflow:properties></bpmn:extensionElements>"
)


@pytest.mark.parametrize(("withdrawn", "counts"), [(5, 5), (7, 7), (12, 10), (2, 5)])
def test_a_message_takes_effect_on_the_day_it_asks(world: World, withdrawn: int, counts: int) -> None:
    asks = form("Withdrawn", "withdrawn_on", withdrawn_on=question("Date of the withdrawal", **DAY))
    event = '<bpmn:messageEventDefinition id="withdrawal_message"'
    diagram = small_files(**{event: ASKING.format("withdrawn.json") + event})
    world.publish("small_request", {**diagram, "forms/withdrawn.json": done(asks, "withdrawn_on")})
    world.request_received().pass_time(days=5)
    receipt = world.receive("request_withdrawn", withdrawn_on=f"2026-01-{withdrawn:02}")
    assert receipt.entries[0].effective_on == date(2026, 1, counts)


def test_a_case_typed_in_later_begins_when_its_form_says(world: World) -> None:
    arrival = done(small_files()["forms/request.json"], "request_received")
    world.publish("small_request", {**small_files(), "forms/request.json": arrival})
    world.pass_time(days=4)
    world.request_received()
    assert world.state.opened_on == date(2026, 1, 5)


@pytest.mark.parametrize("day", ["request_received", "came_up_on"])
def test_a_case_that_another_opens_begins_by_today(world: World, day: str) -> None:
    questions = {name: question("Day", **DAY) for name in ("request_received", "came_up_on")}
    asks = done(form("Request", *questions, **questions), day)
    world.publish("small_request", {**small_files(), "forms/request.json": asks})
    facts = {**dict.fromkeys(questions, "2026-01-05"), day: "2026-01-08"}
    wanted = OpenCase(by=MANAGER, process="small_request", person=world.person, facts=facts)
    with pytest.raises(DayNotAllowed):
        world.do(wanted)
    world.case = str(world.do(replace(wanted, opened_by_case="NOR-000001")).case)
    assert world.state.opened_on == date(2026, 1, 5)
