"""Forms that are filled in half: kept for whoever goes on, and gone when the task is."""

import pytest

from engine.case.commands import SaveDraft
from engine.case.rejections import BadInput, TaskNotOpen
from tests.fixtures.world import AUTHORITY, World

TASK = "decide_whether_to_assess#1"
HALF = {"reasons": "The school has sent its report, and"}


@pytest.fixture
def begun(world: World) -> World:
    world.request_received().tell(SaveDraft, task=TASK, answers=HALF)
    return world


def drafts(world: World) -> dict[str, object]:
    with world.engine.database.read() as tx:
        return {row.task: dict(row.answers) for row in tx.drafts(world.case)}


def test_a_draft_is_there_when_the_form_is_opened_again(begun: World) -> None:
    form = begun.looking.task_form(AUTHORITY, begun.case, TASK)
    assert (form.is_draft, form.answers) == (True, HALF)


def test_a_draft_is_nobodys_act_so_no_history_holds_it(begun: World) -> None:
    before = begun.state.sequence
    assert begun.tell(SaveDraft, task=TASK, answers={"decision": "assess"}).entries == ()
    assert begun.state.sequence == before
    assert drafts(begun) == {TASK: {"decision": "assess"}}


def test_a_draft_need_not_answer_every_question(begun: World) -> None:
    begun.tell(SaveDraft, task=TASK, answers={})
    assert drafts(begun) == {TASK: {}}


def test_a_draft_must_be_of_its_kind_all_the_same(begun: World) -> None:
    with pytest.raises(BadInput):
        begun.tell(SaveDraft, task=TASK, answers={"reasons": 7})
    assert drafts(begun) == {TASK: HALF}


def test_time_and_timers_leave_a_draft_alone(begun: World) -> None:
    begun.pass_time(weeks=7)
    assert drafts(begun) == {TASK: HALF}


def test_a_completed_task_leaves_no_draft(begun: World) -> None:
    begun.complete(TASK, decision="refuse")
    assert drafts(begun) == {}


def test_a_withdrawn_task_leaves_no_draft(begun: World) -> None:
    begun.receive("request_withdrawn")
    assert drafts(begun) == {}


def test_a_draft_needs_its_task_to_be_open(begun: World) -> None:
    with pytest.raises(TaskNotOpen):
        begun.tell(SaveDraft, task="record_advice#1", answers={})
