"""A case goes to another team: its rows and what it opens follow, its tasks stay with whoever has them."""

import pytest

from engine.case.commands import ChangeTeam, ClaimTask
from engine.case.filters import TaskFilter
from engine.case.notices import ASSIGNED
from engine.case.office_rows import TeamRow
from engine.case.rejections import BadInput, CaseClosed, NotAllowed, SameTeam
from engine.store import rebuild
from tests.engine.store.lives import read_models
from tests.engine.told import DECIDE, DEE, WEST, hire, told
from tests.fixtures.chained import chained_files, plan_made
from tests.fixtures.world import AUTHORITY, MANAGER, OFFICER, World

WHY = "The east is closed"


def found_teams(world: World) -> World:
    with world.engine.database.write() as tx:
        for name in ("west", "north", "east"):
            tx.keep_team(TeamRow(AUTHORITY, name, None, frozenset(), (), name != "east"))
    return world


@pytest.fixture
def received(world: World) -> World:
    return found_teams(world).request_received()


def test_rows_and_history_follow_the_case_to_its_team(world_on_each: World) -> None:
    world = found_teams(world_on_each).request_received()
    world.tell(ClaimTask, by=DEE, task=DECIDE)
    world.tell(ChangeTeam, team="west", reason=WHY)
    with world.engine.database.read() as tx:
        [task] = tx.tasks(AUTHORITY, TaskFilter(teams=frozenset({"west"}))).items
    assert (world.state.team, task.task, task.assignee) == ("west", DECIDE, DEE.id)
    assert world.replay().is_sound
    grown = read_models(world.engine.database)
    rebuild(world.engine.database)
    assert read_models(world.engine.database) == grown


def test_a_case_can_be_with_no_team_again(received: World) -> None:
    received.tell(ChangeTeam, team="west", reason=WHY)
    received.tell(ChangeTeam, team=None, reason="Nobody knows yet")
    assert received.state.team is None


@pytest.mark.parametrize(
    ("team", "reason", "refusal"),
    [("east", WHY, BadInput), ("south", WHY, BadInput), ("west", " ", BadInput), (None, WHY, SameTeam)],
)
def test_what_makes_no_sense_is_refused_and_said_where(
    received: World, team: str | None, reason: str, refusal: type[BadInput | SameTeam]
) -> None:
    with pytest.raises(refusal) as refused:
        received.tell(ChangeTeam, team=team, reason=reason)
    assert [fault.path for fault in refused.value.faults] == ["/team" if reason.strip() else "/reason"]


def test_a_closed_case_stays_where_it_was(received: World) -> None:
    received.receive("request_withdrawn")
    with pytest.raises(CaseClosed):
        received.tell(ChangeTeam, team="west", reason=WHY)


def test_only_who_leads_casework_gives_cases_away(received: World) -> None:
    with pytest.raises(NotAllowed):
        received.tell(ChangeTeam, by=OFFICER, team="west", reason=WHY)


def test_the_same_command_twice_gives_the_case_once(received: World) -> None:
    first, again = [received.tell(ChangeTeam, id="once", team="west", reason=WHY) for _ in range(2)]
    assert (again.is_repeat, received.kinds(again)) == (True, received.kinds(first))


def test_the_lead_of_the_new_team_is_told_once_a_day(received: World) -> None:
    hire(received, MANAGER, WEST)
    for team in ("west", "north", "west"):
        received.tell(ChangeTeam, team=team, reason=WHY)
    [row] = told(received, WEST)
    assert (row.kind, row.case, row.title) == (ASSIGNED, None, "Cases of another team came to west")
    assert told(received, MANAGER) == []


def test_what_a_case_opens_comes_to_its_new_team(world: World) -> None:
    for process in ("plan_kept", "review"):
        world.publish(process, chained_files(process))
    plan_made(found_teams(world)).tell(ChangeTeam, team="west", reason=WHY)
    world.carry_out()
    assert world.looking.state(AUTHORITY, "NOR-000002").team == "west"
