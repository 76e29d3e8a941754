"""Claims and hand-over: who holds a task, who may take it from them, and what the queue then shows."""

import pytest

from engine.case.commands import Actor, AssignTask, ClaimTask, ReleaseTask
from engine.case.rejections import NotAllowed, NotFound, NotInForce, TaskClaimedByAnother
from engine.case.rows import UserRow
from tests.fixtures.world import AUTHORITY, MANAGER, World

ADA = Actor("u:ada", "Ada Decider", AUTHORITY, frozenset({"caseworker"}), frozenset({"decision"}))
BO = Actor("u:bo", "Bo Decider", AUTHORITY, frozenset({"caseworker"}), frozenset({"decision"}))
CLERK = Actor("u:clerk", "Clerk", AUTHORITY, frozenset({"caseworker"}), frozenset({"business_support"}))
TASK = "decide_whether_to_assess#1"


@pytest.fixture
def claimed(world: World) -> World:
    """A request whose decision Ada has claimed."""
    with world.engine.database.write() as tx:
        for actor in (ADA, BO):
            roles = (actor.roles, actor.works_as, actor.teams)
            tx.add_user(UserRow(AUTHORITY, actor.id, actor.name, actor.id, *roles, True, world.now), "no password")
    world.request_received().tell(ClaimTask, by=ADA, task=TASK)
    return world


def held_by(world: World) -> str | None:
    with world.engine.database.read() as tx:
        row = tx.task(AUTHORITY, world.case, TASK)
    assert row is not None
    assert row.assignee == world.state.tasks[TASK].assignee
    return row.assignee


def test_a_claimed_task_is_shown_with_who_holds_it(claimed: World) -> None:
    assert held_by(claimed) == ADA.id


def test_a_claimed_task_is_not_for_others(claimed: World) -> None:
    for refused in (ClaimTask, ReleaseTask):
        with pytest.raises(TaskClaimedByAnother, match="u:ada holds it"):
            claimed.tell(refused, by=BO, task=TASK)
    with pytest.raises(TaskClaimedByAnother):
        claimed.complete(TASK, by=BO, decision="refuse")


def test_claiming_twice_changes_nothing(claimed: World) -> None:
    assert claimed.tell(ClaimTask, by=ADA, task=TASK).entries == ()
    assert held_by(claimed) == ADA.id


def test_a_claim_is_for_those_who_do_such_work(claimed: World) -> None:
    claimed.tell(ReleaseTask, by=ADA, task=TASK)
    with pytest.raises(NotAllowed, match="works as decision"):
        claimed.tell(ClaimTask, by=CLERK, task=TASK)


def test_a_released_task_is_free_for_the_next(claimed: World) -> None:
    claimed.tell(ReleaseTask, by=ADA, task=TASK, reason="On leave")
    assert held_by(claimed) is None
    claimed.tell(ClaimTask, by=BO, task=TASK)
    assert held_by(claimed) == BO.id


def test_a_free_task_cannot_be_released(claimed: World) -> None:
    claimed.tell(ReleaseTask, by=ADA, task=TASK)
    with pytest.raises(NotInForce, match="nobody does"):
        claimed.tell(ReleaseTask, by=ADA, task=TASK)


def test_who_holds_a_task_hands_it_over_with_a_reason(claimed: World) -> None:
    receipt = claimed.tell(AssignTask, by=ADA, task=TASK, to=BO.id, reason=" On leave ")
    assert (held_by(claimed), receipt.entries[0].event.reason) == (BO.id, "On leave")
    claimed.complete(TASK, by=BO, decision="refuse")
    assert claimed.state.outcome == "finished"


def test_a_manager_takes_a_task_from_whoever_holds_it(claimed: World) -> None:
    claimed.tell(AssignTask, by=MANAGER, task=TASK, to=BO.id)
    assert held_by(claimed) == BO.id


def test_nobody_else_hands_over_what_somebody_holds(claimed: World) -> None:
    with pytest.raises(TaskClaimedByAnother):
        claimed.tell(AssignTask, by=BO, task=TASK, to=BO.id)


def test_a_task_is_assigned_only_to_those_who_exist(claimed: World) -> None:
    with pytest.raises(NotFound, match="u:nobody"):
        claimed.tell(AssignTask, by=MANAGER, task=TASK, to="u:nobody")
    assert held_by(claimed) == ADA.id
