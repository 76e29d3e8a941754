"""What forms show beside their questions is something that a process can know."""

import json

import pytest

from tests.fixtures.world import read_files

FORMS = {name: json.loads(text) for name, text in read_files().items() if name.startswith("forms/")}
ASKED = {
    name
    for form in FORMS.values()
    for question, asked in form["schema"]["properties"].items()
    for name in (question, *asked.get("items", {}).get("properties", {}))
}
SHOWING = sorted(name for name, form in FORMS.items() if "facts" in form)


@pytest.mark.parametrize("name", SHOWING)
def test_a_form_shows_facts_that_another_form_asks(name: str) -> None:
    drawn = "".join(text for path, text in read_files().items() if path.endswith((".bpmn", ".dmn")))
    shown = set(FORMS[name]["facts"])
    assert {fact for fact in shown - ASKED if fact not in drawn and not fact.endswith("_sent_on")} == set()
    assert not shown & set(FORMS[name]["schema"]["properties"]), "it is asked there already"


def test_decisions_on_a_request_show_what_was_asked_and_said() -> None:
    shown = FORMS["forms/decide_whether_to_assess.json"]["facts"]
    assert {"request_summary", "family_views", "assess_panel_recommendation"} <= set(shown)
