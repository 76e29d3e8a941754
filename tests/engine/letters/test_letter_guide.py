"""The guide to letters shows what works, and names everything that a letter can say."""

import re
from pathlib import Path

import pytest

from engine.letters import Template
from engine.letters.context import AUTHORITY, PERSON
from engine.letters.filters import FILTERS
from tests.engine.letters.statutory import PARTS

GUIDE = (Path(__file__).parents[3] / "docs" / "writing-a-letter.md").read_text()


def test_the_letter_in_the_guide_can_be_drawn_up() -> None:
    (example,) = re.findall(r"```\n(\+\+\+\n.*?)```", GUIDE, re.S)
    assert Template.parse("example", example).lint(None, PARTS) == []


@pytest.mark.parametrize("word", sorted({*PERSON, *AUTHORITY, *FILTERS}))
def test_the_guide_names_every_word_of_a_letter(word: str) -> None:
    assert re.search(rf"\b{word}\b", GUIDE)
