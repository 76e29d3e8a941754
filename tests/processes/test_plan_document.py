"""The plan as a document, from the request to the final plan, by the real diagrams."""

from engine.planbook import EditionRead, EditionsCompared, PlanBook
from tests.fixtures.world import AUTHORITY, World
from tests.processes.walking import Walk

NEEDS = "Robin needs a quiet room."


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
