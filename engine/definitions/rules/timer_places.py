"""due() stands on the edge of the activity that must be done in time; after() stands in the path and waits."""

from collections.abc import Iterator

from engine.definitions.bpmn import ACTIVITY_KINDS, Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.limits_drawn import timer_of

RULE = "timer_places"


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if sentence := _fault(definition, one):
            yield Finding(RULE, one.file, one.id, sentence)


def _fault(definition: Definition, one: Element) -> str:
    timer = timer_of(one)
    if timer is None:
        return ""
    if timer.kind == "after":
        return "" if one.kind == "intermediateCatchEvent" else f"after() waits in the path, but {one.said} does not"
    if one.kind != "boundaryEvent":
        return f"due() belongs on the edge of an activity, but {one.said} is not there: use after() to wait"
    host = definition.by_id.get(one.attached_to)
    if host is None or host.kind not in ACTIVITY_KINDS:
        return f"{one.said} must stand on a task or a stage"
    if one.interrupting:
        return f"{one.said} must not interrupt: the work has to be done even when the time has passed"
    return ""
