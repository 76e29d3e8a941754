"""Two editions side by side: what was added, removed or changed, in words."""

from typing import Any

from engine.plans import Layout, SectionCompared, compared, shown
from tests.fixtures.planned import PLAN, READS, SPEAKS

LAYOUT = Layout.parse(PLAN)


def changes(old: dict[str, Any], new: dict[str, Any], section: str) -> SectionCompared:
    before, after = (shown(LAYOUT, "final", said) for said in (old, new))
    return next(one for one in compared(before, after) if one.key == section)


def test_what_stayed_the_same_is_no_change() -> None:
    same = changes({"section_b": "Quiet room."}, {"section_b": "Quiet  room. ".replace("  ", " ")}, "B")
    assert (same.is_same, same.sentence) == (True, "Nothing changed")


def test_words_that_changed_in_a_paragraph_are_shown() -> None:
    found = changes({"section_b": "A.\n\nReads two years below."}, {"section_b": "A.\n\nReads three years below."}, "B")
    [change] = found.differences
    assert change.sentence == "Paragraph 2 changed"
    assert [(span.how, span.text) for span in change.spans] == [
        ("same", "Reads "),
        ("removed", "two "),
        ("added", "three "),
        ("same", "years below."),
    ]


def test_paragraphs_that_came_and_went_are_told_apart() -> None:
    old, new = "The family moved house.\n\nQuiet room.", "Quiet room.\n\nNobody may shout here."
    found = changes({"section_b": old}, {"section_b": new}, "B")
    assert [one.sentence for one in found.differences] == ["Paragraph 1 was removed", "Paragraph 2 was added"]
    assert found.sentence == "1 paragraph was removed, 1 paragraph was added"


def test_a_row_that_moved_down_has_not_changed() -> None:
    found = changes({"outcomes": [READS]}, {"outcomes": [SPEAKS, READS]}, "F")
    assert [one.sentence for one in found.differences] == ["Row 1 was added"]


def test_a_changed_cell_is_a_changed_row() -> None:
    more = {**READS, "provision": "A reading programme, 45 minutes a day."}
    [change] = changes({"outcomes": [READS]}, {"outcomes": [more]}, "F").differences
    assert (change.how, change.what) == ("changed", "row")
    assert change.now == "Provision: A reading programme, 45 minutes a day."


def test_another_school_is_a_changed_answer() -> None:
    named = {"section_i_kind": "named", "section_i_name": "Hill School"}
    [change] = changes(named, {**named, "section_i_name": "Dale School"}, "I").differences
    assert (change.sentence, change.was, change.now) == ("“Institution” changed", "Hill School", "Dale School")
    assert change.is_replaced
    assert [(span.how, span.text) for span in change.spans] == [("removed", "Hill School"), ("added", "Dale School")]


def test_a_short_cell_is_shown_whole_before_and_after() -> None:
    weekly, daily = ({**READS, "provision": said} for said in ("Reading every week", "Reading every day"))
    [change] = changes({"outcomes": [weekly]}, {"outcomes": [daily]}, "F").differences
    said = [span.text for span in change.spans if span.how != "same"]
    assert (said, change.is_replaced) == (["Reading every week", "Reading every day"], False)
