"""What a decision costs is named in its diagram by facts that a form of the process asks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from engine.case.costs import PROPERTY
from tests.fixtures.world import ROOT

SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"


def named(diagram: Path) -> Iterator[str]:
    """What the tasks of a diagram say that they cost."""
    for one in etree.parse(diagram).iter(f"{SPIFF}property"):
        if one.get("name") == PROPERTY:
            yield str(one.get("value"))


def asked(form: Any) -> Iterator[str]:
    for name, question in form["schema"]["properties"].items():
        yield name
        yield from (f"{name}/{inner}" for inner in question.get("items", {}).get("properties", ()))


def test_every_cost_is_a_fact_that_some_form_asks() -> None:
    costs = {one for diagram in (ROOT / "processes").glob("*.bpmn") for one in named(diagram)}
    forms = [json.loads(path.read_text()) for path in (ROOT / "processes/forms").glob("*.json")]
    assert costs and costs <= {name for form in forms for name in asked(form)}
