"""Each process and stage begins at one plain start; a stage that an event starts begins with that message."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element, Process
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
        yield from _event_stages(process)


def _fault(stage: Element | None, starts: list[Element]) -> str:
    said = stage.said if stage else "The process"
    if len(starts) != 1:
        return f"{said} must have one start event, but has {len(starts)}"
    trigger = starts[0].events
    if stage is not None and stage.is_event_stage:
        return "" if trigger == ("message",) else f"{said} is started by an event, so its start must wait for a message"
    return f"The start of {said} must be plain, but it waits for a {trigger[0]}" if trigger else ""


def _event_stages(process: Process) -> Iterator[Finding]:
    for one in process.elements:
        if one.is_event_stage and (one.id in process.incoming or one.id in process.outgoing):
            yield Finding(
                RULE, one.file, one.id, f"{one.said} is started by an event, so no arrow may lead to or from it"
            )
