"""Moving a case to another version keeps every deadline, draft and claim, or says what stands in the way."""

from datetime import date
from typing import Any

import pytest

from engine.case.commands import ClaimTask, MoveCase, RecordException, SaveDraft
from engine.case.rejections import CannotMove, NotAllowed, NotPublished
from engine.receipts import Receipt
from tests.fixtures.world import AUTHORITY, MANAGER, OFFICER, POLICY, World, small_files

ADVISERS = [
    {"adviser": "Psychologist", "advice_request_received": "2026-01-12"},
    {"adviser": "Therapist", "advice_request_received": "2026-01-13"},
]
RENAMED = {"record_advice": "write_down_advice", "advice_late": "advice_overdue"}
TASK = "record_advice#1"
ILLNESS = {"affects": "child", "what_happened": "Illness", "began_on": "2026-01-12"}
SECOND_TASK = (
    '<bpmn:sequenceFlow id="to_advice_done" sourceRef="record_advice" targetRef="check_advice" />'
    '<bpmn:userTask id="check_advice" name="Check the advice"><bpmn:extensionElements><spiffworkflow:properties>'
    '<spiffworkflow:property name="role" value="casework" />'
    "</spiffworkflow:properties></bpmn:extensionElements></bpmn:userTask>"
    '<bpmn:sequenceFlow id="to_checked" sourceRef="check_advice" targetRef="advice_done" />'
)
TO_ADVICE_DONE = '<bpmn:sequenceFlow id="to_advice_done" sourceRef="record_advice" targetRef="advice_done" />'


@pytest.fixture
def busy(world: World) -> World:
    """A case with three deadlines, of which one is met, one missed and one excused, a claim and a draft."""
    world.request_received().pass_time(weeks=1)
    world.complete("decide_whether_to_assess#1", decision="assess", advice=ADVISERS)
    world.tell(ClaimTask, by=OFFICER, task=TASK)
    world.tell(SaveDraft, by=OFFICER, task=TASK, answers={"summary": "So far"})
    ground = {"ground": "exceptional_circumstances", "particulars": ILLNESS, "evidence": "A letter"}
    world.tell(RecordException, timer="advice_late#2", **ground)
    return world.pass_time(weeks=6, days=1)


def move(world: World, files: dict[str, str], **renamed: str) -> Receipt:
    to = world.publish("small_request", files)
    return world.tell(MoveCase, by=POLICY, version=to, renamed=renamed, reason="A better diagram")


def deadlines(world: World) -> dict[str, Any]:
    return {
        name.replace("advice_overdue", "advice_late"): (d.limit, d.legal, d.status, d.is_excused, d.item)
        for name, d in world.state.deadlines.items()
    }


def draft(world: World, task: str) -> Any:
    form = world.looking.task_form(AUTHORITY, world.case, task)
    return form.answers if form.is_draft else None


def test_deadlines_draft_and_claim_stay_as_they_were(busy: World) -> None:
    before = deadlines(busy)
    receipt = move(busy, small_files(**{"Record the advice": "Write down the advice"}))
    assert busy.kinds(receipt) == ["VersionChanged"]
    assert (deadlines(busy), busy.state.tasks[TASK].assignee, draft(busy, TASK)) == (
        before,
        OFFICER.id,
        {"summary": "So far"},
    )
    assert {status for _, _, status, _, _ in before.values()} == {"met", "missed", "running"}


def test_a_renamed_task_keeps_its_deadline_draft_and_claim(busy: World) -> None:
    before = deadlines(busy)
    move(busy, small_files(**RENAMED), **RENAMED)
    assert busy.open_tasks() == ["write_down_advice#1", "write_down_advice#2"]
    assert deadlines(busy) == before
    assert draft(busy, "write_down_advice#1") == {"summary": "So far"}
    assert busy.state.tasks["write_down_advice#1"].assignee == OFFICER.id


def test_a_moved_case_goes_on_to_its_end_and_replays(busy: World) -> None:
    move(busy, small_files(**RENAMED), **RENAMED)
    for task in busy.open_tasks():
        busy.complete(task, summary="Done")
    today = busy.today.isoformat()
    busy.complete("serve_draft#1", draft_plan_notice_sent_on=today, draft_plan_notice_means="hand")
    busy.pass_time(weeks=4)
    assert (busy.state.outcome, busy.replay().flaws) == ("finished", ())


