"""A case closed in error goes on as if it had not been closed, and its history says both."""

from datetime import date
from typing import Any

import pytest

from engine.case.commands import CorrectFacts, OpenCase, RecordException, ReopenCase
from engine.case.rejections import CaseClosed
from engine.engine import Engine
from tests.fixtures.world import MANAGER, World, small_files

ADVISER = {"adviser": "Psychologist", "advice_request_received": "2026-01-05"}
ILLNESS = {"affects": "child", "what_happened": "Illness", "began_on": "2026-01-05"}
TASK = "decide_whether_to_assess#1"


def reopen(world: World) -> None:
    world.tell(ReopenCase, reason="Closed in error")


@pytest.fixture
def received(world: World) -> World:
    return world.request_received()


def test_a_limit_met_by_the_act_undone_runs_again(received: World) -> None:
    received.complete(TASK, decision="refuse")
    reopen(received)
    assert received.deadline("assess_decision").status == "running"
    received.pass_time(weeks=6, days=1)
    assert received.deadline("assess_decision").status == "missed"
    assert received.open_tasks() == [TASK, "explain_delay#1"]


def test_a_limit_missed_before_is_missed_again(received: World) -> None:
    received.pass_time(weeks=7).receive("request_withdrawn")
    assert received.deadline("assess_decision").status == "lifted"
    reopen(received)
    assert received.deadline("assess_decision").status == "missed"


def test_an_exception_stays_with_its_limit(received: World) -> None:
    ground = {"ground": "exceptional_personal_circumstances", "particulars": ILLNESS, "evidence": "A letter"}
    received.tell(RecordException, timer="decision_overdue#1", **ground)
    received.receive("request_withdrawn")
    reopen(received)
    assert received.deadline("assess_decision").is_excused


def test_answers_of_the_act_undone_are_forgotten(received: World) -> None:
    received.complete(TASK, decision="refuse", reasons="A mistake")
    reopen(received)
    assert received.state.facts == {"request_received": "2026-01-05"}
    received.complete(TASK, decision="assess", advice=[ADVISER])
    assert received.open_tasks() == ["record_advice#1"]


def test_a_case_can_be_reopened_more_than_once(received: World) -> None:
    for _ in range(30):  # each as quick as the first: what is lived again is lived once
        received.receive("request_withdrawn")
        reopen(received)
    assert received.open_tasks() == [TASK]
    assert received.replay().is_sound


def test_a_letter_sent_again_after_reopening_is_another_letter(world: World) -> None:
    then = 'sourceRef="serve_draft" targetRef="{}"'
    world.publish("small_request", small_files(**{then.format("fifteen_days"): then.format("pathway_done")}))
    world.request_received().complete(TASK, decision="assess", advice=[ADVISER])
    world.complete("record_advice#1", summary="Done")
    send_draft(world)
    reopen(world)
    send_draft(world.pass_time(days=2))
    letters = world.state.letters
    assert {name: letter.sent_on for name, letter in letters.items()} == {
        "draft_plan_notice#1": date(2026, 1, 5),
        "draft_plan_notice#2": date(2026, 1, 7),
    }
    assert list(world.carry_out().state.documents) == ["document#1", "document#2"]


def send_draft(world: World) -> None:
    answers: dict[str, Any] = {"draft_plan_notice_sent_on": world.today.isoformat(), "draft_plan_notice_means": "hand"}
    world.complete("serve_draft#1", **answers)


def test_a_correction_reaches_a_closed_case(received: World) -> None:
    received.complete(TASK, decision="refuse")
    received.engine = Engine(received.engine.database, lambda: received.now)  # with nothing in memory
    received.tell(CorrectFacts, facts={"request_received": "2025-11-03"}, reason="Misread")
    assert received.deadline("assess_decision").status == "met_late"
    assert received.replay().is_sound


def test_what_was_corrected_while_closed_stays_corrected(received: World) -> None:
    received.complete(TASK, decision="refuse")
    received.tell(CorrectFacts, facts={"request_received": "2026-01-02"}, reason="Misread")
    received.tell(CorrectFacts, facts={"decision": "assess"}, reason="Typed wrongly")
    reopen(received)
    assert received.state.facts == {"request_received": "2026-01-02"}
    assert received.deadline("assess_decision").legal == date(2026, 2, 13)


def test_a_closed_case_that_is_corrected_keeps_its_day_of_closing(received: World) -> None:
    received.complete(TASK, decision="refuse")
    received.pass_time(days=3)
    receipt = received.tell(CorrectFacts, facts={"request_received": "2026-01-02"}, reason="Misread")
    assert received.kinds(receipt) == ["FactsCorrected", "DeadlineMoved"]
    assert received.state.closed_on == date(2026, 1, 5)


AT_ONCE = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="https://tests.example">
  <bpmn:process id="at_once" isExecutable="true">
    <bpmn:startEvent id="begun"/>
    <bpmn:sequenceFlow id="on" sourceRef="begun" targetRef="over"/>
    <bpmn:endEvent id="over"/>
  </bpmn:process>
</bpmn:definitions>"""


def test_a_case_that_closed_as_it_opened_has_nothing_to_go_back_to(world: World) -> None:
    world.publish("at_once", {**small_files(), "at_once.bpmn": AT_ONCE})
    world.case = world.do(OpenCase(by=MANAGER, process="at_once", person=world.person, facts={})).case or ""
    with pytest.raises(CaseClosed, match="Open a new case"):
        reopen(world)
