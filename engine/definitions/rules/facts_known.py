"""Expressions read only facts that something in the process can give."""

import difflib
from collections.abc import Iterable, Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.known_facts import KnownFacts, collections_around, known_facts
from engine.definitions.limits_drawn import timer_of
from engine.definitions.sayings import sayings

RULE = "facts_known"


def findings(definition: Definition) -> Iterator[Finding]:
    known = known_facts(definition)
    for saying in sayings(definition):
        inside = collections_around(definition, saying.element)
        for _, read in saying.expressions:
            for sentence in _faults(known, inside, read.names, read.fields, read.uses_item):
                yield Finding(RULE, saying.file, saying.id, f"{saying.where} {sentence}")
    for one in definition.elements:
        yield from _in_timer(definition, known, one)
    yield from _in_decisions(definition, known)


def _faults(
    known: KnownFacts,
    inside: frozenset[str | None],
    names: frozenset[str],
    fields: frozenset[str],
    uses_item: bool,
) -> Iterator[str]:
    seen = known.seen_in(inside)
    for name in sorted(names - set(seen)):
        yield f"reads '{name}', which nothing in the process gives.{_hint(name, seen)}"
    asked = {name for rows in known.items.values() for name in rows}
    for name in sorted(fields - asked):
        yield f"reads '{name}' of an item, which no item has.{_hint(name, asked)}"
    if uses_item and inside == {None}:
        yield "reads 'item', but stands outside every activity that is done for each item"


def _in_timer(definition: Definition, known: KnownFacts, one: Element) -> Iterator[Finding]:
    timer = timer_of(one)
    if timer is not None:
        inside = collections_around(definition, one)
        for sentence in _faults(known, inside, timer.names, timer.fields, timer.uses_item):
            yield Finding(RULE, one.file, one.id, f"The timer of {one.said} {sentence}")


def _in_decisions(definition: Definition, known: KnownFacts) -> Iterator[Finding]:
    seen = known.everywhere()
    for decision in definition.decisions.values():
        for name in sorted(decision.names - set(seen)):
            sentence = f"The decision '{decision.name}' reads '{name}', which nothing in the process gives."
            yield Finding(RULE, decision.file, decision.id, sentence + _hint(name, seen))


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=2)
    return f" Did you mean {' or '.join(near)}?" if near else ""
