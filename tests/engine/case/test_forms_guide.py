"""The guide to forms shows what works, and names everything that a form can say."""

import re
from pathlib import Path

import pytest

from engine.case.forms import Form
from engine.case.forms.shapes import SHAPES

GUIDE = (Path(__file__).parents[3] / "docs" / "writing-a-form.md").read_text()
FORMS = sorted((Path(__file__).parents[3] / "processes" / "forms").glob("*.json"))


def test_the_form_in_the_guide_can_be_asked() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", GUIDE, re.S)
    form = Form.parse(example)
    assert [fault.field for fault in form.check({"request_source": "other"})] == ["request_received", "brought_by"]


@pytest.mark.parametrize("word", sorted(SHAPES.keys() - {"$schema", "schema", "uniqueItems"}))
def test_the_guide_names_every_word_of_a_form(word: str) -> None:
    assert word in GUIDE


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_of_the_processes_can_be_asked(path: Path) -> None:
    form = Form.parse(path.read_text())
    asked = {fault.field for fault in form.check({})}
    assert asked <= {field.name for field in form.fields() if field.required}
