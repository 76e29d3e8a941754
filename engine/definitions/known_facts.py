"""Which facts a process can know: from its forms, messages, scripts, decision tables and letters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.case.forms import Field
from engine.definitions.bpmn import Element
from engine.definitions.catalogue import letter_of
from engine.definitions.definition import Definition
from engine.definitions.expressions import ExpressionRefused, parse_script

Values = frozenset[Any] | None  # None: anything
_LETTER_FACTS = ("sent_on", "means", "served_on")


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Facts of the case, fields of the items of each collection, and the values that each can have."""

    case: Mapping[str, Values]
    items: Mapping[str, Mapping[str, Values]]

    def seen_in(self, collections: frozenset[str | None]) -> Mapping[str, Values]:
        """What can be read inside the items of some collections (None: outside all of them)."""
        seen = dict(self.case)
        for collection in collections:
            _merge(seen, self.items.get(collection or "", {}))
        return seen

    def everywhere(self) -> Mapping[str, Values]:
        return self.seen_in(frozenset(self.items))


@dataclass(slots=True)
class _Gathered:
    case: dict[str, Values] = field(default_factory=dict)
    items: dict[str, dict[str, Values]] = field(default_factory=dict)

    def add(self, collection: str | None, name: str, values: Values) -> None:
        _merge(self.case if collection is None else self.items.setdefault(collection, {}), {name: values})


def known_facts(definition: Definition) -> KnownFacts:
    gathered = _Gathered()
    for element in definition.elements:
        inside = frozenset({element.collection}) if element.loop else collections_around(definition, element)
        for name, values in _given_by(definition, element):
            for collection in inside:
                gathered.add(collection, name, values)
        for question in _questions(definition, element):
            for row in question.rows:
                gathered.add(question.name, row.name, _values(row))
    return KnownFacts(gathered.case, gathered.items)


def collections_around(definition: Definition, element: Element) -> frozenset[str | None]:
    """The collections inside whose items an element can stand; None if it can stand outside all."""
    return _around(definition, element, frozenset())


def _around(definition: Definition, element: Element, seen: frozenset[str]) -> frozenset[str | None]:
    process = definition.processes[element.process]
    for stage in process.around(element):
        if stage.loop:
            return frozenset({stage.collection})
    callers = definition.calls.get(process.id, ())
    if process.id in seen or process.id == definition.package.process or not callers:
        return frozenset({None})
    found: frozenset[str | None] = frozenset()
    for call in callers:
        here = frozenset({call.collection}) if call.loop else _around(definition, call, seen | {process.id})
        found |= here
    return found


def _given_by(definition: Definition, element: Element) -> Iterator[tuple[str, Values]]:
    for question in _questions(definition, element):
        yield question.name, _values(question)
    if letter := letter_of(element):
        yield from ((f"{letter}_{fact}", None) for fact in _LETTER_FACTS)
    if element.script is not None:
        yield from _assigned(element.script)
    if decision := definition.decisions.get(element.decision):
        yield from ((name, None) for name in decision.results)


def _questions(definition: Definition, element: Element) -> tuple[Field, ...]:
    """What the element asks; the start of a called process asks nothing, because its case is open already."""
    is_start = element.kind == "startEvent" and not element.events
    if is_start and (element.process != definition.package.process or element.scope != element.process):
        return ()
    form = definition.form_of(element)
    return form.fields() if form else ()


def _assigned(script: str) -> Iterator[tuple[str, Values]]:
    try:
        lines = parse_script(script)
    except ExpressionRefused:
        return
    for name, expression in lines:
        value = expression.constant
        yield name, frozenset({value}) if isinstance(value, str | bool) else None


def _values(question: Field) -> Values:
    return frozenset(option.value for option in question.options) if question.options else None


def _merge(known: dict[str, Values], more: Mapping[str, Values]) -> None:
    for name, values in more.items():
        before = known.get(name, frozenset())
        known[name] = None if before is None or values is None else before | values
