"""The sweep: what fell due is fired once, in order, on its legal day; what fails is tried later, then by a person."""

from datetime import date, timedelta
from typing import Any

import pytest

from engine.case.commands import CorrectFacts, RetryIncident, system
from engine.case.rejections import NotInForce, ProcessStuck
from engine.sweep import PAUSES, Swept, sweep
from tests.fixtures.world import AUTHORITY, MONDAY, World, small_files

TO_EXPLAIN = '<bpmn:sequenceFlow id="to_explain" sourceRef="decision_overdue" targetRef="explain_delay" />'
ONLY_FOR_PARENTS = (
    '<bpmn:sequenceFlow id="to_explain" sourceRef="decision_overdue" targetRef="who_asked" />'
    '<bpmn:exclusiveGateway id="who_asked" name="Who asked?" />'
    '<bpmn:sequenceFlow id="a_parent" sourceRef="who_asked" targetRef="explain_delay">'
    '<bpmn:conditionExpression>requester == "Parent"</bpmn:conditionExpression></bpmn:sequenceFlow>'
)
TIMER = "decision_overdue#1"


def fired(world: World, case: str) -> list[Any]:
    with world.engine.database.read() as tx:
        return [entry for entry in tx.entries(case) if entry.kind == "TimerFired"]


def test_a_night_off_is_caught_up_with_legal_days(world: World) -> None:
    began = [MONDAY - timedelta(days=days) for days in (3, 9, 0, 6)]
    cases = [world.request_received(on=day).case for day in began]
    world.now += timedelta(weeks=8)
    assert sweep(world.engine) == Swept(fired=4)
    entries = [fired(world, case)[0] for case in cases]
    assert all(entry.effective_on == entry.event.legal + timedelta(days=1) for entry in entries)
    assert [fired(world, case)[0].event.legal for case in cases] == [day + timedelta(weeks=6) for day in began]


def test_the_oldest_is_fired_before_what_came_later(world: World) -> None:
    late = world.request_received(on=MONDAY).case
    early = world.request_received(on=date(2025, 12, 29)).case
    world.now += timedelta(weeks=8)
    with world.engine.database.read() as tx:
        due = tx.due_timers(world.now, 10)
    assert [timer.case for timer in due] == [early, late]
    sweep(world.engine)
    assert (len(fired(world, late)), len(fired(world, early))) == (1, 1)


def test_a_second_sweep_finds_nothing_to_do(world: World) -> None:
    world.request_received().now += timedelta(weeks=8)
    assert (sweep(world.engine), sweep(world.engine)) == (Swept(fired=1), Swept())


def test_nothing_fires_on_the_last_day_itself(world: World) -> None:
    world.request_received().now += timedelta(weeks=6, hours=14)  # 23:00 in London
    assert sweep(world.engine) == Swept()
    world.now += timedelta(hours=1)
    assert sweep(world.engine) == Swept(fired=1)


@pytest.fixture
def stuck(world: World) -> World:
    """A case whose timer finds no way on, and another, sound case behind it."""
    world.publish("small_request", small_files(**{TO_EXPLAIN: ONLY_FOR_PARENTS}))
    world.request_received(on=date(2025, 12, 29), requester="Parent")
    sound = world.case
    world.request_received(on=date(2025, 12, 22), requester="School")
    world.now += timedelta(weeks=8)
    assert sweep(world.engine) == Swept(fired=1, failed=1)
    assert len(fired(world, sound)) == 1
    return world


def attempts(world: World) -> int:
    with world.engine.database.read() as tx:
        failure = tx.failure(world.case, TIMER)
    return failure.attempts if failure else 0


def raised(world: World) -> World:
    """The pauses pass until a person must look."""
    for pause in PAUSES:
        world.now += pause
        sweep(world.engine)
    return world


def test_a_timer_that_fails_is_tried_again_after_growing_pauses(stuck: World) -> None:
    for number, pause in enumerate(PAUSES[:-1], start=1):
        stuck.now += pause - timedelta(seconds=1)
        assert sweep(stuck.engine) == Swept()
        stuck.now += timedelta(seconds=1)
        assert sweep(stuck.engine) == Swept(failed=1)
        assert attempts(stuck) == number + 1


def test_a_timer_that_keeps_failing_becomes_one_incident(stuck: World) -> None:
    raised(stuck).pass_time(days=3)
    [incident] = stuck.state.incidents.values()
    assert incident["about"] == TIMER
    assert "ProcessStuck" in incident["sentence"]
    assert stuck.replay().is_sound


def test_an_incident_that_still_fails_stays_open(stuck: World) -> None:
    raised(stuck)
    with pytest.raises(ProcessStuck):
        stuck.tell(RetryIncident, incident="incident#1")
    assert list(stuck.state.incidents) == ["incident#1"]


def test_an_incident_closes_when_its_step_has_passed(stuck: World) -> None:
    raised(stuck).tell(CorrectFacts, facts={"requester": "Parent"}, reason="It was a parent after all")
    stuck.tell(RetryIncident, incident="incident#1")
    assert (stuck.state.incidents, attempts(stuck)) == ({}, 0)
    assert stuck.open_tasks() == ["decide_whether_to_assess#1", "explain_delay#1"]
    with pytest.raises(NotInForce):
        stuck.tell(RetryIncident, incident="incident#1")
    assert stuck.replay().is_sound


def test_what_is_put_right_in_time_needs_no_person(stuck: World) -> None:
    stuck.tell(CorrectFacts, facts={"requester": "Parent"}, reason="It was a parent after all")
    stuck.now += PAUSES[0]
    assert sweep(stuck.engine) == Swept(fired=1)
    assert fired(stuck, stuck.case)[0].actor == system(AUTHORITY, "sweep").id
