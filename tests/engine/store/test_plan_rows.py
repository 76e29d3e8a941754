"""The editions of plans on each kind of database: in their order, and which is in force."""

from engine.case.events import PlanIssued
from engine.store import Database
from tests.fixtures.planned import SAID, sent
from tests.fixtures.world import AUTHORITY, World


def test_the_plan_in_force_is_the_newest_that_is_no_draft(database: Database) -> None:
    world = World(database)
    for kind in ("final", "amended", "amended_draft"):
        sent(world, kind).pass_time(days=1)
    with database.read() as tx:
        found, rows = tx.plan_in_force(AUTHORITY, world.person), tx.plans_of(AUTHORITY, world.person)
    assert [row.kind for row in rows] == ["final", "amended", "amended_draft"]
    assert found == rows[1] and found.to == ("family",)


def test_a_plan_of_a_folded_history_can_still_be_read(database: Database) -> None:
    world = sent(World(database), "final", **SAID).pass_time(weeks=4)
    with database.write() as tx:
        assert tx.fold(AUTHORITY, world.case)
        [row] = tx.plans_of(AUTHORITY, world.person)
        event = tx.entry(row.case, row.sequence).event
    assert isinstance(event, PlanIssued) and event.sections["section_a"] == SAID["section_a"]


def test_nobody_else_has_a_plan_in_force(database: Database) -> None:
    world = sent(World(database), "final")
    with database.read() as tx:
        assert tx.plan_in_force("elsewhere", world.person) is None
        assert tx.plan_in_force(AUTHORITY, "P000099") is None
