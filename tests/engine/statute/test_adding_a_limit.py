"""The guide for policy officers names every field and every way of counting, and its examples load."""

import re
import tomllib

import pytest

from engine.statute import Register
from engine.statute.reading import JOINS, LIMIT_FIELDS
from engine.statute.rules import RULES
from tests.engine.statute.registers import PROCESSES, the_register

GUIDE = (PROCESSES.parent / "docs" / "adding-a-limit.md").read_text()
EXAMPLES = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.mark.parametrize("name", sorted({*LIMIT_FIELDS, *RULES, *JOINS}))
def test_the_guide_explains_each_field_and_way_of_counting(name: str) -> None:
    explained = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("|")]
    assert any(f"`{name}`" in first for first in explained)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.split("]")[0][1:])
def test_the_examples_of_the_guide_are_sound(text: str) -> None:
    grounds = (PROCESSES / "law" / "exceptions.toml").read_text()
    loaded = Register.load({"limits.toml": text, "exceptions.toml": grounds})
    (key,) = tomllib.loads(text)
    assert loaded.limit(key).refs[0] in the_register().limit(key).refs
