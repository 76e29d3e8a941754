"""Chains of cases: one opens another, they tell each other what happened, and each message arrives once."""

import threading
from datetime import timedelta

import pytest

from engine.case.commands import OpenCase, RegisterPerson, RetryIncident
from engine.effects import Done, carry_out
from engine.sweep import PAUSES
from tests.fixtures.chained import chained_files, plan_made
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER, World

PLAN, REVIEW = "NOR-000001", "NOR-000002"


def published(world: World) -> World:
    for process in ("plan_kept", "review"):
        world.publish(process, chained_files(process))
    return world


@pytest.fixture
def chain(world: World) -> World:
    """A plan that is kept, and the review that it opened; the case in hand is that of the review."""
    plan_made(published(world), setting="Hill Road School").carry_out()
    return world.turn_to(REVIEW)


def kinds(world: World, case: str, *kinds: str) -> list[str]:
    with world.engine.database.read() as tx:
        return [entry.kind for entry in tx.entries(case) if entry.kind in kinds]


def told(world: World, kind: str) -> list[str]:
    history = world.looking.history(AUTHORITY, world.case)
    return [one.sentence for one in history if one.entry.kind == kind]


def test_a_case_begins_with_the_facts_of_its_opener(chain: World) -> None:
    state = chain.state
    assert (state.process, state.person, state.opened_by_case) == ("review", chain.person, PLAN)
    assert state.facts == {"plan_made_on": "2026-01-05", "setting": "Hill Road School"}


def test_what_the_opener_does_not_know_is_left_out(world: World) -> None:
    plan_made(published(world)).carry_out()
    assert world.turn_to(REVIEW).state.facts == {"plan_made_on": "2026-01-05"}


def test_the_history_says_with_what_a_case_is_opened(chain: World) -> None:
    chain.turn_to(PLAN)
    assert told(chain, "CaseToOpen") == [
        "A case is to be opened: Review. Plan made on: 5 January 2026; Setting: Hill Road School."
    ]
    assert told(chain, "EffectCarriedOut") == ["Case NOR-000002 was opened."]


def test_a_start_form_that_refuses_becomes_an_incident(world: World) -> None:
    plan_made(published(world), plan_made_on="yesterday")
    failing_for_long(world)
    [incident] = world.state.incidents.values()
    assert "Expected answers to “Begin a review”" in incident["sentence"]
    assert "Day the plan was made" in incident["sentence"]


def failing_for_long(world: World) -> None:
    world.carry_out()
    for pause in PAUSES:
        world.now += pause
        world.carry_out()


def test_opener_and_opened_tell_each_other(world_on_each: World) -> None:
    plan_made(published(world_on_each)).carry_out()
    world_on_each.turn_to(REVIEW).complete("hold_review#1", reviewed_on="2026-01-05", review_decision="amend")
    world_on_each.carry_out().turn_to(PLAN)
    assert world_on_each.open_tasks() == ["file_review#1", "watch_over_plan#1"]
    assert world_on_each.state.facts["review_decision"] == "amend"
    world_on_each.complete("watch_over_plan#1")
    world_on_each.carry_out().turn_to(REVIEW)
    assert world_on_each.state.outcome == "review_stopped"
    assert all(world_on_each.turn_to(case).replay().is_sound for case in (PLAN, REVIEW))


def test_the_message_is_told_in_both_histories(chain: World) -> None:
    chain.complete("hold_review#1", reviewed_on="2026-01-05", review_decision="amend")
    chain.carry_out()
    said = "Plan last reviewed on: 5 January 2026; Decision: amend."
    assert told(chain, "MessageToSend") == [f"“Review decided” is to be told to the case that opened this one. {said}"]
    assert told(chain, "EffectCarriedOut") == ["The message reached NOR-000001."]
    [heard] = told(chain.turn_to(PLAN), "MessageReceived")
    assert heard.startswith("This was received: “A review was decided”.")


def test_a_message_that_nobody_awaits_is_no_fault(chain: World) -> None:
    chain.turn_to(PLAN).complete("watch_over_plan#1")  # the plan's case is over now but for the message
    chain.turn_to(REVIEW).complete("hold_review#1", reviewed_on="2026-01-05")
    assert carry_out(chain.engine).failed == 0
    assert told(chain, "EffectCarriedOut") == ["No case was waiting for the message."]


def test_a_message_reaches_every_case_of_the_process(chain: World) -> None:
    other = chain.do(RegisterPerson(by=MANAGER, details={**CHILD, "name": "Sam Example"})).made or ""
    for person in (chain.person, other):
        facts = {"plan_made_on": "2026-01-05"}
        chain.do(OpenCase(by=MANAGER, process="review", person=person, facts=facts))
    chain.turn_to(PLAN).complete("watch_over_plan#1")
    chain.carry_out()
    outcomes = [chain.turn_to(case).state.outcome for case in (REVIEW, "NOR-000003", "NOR-000004")]
    assert outcomes == ["review_stopped", "review_stopped", None]
    assert told(chain.turn_to(PLAN), "EffectCarriedOut")[-1] == "The message reached NOR-000002 and NOR-000003."


