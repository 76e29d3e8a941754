"""Editions of a plan: made when it is sent, sealed for good, and gone on from by later cases."""

import io
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from engine.case.commands import CorrectFacts
from engine.case.events import PlanIssued
from engine.case.rejections import NotFound
from engine.planbook import PlanBook
from engine.plans import ShownSection
from engine.store import rebuild
from tests.fixtures.planned import SAID, SPEAKS, ready_to_send, send, sent
from tests.fixtures.world import AUTHORITY, World

KEYS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")


def book(world: World) -> PlanBook:
    return PlanBook(world.engine)


def titles(world: World) -> list[str]:
    return [one.title for one in book(world).editions(AUTHORITY, world.person)]


def section(world: World, number: int, key: str) -> ShownSection:
    return next(one for one in book(world).read(AUTHORITY, world.person, number).sections if one.key == key)


def issued(world: World) -> list[PlanIssued]:
    events = [told.entry.event for told in world.looking.history(AUTHORITY, world.case)]
    return [event for event in events if isinstance(event, PlanIssued)]


def amended(world: World, **said: Any) -> World:
    """Another case of the person, which sends an amended plan."""
    return sent(world.pass_time(days=1), "amended", **said)


def test_sending_a_draft_makes_an_edition_of_it(world: World) -> None:
    [edition] = issued(sent(world))
    assert (edition.plan, edition.kind, edition.number, edition.to) == ("plan#1", "draft", 1, ("family",))
    assert edition.sections["section_a"] == "I like trains."
    assert "section_i_name" not in edition.sections
    assert edition.sections["advice"] == [{"adviser": "Eve Psychologist"}]


def test_a_final_plan_says_when_it_was_made(world: World) -> None:
    [edition] = issued(sent(world, "final", **SAID, plan_made_on="2026-01-04"))
    assert edition.made_on is not None and edition.made_on.isoformat() == "2026-01-04"


def test_a_correction_later_leaves_the_edition_as_sent(world: World) -> None:
    sent(world, "final").tell(CorrectFacts, facts={"section_a": "I like buses."}, reason="Misheard")
    assert section(world, 1, "A").texts == ("I like trains.",)


def test_editions_are_numbered_over_all_cases(world: World) -> None:
    for kind in ("draft", "final", "amended_draft", "amended"):
        sent(world, kind)
        world.pass_time(days=1)
    assert titles(world) == ["Draft plan 1", "Final plan", "Proposed amendments 1", "Amended plan"]


def test_an_amended_plan_takes_over_what_was_not_touched(world: World) -> None:
    amended(sent(world, "final"), section_a="I like buses.")
    assert section(world, 2, "A").texts == ("I like buses.",)
    assert section(world, 2, "B").texts == section(world, 1, "B").texts
    assert section(world, 2, "I").answers[1] == ("Institution", "Hill School")


def test_a_touched_section_takes_over_nothing(world: World) -> None:
    amended(sent(world, "final"), section_i_kind="type")
    assert section(world, 2, "I").answers == (("What the plan says", "It specifies a type only"),)


def test_appendices_join_those_of_the_plan_before(world: World) -> None:
    send(ready_to_send(sent(world, "final").pass_time(days=1), "amended", "Sal Therapist"))
    assert section(world, 2, "K").tables[0].rows == (("Eve Psychologist",), ("Sal Therapist",))


def test_a_new_draft_takes_nothing_from_an_older_plan(world: World) -> None:
    sent(sent(world, "final").pass_time(days=1), "draft", section_a="I am new.")
    assert section(world, 2, "B").blocks == ()


def test_amendments_that_came_to_nothing_are_not_gone_on_from(world: World) -> None:
    sent(sent(world, "final").pass_time(days=1), "amended_draft", section_a="I like ships.")
    amended(world, section_b="Robin needs a quiet room.")
    assert section(world, 3, "A").texts == ("I like trains.",)


def test_an_amended_plan_is_replayed_without_other_cases(world: World) -> None:
    amended(sent(world, "final"), section_a="I like buses.")
    later = world.case
    amended(world, section_b="Nothing is left of it.")
    assert world.turn_to(later).replay().is_sound


def test_rebuilding_gives_the_same_editions(world: World) -> None:
    amended(sent(world, "final"), section_a="I like buses.")
    before = book(world).editions(AUTHORITY, world.person)
    rebuild(world.engine.database)
    assert book(world).editions(AUTHORITY, world.person) == before != []


def test_a_form_begins_with_the_words_of_the_plan_in_force(world: World) -> None:
    ready_to_send(sent(world, "final").pass_time(days=1), "amended")
    answers = world.looking.task_form(AUTHORITY, world.case, "serve_draft#1").answers
    assert (answers["section_a"], answers["outcomes"]) == ("I like trains.", SAID["outcomes"])
    assert "section_a" not in world.state.facts


def test_two_editions_are_compared_from_old_to_new(world: World) -> None:
    amended(sent(world, "final"), outcomes=[*SAID["outcomes"], SPEAKS])
    found = book(world).compared(AUTHORITY, world.person, 2, 1)
    assert (found.old.number, found.new.number) == (1, 2)
    assert [(one.key, one.sentence) for one in found.sections if not one.is_same] == [
        ("E", "1 row was added"),
        ("F", "1 row was added"),
    ]


def test_who_got_an_edition_is_told_with_day_and_means(world: World) -> None:
    [copy] = book(sent(world)).read(AUTHORITY, world.person, 1).copies
    assert (copy.to, copy.letter, copy.sent_on, copy.means) == ("Family", "Draft plan notice", world.today, "by hand")


def test_the_pdf_says_every_section_and_is_tagged(world: World) -> None:
    file = book(sent(world, "final")).file(AUTHORITY, world.person, 1, "pdf")
    reader = PdfReader(io.BytesIO(file.content))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Robin needs a quiet room." in said and "Institution Hill School" in said
    assert [key for key in KEYS if f"Section {key}:" not in said] == []
    assert "/StructTreeRoot" in reader.root_object


def test_the_word_file_has_headings_and_tables(world: World) -> None:
    file = book(sent(world, "final")).file(AUTHORITY, world.person, 1, "docx")
    document = Document(io.BytesIO(file.content))
    headings = [one.text for one in document.paragraphs if (one.style and one.style.name or "").startswith("Heading")]
    assert headings[0] == "Education, health and care plan"
    assert "Section F: Special educational provision" in headings
    assert any("A reading programme" in cell.text for table in document.tables for cell in table._cells)


def test_an_edition_that_is_not_there_is_not_found(world: World) -> None:
    sent(world)
    with pytest.raises(NotFound, match="Expected an edition 2 of this plan, but there are 1"):
        book(world).read(AUTHORITY, world.person, 2)


def test_sending_again_goes_on_counting(world: World) -> None:
    assert titles(send(ready_to_send(world, "draft"), **SAID)) == ["Draft plan 1"]
