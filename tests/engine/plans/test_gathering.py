"""An amended plan is made of what its case says, and of what the plan before said where the case is silent."""

from engine.plans import gathered, untouched
from tests.engine.plans.test_layout import LAYOUT

BEFORE = {"section_a": "Likes trains", "section_b": "Reads slowly", "primary_need": "Dyslexia", "section_d": "None"}


def amended(**facts: str) -> dict[str, object]:
    return gathered(LAYOUT, "amended", facts, untouched(LAYOUT, facts, BEFORE))


def test_a_section_left_alone_is_taken_over() -> None:
    assert amended(section_d="Respite") == {**BEFORE, "section_d": "Respite"}


def test_the_kind_of_need_stays_when_its_section_is_written_anew() -> None:
    assert amended(section_b="Reads well")["primary_need"] == "Dyslexia"


def test_a_school_that_is_no_longer_named_does_not_stay() -> None:
    before = {"section_i_kind": "named", "section_i_name": "Invented School"}
    now = {"section_i_kind": "type", "section_i_type": "Special school"}
    assert "section_i_name" not in gathered(LAYOUT, "amended", now, untouched(LAYOUT, now, before))