def test_a_deadline_that_has_not_fired_fires_after_the_move(world: World) -> None:
    world.request_received().pass_time(weeks=5)
    move(world, small_files(decision_overdue="decision_late"), decision_overdue="decision_late")
    world.pass_time(weeks=1)
    assert world.deadline("assess_decision").status == "running"
    world.pass_time(days=1)
    assert world.open_tasks() == ["decide_whether_to_assess#1", "explain_delay#1"]


def test_a_task_that_is_added_later_on_the_path_is_met(busy: World) -> None:
    move(busy, small_files(**{TO_ADVICE_DONE: SECOND_TASK}))
    busy.complete(TASK, summary="Done")
    assert busy.open_tasks() == ["check_advice#1", "record_advice#2"]


def test_a_task_that_is_gone_but_lies_ahead_does_not_matter(busy: World) -> None:
    longer = small_files(**{TO_ADVICE_DONE: SECOND_TASK})
    move(busy, longer)
    move(busy, small_files())
    for task in busy.open_tasks():
        busy.complete(task, summary="Done")
    assert busy.open_tasks() == ["serve_draft#1"]


def test_a_task_that_is_gone_where_the_case_is_stands_in_the_way(busy: World) -> None:
    before = busy.state
    with pytest.raises(CannotMove, match="record_advice, where the case is now"):
        move(busy, small_files(**RENAMED))
    assert busy.state == before


def test_a_limit_that_changed_moves_its_deadline_and_says_so(world: World) -> None:
    world.request_received()
    receipt = move(world, _with_law("allow               = { weeks = 6 }", "allow               = { weeks = 5 }"))
    [moved] = [entry.event for entry in receipt.entries if entry.kind == "DeadlineMoved"]
    assert (moved.was, moved.legal) == (date(2026, 2, 16), date(2026, 2, 9))
    assert world.deadline("assess_decision").legal == date(2026, 2, 9)


def _with_law(old: str, new: str) -> dict[str, str]:
    files = small_files()
    assert old in files["law/assessment.toml"]
    return {**files, "law/assessment.toml": files["law/assessment.toml"].replace(old, new)}


def test_a_deadline_whose_timer_now_has_another_limit_is_never_lost(world: World) -> None:
    world.request_received()
    with pytest.raises(CannotMove, match="assess_decision"):
        move(world, small_files(**{'due("assess_decision")': 'due("assess_refusal")'}))
    assert world.deadline("assess_decision").status == "running"


def test_a_limit_that_the_other_version_does_not_draw_is_lifted(busy: World) -> None:
    diagram = small_files()["small_request.bpmn"]
    start, end = diagram.index('<bpmn:boundaryEvent id="advice_late"'), diagram.index(TO_ADVICE_DONE)
    move(busy, small_files(**{diagram[start:end]: ""}))
    assert {d.status for d in busy.state.deadlines.values() if d.limit == "body_advice"} == {"lifted"}


def test_a_move_is_refused_with_what_is_wrong(busy: World) -> None:
    with pytest.raises(CannotMove, match="this one already"):
        busy.tell(MoveCase, by=POLICY, version=busy.state.version, reason="Again")
    with pytest.raises(NotPublished):
        busy.tell(MoveCase, by=POLICY, version="ab" * 32, reason="To nowhere")
    with pytest.raises(NotAllowed):
        busy.tell(MoveCase, by=MANAGER, version=busy.state.version, reason="Not my right")


def test_what_opens_after_a_stage_was_renamed_has_its_deadline(world: World) -> None:
    on_stage = {'attachedToRef="decide_whether_to_assess"': 'attachedToRef="pathway"'}
    world.publish("small_request", small_files(**on_stage))
    world.request_received()
    renamed = {'id="pathway"': 'id="consideration"', 'attachedToRef="pathway"': 'attachedToRef="consideration"'}
    flows = {'targetRef="pathway"': 'targetRef="consideration"', 'sourceRef="pathway"': 'sourceRef="consideration"'}
    move(world, small_files(**on_stage, **renamed, **flows), pathway="consideration")
    world.complete("decide_whether_to_assess#1", decision="assess", advice=ADVISERS[:1])
    world.complete("record_advice#1", summary="Done")
    with world.engine.database.read() as tx:
        [row] = tx.tasks_of(AUTHORITY, world.case)
    assert (row.task, row.timer) == ("serve_draft#1", "decision_overdue#1")
