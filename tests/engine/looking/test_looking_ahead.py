"""Looking before one acts: what a correction would move, what the case knows, and how each day comes about."""

from datetime import date

import pytest

from engine.case.commands import CorrectFacts, SaveDraft
from engine.case.rejections import BadInput, DraftMovedOn, NotFound
from engine.drafting import mark_of_answers
from engine.looking import Looking
from engine.looking.foresight import Moved, Standing
from tests.fixtures.world import AUTHORITY, MANAGER, World

TIMER = "decision_overdue#1"


@pytest.fixture
def received(world: World) -> World:
    return world.pass_time(days=7).request_received(requester="Parent")


def correction(world: World, **facts: str) -> CorrectFacts:
    return CorrectFacts(by=MANAGER, case=world.state.case, facts=facts, reason="The stamp was misread")


def looking(world: World) -> Looking:
    return Looking(world.engine)


def test_a_correction_is_seen_through_before_it_is_recorded(received: World) -> None:
    foreseen = looking(received).preview_correction(correction(received, request_received="2025-11-20"))
    was, now = Standing(date(2026, 2, 16), "running"), Standing(date(2026, 1, 1), "missed")
    assert foreseen.moved == (Moved(TIMER, "assess_decision", None, was, now),)
    assert received.deadline("assess_decision").legal == date(2026, 2, 16)


def test_what_is_seen_is_what_then_happens(received: World) -> None:
    command = correction(received, request_received="2026-01-07")
    [moved] = looking(received).preview_correction(command).moved
    received.engine.handle(command)
    assert moved.now is not None
    assert received.deadline("assess_decision").legal == moved.now.legal


def test_a_correction_that_would_be_refused_is_refused_beforehand(received: World) -> None:
    with pytest.raises(BadInput, match="facts of this case"):
        looking(received).preview_correction(correction(received, colour="red"))


def test_each_fact_says_when_and_with_what_it_came(received: World) -> None:
    received.complete("decide_whether_to_assess#1", decision="refuse")
    known = {fact.name: fact for fact in looking(received).facts(AUTHORITY, received.state.case)}
    assert known["requester"].origin is not None and known["requester"].origin.kind == "CaseOpened"
    assert (known["decision"].words, known["decision"].title) == ("Refuse", "Decision")
    assert known["decision"].origin is not None
    assert known["decision"].origin.source == "Decide whether to assess"


def test_a_corrected_fact_says_that_it_was_corrected(received: World) -> None:
    received.engine.handle(correction(received, requester="School"))
    fact, question = looking(received).fact(AUTHORITY, received.state.case, "requester")
    assert fact.origin is not None and fact.origin.kind == "FactsCorrected"
    assert (question.title, question.required) == ("Who asked", True)


def test_a_day_is_explained_with_its_law_and_its_grounds(received: World) -> None:
    explained = looking(received).explain(AUTHORITY, received.state.case, TIMER)
    assert explained.reckoning is not None and explained.law is not None
    assert explained.counted_from[0] == ("the day the request was received", date(2026, 1, 5))
    assert "exceptional_personal_circumstances" in [one.ground.key for one in explained.grounds if one.is_open]
    closed = [one.ground.key for one in explained.grounds if not one.is_open]
    assert all(key.startswith("coronavirus") for key in closed)
    with pytest.raises(NotFound):
        looking(received).explain(AUTHORITY, received.state.case, "nothing_due#1")


def test_bank_holidays_on_the_way_are_named(world: World) -> None:
    world.pass_time(days=100).request_received(request_received="2026-03-30")
    explained = looking(world).explain(AUTHORITY, world.state.case, TIMER)
    assert explained.passed == (date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4))
    assert explained.passed_are_counted


def test_a_draft_that_nobody_saw_is_not_overwritten(received: World) -> None:
    def save(reasons: str, over: str | None) -> None:
        task, answers = "decide_whether_to_assess#1", {"reasons": reasons}
        received.engine.handle(SaveDraft(by=MANAGER, case=received.state.case, task=task, answers=answers, over=over))

    save("First", "none")
    with pytest.raises(DraftMovedOn):
        save("Second", "none")
    save("First", "none")
    save("Second", mark_of_answers({"reasons": "First"}))
    save("Third", None)
