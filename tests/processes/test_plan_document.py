"""The plan as a document, from the request to the final plan, by the real diagrams."""

from engine.planbook import EditionRead, EditionsCompared, PlanBook
from tests.fixtures.planned import SAID, sent
from tests.fixtures.world import AUTHORITY, World
from tests.processes.walking import Walk

NEEDS = "Robin needs a quiet room."
AMENDMENT = {
    "plan_made_on": "2025-09-01",
    "amendment_proposed_by": "authority",
    "amendment_reason": "placement_change",
    "meeting_wanted": "no",
    "section_g_changes": "no",
    "plan_amendment_notice_means": "hand",
}


def read(world: World, number: int) -> EditionRead:
    return PlanBook(world.engine).read(AUTHORITY, world.person, number)


def changes(found: EditionsCompared) -> list[tuple[str, str]]:
    return [(one.key, one.sentence) for one in found.sections if not one.is_same]


def test_a_changed_draft_is_served_again_and_then_made_final(world: World) -> None:
    walk = Walk(world, section_b=NEEDS, section_i_name="Hill School").to("decide_changes")
    more = f"{NEEDS}\n\nRobin tires early."
    walk.do("decide_changes", materially_changed="yes", draft_sections_changed=["b"], section_b=more)
    walk.to("secure_provision")
    book = PlanBook(world.engine)
    assert [one.title for one in book.editions(AUTHORITY, world.person)] == [
        "Draft plan 1",
        "Draft plan 2",
        "Final plan",
    ]
    drafts, final = (book.compared(AUTHORITY, world.person, *pair) for pair in ((1, 2), (2, 3)))
    assert changes(drafts) == [("B", "1 paragraph was added")]
    assert changes(final) == [("I", "3 answers were added")]
    assert [copy.to for copy in read(world, 3).copies] == ["Family", "Setting", "Health"]
    assert world.replay().is_sound


def test_schools_that_are_consulted_have_seen_the_draft(world: World) -> None:
    Walk(world).to("decide_changes")
    copies = read(world, 1).copies
    assert [copy.letter for copy in copies] == ["Draft plan notice", "School consultation"]
    assert copies[1].to == "As it is on the file."


def test_a_plan_that_names_no_school_goes_to_none(world: World) -> None:
    Walk(world, section_i_kind="type").to("secure_provision")
    assert [copy.to for copy in read(world, 2).copies] == ["Family", "Health"]


def test_an_amendment_goes_on_from_the_plan_in_force(world: World) -> None:
    sent(world, "final").pass_time(days=1)
    walk = Walk(world, process="plan_amendment", usual=AMENDMENT).to("draft_plan_amendments")
    task = world.looking.task_form(AUTHORITY, world.case, world.open_tasks()[0])
    assert (task.answers["section_a"], task.answers["outcomes"]) == (SAID["section_a"], SAID["outcomes"])
    walk.do("draft_plan_amendments", sections_amended=["B"], section_b=NEEDS).to("put_amendments_into_effect")
    proposed, amended = (read(world, number) for number in (2, 3))
    assert (proposed.edition.title, amended.edition.title) == ("Proposed amendments 1", "Amended plan")
    assert {one.key: one.texts for one in amended.sections if one.texts} == {"A": (SAID["section_a"],), "B": (NEEDS,)}
    assert world.replay().is_sound
