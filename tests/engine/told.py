"""People who are told things, for tests: who they are, and what each of them has been told."""

from typing import Any

from engine.case.commands import Actor, AssignTask
from engine.case.notices import NotificationRow
from engine.case.rows import UserRow
from engine.telling.notifications import Notifications
from tests.fixtures.world import AUTHORITY, MANAGER, OFFICER, World

DECIDE = "decide_whether_to_assess#1"
DEE = Actor("u:dee", "Dee Decider", AUTHORITY, frozenset({"caseworker"}), frozenset({"casework", "decision"}))
WEST = Actor("u:wes", "Wes Western", AUTHORITY, frozenset({"manager"}), frozenset(), frozenset({"west"}))
KEEPER = Actor("u:kee", "Kee Keeper", AUTHORITY, frozenset({"administrator"}))


def hire(world: World, *actors: Actor) -> World:
    """Give people an account, so that they can be told; three of them unless it is said who."""
    with world.engine.database.write() as tx:
        for actor in actors or (MANAGER, OFFICER, DEE):
            of = (actor.authority, actor.id, actor.name, f"{actor.id[2:]}@northmoor.example", actor.roles)
            tx.add_user(UserRow(*of, actor.works_as, actor.teams, True, world.now), "")
    return world


def told(world: World, actor: Actor, **asked: Any) -> list[NotificationRow]:
    return Notifications(world.engine.database, world.engine.clock).page(actor, **asked).items


def kinds(world: World, actor: Actor) -> list[str]:
    return [row.kind for row in told(world, actor)]


def unread(world: World, actor: Actor) -> list[str]:
    return [row.kind for row in told(world, actor, is_unread=True)]


def assign(world: World, to: Actor, by: Actor = MANAGER, task: str = DECIDE) -> None:
    world.tell(AssignTask, by=by, task=task, to=to.id, reason="Holiday")
