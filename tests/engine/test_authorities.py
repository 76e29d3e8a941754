"""Several authorities in one database neither see nor touch each other's cases."""

import inspect
from datetime import date
from typing import Any, get_type_hints

import pytest

from engine.case.commands import COMMANDS, Actor, AmendPerson, AssignTask, CaseCommand, OpenCase
from engine.case.rejections import NotFound, NotPublished
from engine.store import Reading
from tests.fixtures.world import CHILD, MONDAY, World

SOUTH = "southmoor"
EVERYTHING = Actor("u:south", "Sam South", SOUTH, frozenset({"link", "manager", "policy", "system"}))
ABOUT_CASES = [command for command in COMMANDS if issubclass(command, CaseCommand)]
VALUES: dict[Any, Any] = {str: "decide_whether_to_assess#1", date: date(2026, 1, 5), bytes: b"x"}
ASKED = {
    "authority": SOUTH,
    "day": MONDAY,
    "task": "decide_whether_to_assess#1",
    "document": "document#1",
    "webhook": "webhook#1",
    "sequence": 1,
}
OF_CASES = [
    name
    for name, question in inspect.getmembers(Reading, inspect.isfunction)
    if {"authority", "case"} <= set(inspect.signature(question).parameters) and not name.startswith("_")
]
OF_ALL = ("cases", "tasks", "deadlines_at_risk", "incidents", "letters", "persons", "accesses")


@pytest.fixture
def two(world: World) -> World:
    """A case in Northmoor, and an authority beside it that has nothing."""
    with world.engine.database.write() as tx:
        tx.add_authority(SOUTH, "Southmoor Council", "SOU", {})
    return world.request_received()


def _any(command: type[CaseCommand], case: str) -> CaseCommand:
    hints = get_type_hints(command)
    needed = [field for field in inspect.signature(command).parameters.values() if field.default is field.empty]
    values = {field.name: VALUES.get(hints[field.name], {}) for field in needed}
    return command(**{**values, "by": EVERYTHING, "case": case})


@pytest.mark.parametrize("command", ABOUT_CASES, ids=lambda command: command.__name__)
def test_no_command_reaches_the_case_of_another_authority(two: World, command: type[CaseCommand]) -> None:
    before = two.state
    with pytest.raises(NotFound, match="in this authority"):
        two.do(_any(command, two.case))
    assert two.state == before


@pytest.mark.parametrize("question", OF_CASES)
def test_no_question_finds_the_case_of_another_authority(two: World, question: str) -> None:
    with two.engine.database.read() as tx:
        asked = getattr(tx, question)
        needed = [name for name, one in inspect.signature(asked).parameters.items() if one.default is one.empty]
        found = asked(**{name: {**ASKED, "case": two.case}[name] for name in needed})
    assert not getattr(found, "items", found)


@pytest.mark.parametrize("listing", OF_ALL)
def test_no_list_shows_what_another_authority_has(two: World, listing: str) -> None:
    with two.engine.database.read() as tx:
        assert getattr(tx, listing)(SOUTH).items == []


@pytest.mark.parametrize("look", ["state", "messages", "place", "history", "replay"])
def test_nobody_looks_at_the_case_of_another_authority(two: World, look: str) -> None:
    with pytest.raises(NotFound):
        getattr(two.looking, look)(SOUTH, two.case)


def test_persons_and_processes_stay_with_their_authority(two: World) -> None:
    facts = {"request_received": "2026-01-05"}
    with pytest.raises(NotFound, match="in this authority"):
        two.do(OpenCase(by=EVERYTHING, process="small_request", person=two.person, facts=facts))
    with pytest.raises(NotFound, match="in this authority"):
        two.do(AmendPerson(by=EVERYTHING, person=two.person, details=CHILD))
    with two.engine.database.write() as tx:
        tx.add_person(SOUTH, "P000001", CHILD, by="u:south", at=two.now)
    with pytest.raises(NotPublished):
        two.do(OpenCase(by=EVERYTHING, process="small_request", person="P000001", facts=facts))


def test_a_task_cannot_be_assigned_to_another_authoritys_people(two: World) -> None:
    with pytest.raises(NotFound, match="u:south"):
        two.tell(AssignTask, task="decide_whether_to_assess#1", to=EVERYTHING.id)
