"""The layout of the plan: what stands in which section, said in words when it is wrong."""

import pytest

from engine.plans import Layout, LayoutFaults, shown
from tests.fixtures.planned import PLAN, READS

LAYOUT = Layout.parse(PLAN)
KEYS = ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K"]


def faults_of(before: str, after: str) -> str:
    assert before in PLAN
    with pytest.raises(LayoutFaults) as refusal:
        Layout.parse(PLAN.replace(before, after, 1))
    return str(refusal.value)


def test_the_sections_are_those_of_the_regulation() -> None:
    assert [section.key for section in LAYOUT.sections] == [
        "A",
        "B",
        "C",
        "D",
        "E",
        "F",
        "G",
        "H1",
        "H2",
        "I",
        "J",
        "K",
    ]
    assert {section.citation.partition("(")[0] for section in LAYOUT.sections} == {"reg 12"}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('key      = "B"', 'key      = "A"', "Section A stands there twice"),
        ('shown = "answer"', 'shown = "song"', "A part of Section B is shown as 'song'"),
        ('fact = "section_c"', 'fact = "section_c"\nsize = 3', "says 'size', which means nothing here"),
        ('fact = "section_d"', 'shown = "text"', "A part of Section D has no 'fact'"),
        ('shown    = "table"', 'shown    = "text"', "needs columns if it is a table, and only then"),
        ("[[section]]", "[[section", "Expected TOML"),
    ],
)
def test_a_fault_of_the_layout_is_said_in_a_sentence(before: str, after: str, words: str) -> None:
    assert words in faults_of(before, after)


def test_a_section_that_says_nothing_is_there_all_the_same() -> None:
    assert [one.blocks for one in shown(LAYOUT, "final", {})] == [()] * 12


def test_the_law_leaves_section_i_blank_in_a_draft() -> None:
    said = {"section_i_kind": "named", "section_i_name": "Hill School"}
    [draft] = [one for one in shown(LAYOUT, "draft", said) if one.key == "I"]
    [final] = [one for one in shown(LAYOUT, "final", said) if one.key == "I"]
    assert (draft.answers, draft.blank.partition(",")[0]) == ((), "Left blank in a draft")
    assert final.answers == (("What the plan says", "It names an institution"), ("Institution", "Hill School"))


def test_outcomes_and_their_provision_have_the_same_number() -> None:
    plan = {one.key: one for one in shown(LAYOUT, "final", {"outcomes": [READS, READS]})}
    assert plan["E"].tables[0].heads == ("Number", "Outcome")
    assert plan["F"].tables[0].rows[1] == ("2", "A reading programme, 30 minutes a day.")


def test_a_plan_drafted_before_outcomes_were_rows_still_reads() -> None:
    plan = {one.key: one for one in shown(LAYOUT, "final", {"section_e": "Reads.\n\nSpeaks."})}
    assert plan["E"].texts == ("Reads.", "Speaks.")
