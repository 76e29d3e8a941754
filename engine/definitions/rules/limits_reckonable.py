"""A limit can only be counted from a fact that the process comes to know."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.known_facts import KnownFacts, collections_around, known_facts
from engine.definitions.limits_drawn import timer_of

RULE = "limits_reckonable"


def findings(definition: Definition) -> Iterator[Finding]:
    known = known_facts(definition)
    for one in definition.elements:
        for limit, facts in _unknown_starts(definition, one, known):
            sentence = f"The limit '{limit}' of {one.said} counts from {facts}, which nothing in the process gives"
            yield Finding(RULE, one.file, one.id, sentence)


def _unknown_starts(definition: Definition, one: Element, known: KnownFacts) -> Iterator[tuple[str, str]]:
    timer = timer_of(one)
    if timer is None or definition.register is None:
        return
    seen = known.seen_in(collections_around(definition, one))
    for key in sorted(timer.limits & set(definition.register.limits)):
        missing = definition.register.limits[key].unknown(seen)
        if missing:
            yield key, " and ".join(missing)
