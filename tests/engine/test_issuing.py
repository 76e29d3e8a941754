"""A letter that lacks words which it needs cannot go, and whoever sends it is told what to do."""

import json

import pytest

from engine.case.commands import RecordLetterSent
from engine.case.rejections import LetterLacks
from engine.office.letterheads import Letterheads
from engine.receipts import Receipt
from engine.store import Database
from tests.fixtures.world import (
    AUTHORITY,
    MANAGER,
    MONDAY,
    SMALL_FORMS,
    World,
    read_files,
    small_files,
    with_refusal_letter,
)

LETTER = "letters/draft_plan_notice.md"


@pytest.fixture
def serving(world: World) -> World:
    return ready_to_serve(world)


def ready_to_serve(world: World) -> World:
    """A case in which the draft plan can be sent."""
    advisers = [{"adviser": "Psychologist", "advice_request_received": "2026-01-05"}]
    world.request_received().complete("decide_whether_to_assess#1", decision="assess", advice=advisers)
    world.complete("record_advice#1", summary="Words")
    return world


def without(world: World, *names: str) -> None:
    Letterheads(world.engine.database, world.engine.clock).amend(MANAGER, dict.fromkeys(names, ""))


def serve(world: World) -> Receipt:
    return world.complete("serve_draft#1", draft_plan_notice_sent_on="2026-01-05", draft_plan_notice_means="hand")


def refusal(world: World) -> LetterLacks:
    with pytest.raises(LetterLacks) as refused:
        serve(world)
    return refused.value


def test_a_letter_that_lacks_nothing_goes(serving: World) -> None:
    assert "LetterToFile" in serving.kinds(serve(serving))


def test_a_letter_without_what_the_authority_says_cannot_go(serving: World) -> None:
    without(serving, "phone", "address")
    before = serving.state.sequence
    said = [fault.sentence for fault in refusal(serving).faults]
    assert len(said) == 2 and all("An administrator can add it" in sentence for sentence in said)
    assert serving.state.sequence == before and serving.replay().is_sound


def test_the_same_answers_are_taken_once_the_words_are_there(serving: World) -> None:
    without(serving, "phone")
    refusal(serving)
    Letterheads(serving.engine.database, serving.engine.clock).amend(MANAGER, {"phone": "00000 000 100"})
    assert serve(serving).sequence == serving.state.sequence


def test_what_has_gone_is_never_asked_for_again(serving: World) -> None:
    serve(serving)
    without(serving, "phone", "address", "email")
    serving.carry_out()
    assert serving.replay().is_sound and serving.state.documents


def test_the_gaps_are_known_before_anybody_sends_the_letter(serving: World) -> None:
    without(serving, "email")
    _, gaps = serving.looking.letter_with_gaps(AUTHORITY, serving.case, "draft_plan_notice#1")
    assert "authority.email" in [gap.name for gap in gaps]


def test_a_gap_that_the_task_asks_for_is_at_its_question(sqlite_database: Database) -> None:
    files, asked = small_files(), json.loads(SMALL_FORMS["forms/serve.json"])
    asked["order"].append("representations_until")
    asked["schema"]["properties"]["representations_until"] = {"type": "string", "title": "Answers by", "maxLength": 40}
    files |= {"forms/serve.json": json.dumps(asked), LETTER: read_files()[LETTER]}
    world = World(sqlite_database)
    world.publish("small_request", files)
    [fault] = refusal(ready_to_serve(world)).faults
    assert (fault.path, fault.sentence) == ("/representations_until", "Answer “Answers by”: the letter needs it")


def test_a_letter_that_no_task_sends_is_held_back_too(world: World) -> None:
    without(world, "sendiass")
    world.publish("small_request", with_refusal_letter())
    world.request_received().complete("decide_whether_to_assess#1", decision="refuse")
    with pytest.raises(LetterLacks):
        world.tell(RecordLetterSent, letter="assess_refusal_notice#1", sent_on=MONDAY, means="post")
    assert world.state.letters["assess_refusal_notice#1"].sent_on is None
