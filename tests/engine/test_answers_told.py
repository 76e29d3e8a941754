"""What comes in through a link is told to whoever asked, or else to all who could take it."""

import pytest

from engine.case.commands import SentFile
from engine.case.notices import ASSIGNED, REPLY
from engine.outside.links import Links
from tests.engine.told import DEE, assign, hire, kinds, told
from tests.fixtures.world import MANAGER, MONDAY, OFFICER, World, outside_files

ADVICE = "record_advice#1"


@pytest.fixture
def asked(world: World) -> World:
    hire(world).publish("small_request", outside_files())
    advisers = [{"adviser": "Eve Psychologist", "advice_request_received": MONDAY.isoformat()}]
    world.request_received().complete("decide_whether_to_assess#1", decision="assess", advice=advisers)
    return world


def answer(world: World, task: str | None, *files: SentFile, **answers: str) -> None:
    links = Links(world.engine)
    token = links.make(MANAGER, world.case, task)[1]
    opened = links.open(token, for_family=task is None)
    assert opened is not None
    links.answer(opened, answers, files, "once")


def test_an_answer_is_told_to_whoever_has_the_task(asked: World) -> None:
    assign(asked, OFFICER, task=ADVICE)
    answer(asked, ADVICE, summary="Needs a quiet room")
    [row] = told(asked, OFFICER, kind=REPLY)
    assert (row.kind, row.title, row.task) == (REPLY, "An answer came in: Record the advice", ADVICE)
    assert "quiet" not in row.sentence
    assert kinds(asked, DEE) == []


def test_an_answer_to_a_task_of_nobody_is_told_to_its_role(asked: World) -> None:
    answer(asked, ADVICE, summary="Needs a quiet room")
    assert (kinds(asked, OFFICER), kinds(asked, DEE), kinds(asked, MANAGER)) == ([REPLY], [REPLY], [])


def test_what_a_family_sends_is_told_to_who_works_on_the_case(asked: World) -> None:
    answer(asked, None, family_name="Pat Example", family_says="We are glad")
    assert (kinds(asked, MANAGER), kinds(asked, OFFICER)) == ([REPLY], [])
    assign(asked, OFFICER, task=ADVICE)
    answer(asked, None, family_name="Pat Example", family_says="We are glad")
    assert sorted(kinds(asked, OFFICER)) == [ASSIGNED, REPLY]
