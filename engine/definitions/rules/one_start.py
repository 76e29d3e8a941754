"""Each process and each of its stages begins at one plain start."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "one_start"


def findings(definition: Definition) -> Iterator[Finding]:
    for process in definition.processes.values():
        for scope in process.scopes:
            stage = process.by_id.get(scope)
            starts = [one for one in process.within.get(scope, ()) if one.kind == "startEvent"]
            if sentence := _fault(stage, starts):
                yield Finding(RULE, process.file, scope, sentence)


def _fault(stage: Element | None, starts: list[Element]) -> str:
    said = stage.said if stage else "The process"
    if len(starts) != 1:
        return f"{said} must have one start event, but has {len(starts)}"
    trigger = starts[0].events
    return f"The start of {said} must be plain, but it waits for a {trigger[0]}" if trigger else ""
