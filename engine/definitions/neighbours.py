"""Processes that a diagram names without calling them: they are in no package, so the folder is asked."""

from collections.abc import Collection, Iterator

from engine.definitions.bpmn import Element
from engine.definitions.catalogue import EVERY_CASE, OPENER, plain_parameter
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "known_processes"
_NAMED_BY = {"open_case": "process", "send_message": "to"}


def strangers(definition: Definition, processes: Collection[str]) -> Iterator[Finding]:
    """A finding for each case that is opened, or told, of a process that there is not."""
    for one in definition.elements:
        named = _named(one)
        if named and named not in processes:
            known = ", ".join(sorted(processes))
            sentence = f"{one.said} names the process '{named}', but there are only: {known}"
            yield Finding(RULE, one.file, one.id, sentence)


def _named(one: Element) -> str | None:
    """The process that a service task opens a case of, or tells; not the opener or every case, which can be of any."""
    parameter = _NAMED_BY.get(one.operation.name) if one.operation else None
    named = plain_parameter(one, parameter) if parameter else None
    return None if named in (OPENER, EVERY_CASE) else named
