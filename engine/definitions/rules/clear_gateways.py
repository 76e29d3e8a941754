"""Paths part only at gateways, and every exclusive gateway says which way a case goes, whatever the facts."""

from collections import Counter
from collections.abc import Iterator

from engine.definitions.bpmn import Element, Flow, Process
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "clear_gateways"


def findings(definition: Definition) -> Iterator[Finding]:
    for process in definition.processes.values():
        for one in process.elements:
            leaving = process.outgoing.get(one.id, ())
            for sentence in _faults(one, leaving, process):
                yield Finding(RULE, one.file, one.id, sentence)
        yield from _doubled(process)


def _faults(one: Element, leaving: tuple[Flow, ...], process: Process) -> Iterator[str]:
    if len(leaving) > 1 and not one.is_gateway:
        yield f"{len(leaving)} arrows leave {one.said}: put a gateway there that says whether one or all are taken"
    if one.is_gateway and len(leaving) > 1 and len(process.incoming.get(one.id, ())) > 1:
        yield f"{one.said} brings paths together and parts them: use two gateways, one after the other"
    if one.kind == "exclusiveGateway" and len(leaving) > 1:
        yield from _choices(one, leaving)
    elif any(flow.condition for flow in leaving):
        yield f"A condition after {one.said} has no effect: conditions belong to an exclusive gateway with several ways"


def _choices(one: Element, leaving: tuple[Flow, ...]) -> Iterator[str]:
    default = next((flow for flow in leaving if flow.id == one.default), None)
    if default is None:
        yield f"{one.said} needs a default: the arrow that is taken where no condition holds"
    elif default.condition:
        yield f"The default of {one.said} is taken where no condition holds, so it must have none itself"
    for flow in leaving:
        if flow is not default and not flow.condition:
            yield f"The arrow '{flow.name or flow.id}' after {one.said} needs a condition"


def _doubled(process: Process) -> Iterator[Finding]:
    for (source, target), times in Counter((flow.source, flow.target) for flow in process.flows).items():
        if times > 1 and source in process.by_id and target in process.by_id:
            said = f"{process.by_id[source].said} to {process.by_id[target].said}"
            yield Finding(RULE, process.file, source, f"{times} arrows lead from {said}: one is enough")
