"""Everything a person will read has a name in plain words."""

import re
from collections.abc import Iterator

from engine.definitions.bpmn import Element, Flow, Process
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "plain_names"
LONGEST = 100
_EMPTY_WORDS = re.compile(r"(new |sub)?(task|activity|gateway|event|process|step|stage|element|flow)?[ _-]*\d*", re.I)


def findings(definition: Definition) -> Iterator[Finding]:
    for process in definition.processes.values():
        if _is_empty(process.name):
            yield Finding(RULE, process.file, process.id, "The process needs a name in plain words")
        for one in process.elements:
            if _needs_a_name(one, process) and (sentence := _fault(one)):
                yield Finding(RULE, one.file, one.id, sentence)
        for flow in process.flows:
            if flow.condition and _is_empty(flow.name):
                yield Finding(RULE, process.file, flow.id, _unnamed_answer(flow, process))


def _needs_a_name(one: Element, process: Process) -> bool:
    """Gateways that only bring paths together need none."""
    if one.kind == "parallelGateway":
        return False
    return one.kind != "exclusiveGateway" or len(process.outgoing.get(one.id, ())) > 1


def _fault(one: Element) -> str:
    if _is_empty(one.name):
        return f"'{one.id}' needs a name in plain words, but it is called '{one.name}'"
    if one.name == one.id or "_" in one.name:
        return f"'{one.id}' needs a name in plain words instead of its id"
    if len(one.name) > LONGEST:
        return f"The name of '{one.id}' has {len(one.name)} characters; {LONGEST} fit on a page"
    return ""


def _is_empty(name: str) -> bool:
    return bool(_EMPTY_WORDS.fullmatch(name.strip()))


def _unnamed_answer(flow: Flow, process: Process) -> str:
    source = process.by_id.get(flow.source)
    return f"The arrow with a condition after {source.said if source else flow.source} needs the answer as its name"