def test_a_message_to_every_case_reaches_those_that_wait_for_it(world: World) -> None:
    world.publish("plan_kept", chained_files("plan_kept"))
    plan_made(world)
    world.publish("review", chained_files("review", "&quot;opener&quot;", "&quot;every_case&quot;"))
    for _ in range(2):
        facts = {"plan_made_on": "2026-01-05"}
        world.do(OpenCase(by=MANAGER, process="review", person=world.person, facts=facts))
    world.turn_to(REVIEW).complete("hold_review#1", reviewed_on="2026-01-05", review_decision="keep")
    world.carry_out()
    assert told(world, "EffectCarriedOut") == ["The message reached NOR-000001."]
    assert "is to be told to every other case that waits for it" in told(world, "MessageToSend")[0]


def test_a_payload_that_the_form_refuses_becomes_an_incident(chain: World) -> None:
    chain.complete("hold_review#1", review_decision="amend")  # without the day, which the plan's form needs
    failing_for_long(chain)
    [incident] = chain.state.incidents.values()
    assert (incident["about"], incident["sentence"].split(": ")[-1]) == (
        "message_to_send#1",
        "Enter the day of the review",
    )
    assert kinds(chain, PLAN, "MessageReceived") == []


def test_a_message_that_failed_is_told_when_it_is_retried(chain: World) -> None:
    chain.complete("hold_review#1", review_decision="amend")
    failing_for_long(chain)
    chain.turn_to(PLAN).complete("watch_over_plan#1")  # it waits for no review any more
    chain.carry_out().turn_to(REVIEW).tell(RetryIncident, incident="incident#1")
    chain.carry_out()
    assert (chain.state.incidents, chain.state.effects) == ({}, {})


def test_one_case_that_refuses_does_not_keep_it_from_another(chain: World) -> None:
    """The review of a newer version asks for more than the message says; the older one is told all the same."""
    catch = '<bpmn:messageEventDefinition id="plan_gone_message"'
    asks = (
        '<bpmn:extensionElements><spiffworkflow:properties><spiffworkflow:property name="formJsonSchemaFilename"'
        ' value="decided.json" /></spiffworkflow:properties></bpmn:extensionElements>'
    )
    chain.publish("review", chained_files("review", catch, asks + catch))
    chain.do(OpenCase(by=MANAGER, process="review", person=chain.person, facts={"plan_made_on": "2026-01-05"}))
    chain.turn_to(PLAN).complete("watch_over_plan#1")
    for _ in range(2):
        assert carry_out(chain.engine) == Done(failed=1)
        chain.now += timedelta(hours=4)
    outcomes = [chain.turn_to(case).state.outcome for case in (REVIEW, "NOR-000003")]
    assert outcomes == ["review_stopped", None]
    assert kinds(chain, REVIEW, "MessageReceived") == ["MessageReceived"]


def test_a_chain_is_followed_until_nothing_is_left(world: World) -> None:
    """A plan that is kept opens a plan that is kept, five times over; then the last one opens a review."""
    for number in range(5):
        following = f'value="&quot;plan_{number + 1}&quot;"' if number < 4 else 'value="&quot;review&quot;"'
        files = chained_files("plan_kept", 'value="&quot;review&quot;"', following)
        diagram = files.pop("plan_kept.bpmn").replace('id="plan_kept"', f'id="plan_{number}"')
        world.publish(f"plan_{number}", {**files, f"plan_{number}.bpmn": diagram})
    world.publish("review", chained_files("review"))
    world.do(OpenCase(by=MANAGER, process="plan_0", person=world.person, facts={"plan_made_on": "2026-01-05"}))
    assert carry_out(world.engine) == Done(carried_out=5)
    assert world.turn_to("NOR-000006").state.opened_by_case == "NOR-000005"


@pytest.mark.parametrize("round", range(3))
def test_two_workers_at_once_do_everything_once(world_on_each: World, round: int) -> None:
    plan_made(published(world_on_each)).carry_out()
    world_on_each.turn_to(REVIEW).complete("hold_review#1", reviewed_on="2026-01-05", review_decision="keep")
    plan_made(world_on_each)
    at_work = [threading.Thread(target=carry_out, args=(world_on_each.engine,)) for _ in range(2)]
    for worker in at_work:
        worker.start()
    for worker in at_work:
        worker.join()
    world_on_each.carry_out()
    assert kinds(world_on_each, PLAN, "MessageReceived") == ["MessageReceived"]
    assert world_on_each.turn_to("NOR-000004").state.process == "review"
    assert kinds(world_on_each, "NOR-000005", "CaseOpened") == []
