"""A comment on the local offer: made anonymous, answered, published within the year, and acted on."""

from datetime import date
from typing import Any

import pytest

from tests.fixtures.world import AUTHORITY, World, read_files
from tests.processes.drawn import BPMN, FOLDER, drawing_of
from tests.processes.walking import Walk, events_of, finish

USUAL = {
    "comments_last_published_on": "2025-03-03",
    "comment_kind": "publishable",
    "comment_is_complaint": "no",
    "publication_approved": "yes",
    "offer_changes": "no",
}
WAYS_OUT = {
    "comment_withdrawn": "comment_was_taken_back",
    "person_died": "comment_ended_by_death",
    "opened_in_error": "comment_case_in_error",
}
FORMS_OF_WAYS_OUT = {"opened_in_error": "local_offer_opened_in_error.json"}


def walk_of(world: World, **answers: Any) -> Walk:
    return Walk(world, process="local_offer", usual=USUAL, **answers)


def letters(world: World) -> dict[str, str]:
    """The letters of the case by their keys; none may lack a fact of the case."""
    drawn = {one.template: world.looking.letter(AUTHORITY, world.case, key) for key, one in world.state.letters.items()}
    assert [gap for one in drawn.values() for gap in one.missing if not gap.startswith("authority.")] == []
    return {template: one.text for template, one in drawn.items()}


def test_a_comment_is_published_within_the_year(world: World) -> None:
    walk = walk_of(world).to("make_anonymous")
    assert world.deadline("local_offer_comments").legal == date(2026, 3, 2)
    assert finish(walk) == "comment_published"
    assert walk.limits == {"local_offer_comments": "met"} and world.replay().is_sound


def test_whoever_commented_reads_what_was_published(world: World) -> None:
    walk = walk_of(world, comment_text="Robin waits.", comment_redacted="A child waits.")
    assert finish(walk) == "comment_published"
    text = letters(world)["comment_answer"]
    assert "A child waits." in text and "Robin waits." not in text


def test_nothing_is_published_before_it_is_approved(world: World) -> None:
    walk = walk_of(world).to("approve_publication")
    walk.do("approve_publication", publication_approved="no", approval_changes="The street names the family.")
    assert world.open_tasks() == ["make_anonymous#2"]


def test_a_late_publication_is_explained_and_still_made(world: World) -> None:
    walk = walk_of(world, comments_last_published_on="2025-01-10").to("make_anonymous")
    world.pass_time(days=5)
    assert walk.tasks == ["explain_late_publication", "make_anonymous"]
    assert finish(walk) == "comment_published" and walk.limits["local_offer_comments"] == "met_late"


@pytest.mark.parametrize("kind", ["individual", "vexatious"])
def test_what_need_not_be_published_is_answered_by_letter(world: World, kind: str) -> None:
    walk = walk_of(world, comment_kind=kind)
    assert finish(walk) == "comment_not_published" and walk.limits == {}
    assert list(letters(world)) == ["comment_not_published_notice"]
    assert events_of(world, "CaseToOpen") == []


def test_a_comment_on_own_services_can_become_a_complaint(world: World) -> None:
    world.publish("complaint", read_files())
    walk = walk_of(world, comment_kind="individual", comment_is_complaint="yes", comment_text="No therapy since May.")
    assert finish(walk) == "comment_became_complaint"
    assert "taken it up as a complaint" in letters(world)["comment_not_published_notice"]
    world.carry_out()
    [case] = [done.outcome["case"] for done in events_of(world, "EffectCarriedOut") if "case" in done.outcome]
    assert world.turn_to(case).state.facts["complaint_words"] == "No therapy since May."


def test_the_local_offer_is_revised_where_it_has_to_change(world: World) -> None:
    walk = walk_of(world, offer_changes="yes").to("revise_local_offer")
    assert finish(walk) == "comment_published" and "offer_revised_on" in world.state.facts


@pytest.mark.parametrize(("message", "end"), WAYS_OUT.items())
def test_a_comment_can_end_at_any_moment(world: World, message: str, end: str) -> None:
    walk = walk_of(world).to("draft_offer_response")
    world.receive(message, **walk.answer_all(FORMS_OF_WAYS_OUT.get(message, f"{message}.json")))
    assert finish(walk) == end and walk.limits == {"local_offer_comments": "lifted"}


def test_every_end_of_a_comment_is_reached_here() -> None:
    process = drawing_of(FOLDER / "local_offer.bpmn").elements["local_offer"]
    ends = {one.get("id") for one in process.iterfind(f"{BPMN}endEvent")}
    reached = {"comment_published", "comment_not_published", "comment_became_complaint"}
    assert ends == {*WAYS_OUT.values(), *reached}
