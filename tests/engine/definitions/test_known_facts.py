"""Which facts a process can know, and where they can be seen."""

import pytest

from engine.definitions import Definition, read_definition
from engine.definitions.known_facts import collections_around, known_facts
from tests.engine.definitions.sample_package import sample


@pytest.fixture(scope="module")
def definition() -> Definition:
    return read_definition(sample())


def test_answers_scripts_decisions_and_letters_give_facts_to_the_case(definition: Definition) -> None:
    assert set(known_facts(definition).case) == {
        *("request_received", "request_source", "regime", "advice", "decision", "reasons", "outcome"),
        *("decision_notice_sent_on", "decision_notice_means", "decision_notice_served_on"),
        *("delay_reasons", "withdrawn_on", "family_views"),
    }


def test_what_is_done_for_each_item_gives_facts_to_the_item(definition: Definition) -> None:
    assert set(known_facts(definition).items["advice"]) == {
        *("adviser", "is_body", "advice_received_on", "advice_text"),
        *("advice_request_sent_on", "advice_request_means", "advice_request_served_on"),
    }


def test_choices_and_scripts_say_which_values_a_fact_can_have(definition: Definition) -> None:
    known = known_facts(definition).case
    assert known["decision"] == frozenset({"yes", "no"})
    assert known["outcome"] == frozenset({"refused"})
    assert known["reasons"] is None


def test_facts_of_items_are_seen_only_inside(definition: Definition) -> None:
    known, inside, outside = (
        known_facts(definition),
        definition.by_id["record_advice"],
        definition.by_id["record_views"],
    )
    assert "adviser" in known.seen_in(collections_around(definition, inside))
    assert "adviser" not in known.seen_in(collections_around(definition, outside))


def test_a_process_that_is_called_for_each_item_stands_inside_its_items() -> None:
    for_each = (
        '<bpmn:callActivity id="hear_the_family" name="Hear the family" calledElement="hear_family"/>',
        '<bpmn:callActivity id="hear_the_family" name="Hear the family" calledElement="hear_family">'
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>advice</bpmn:loopDataInputRef>"
        '<bpmn:inputDataItem id="i" name="item"/></bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>',
    )
    definition = read_definition(sample(("ask_advice.bpmn", *for_each)))
    assert collections_around(definition, definition.by_id["record_views"]) == {"advice"}
    assert "family_views" in known_facts(definition).items["advice"]
