"""A diagram contains only elements from a closed list, each with one trigger at most."""

from collections.abc import Iterator

from engine.definitions.bpmn import CATCHING_KINDS, Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "known_elements"


def findings(definition: Definition) -> Iterator[Finding]:
    for diagram in definition.diagrams:
        for element, sentence in diagram.strange:
            yield Finding(RULE, diagram.file, element, sentence)
        for one in diagram.elements:
            if sentence := _wrong_trigger(one):
                yield Finding(RULE, diagram.file, one.id, sentence)
            # The runtime would never start such a stage, and the case would wait in vain.
            if one.is_event_stage:
                sentence = f"{one.said} is started by an event: put the message on the edge of a stage instead"
                yield Finding(RULE, diagram.file, one.id, sentence)


def _wrong_trigger(one: Element) -> str:
    """A trigger that is missing, doubled, or means nothing on this kind of event."""
    if one.kind in CATCHING_KINDS and len(one.events) != 1:
        return f"{one.said} must wait for one thing: a time limit or a message"
    if one.kind in CATCHING_KINDS and one.events[0] not in ("timer", "message"):
        return f"{one.said} waits for a {one.events[0]}; it can wait for a time limit or a message"
    if one.kind == "endEvent" and one.events not in ((), ("terminate",)):
        return f"{one.said} sends a {one.events[0]}; an end can only end, or end everything (terminate)"
    return ""
