"""Every expression that a package contains, with the place where it stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.expressions import Expression, ExpressionRefused, compile_expression, parse_script

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Saying:
    """An expression, or the sentence that refuses it; `element` is where its facts are looked for."""

    file: str
    id: str
    element: Element
    where: str
    expressions: tuple[tuple[str, Expression], ...]
    refused: str = ""


def sayings(definition: Definition) -> Iterator[Saying]:
    """Conditions, scripts and parameters; timers have rules of their own."""
    yield from _conditions(definition)
    for element in definition.elements:
        if element.script is not None:
            yield _saying(element.id, element, f"The script of {element.said}", parse_script, element.script)
        if element.operation:
            for name, text in element.operation.parameters.items():
                yield _saying(element.id, element, f"The {name} of {element.said}", _single, text)


def _conditions(definition: Definition) -> Iterator[Saying]:
    for process in definition.processes.values():
        for flow in process.flows:
            if flow.condition and flow.source in process.by_id:
                source = process.by_id[flow.source]
                where = (
                    f"The condition of {flow.name!r} after {source.said}"
                    if flow.name
                    else f"A condition after {source.said}"
                )
                yield _saying(flow.id, source, where, _single, flow.condition)


def _single(text: str) -> tuple[tuple[str, Expression], ...]:
    return (("", compile_expression(text)),)


def _saying(
    id: str, element: Element, where: str, read: Callable[[str], tuple[tuple[str, Expression], ...]], text: str
) -> Saying:
    try:
        return Saying(element.file, id, element, where, read(text))
    except ExpressionRefused as refused:
        return Saying(element.file, id, element, where, (), refused.sentence)
