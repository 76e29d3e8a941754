"""Ids are words of the law in small letters with underscores, and none that the engine uses itself."""

from collections.abc import Iterator

from engine.definitions.bpmn import Diagram
from engine.definitions.definition import Definition
from engine.definitions.expressions import is_name
from engine.definitions.finding import Finding

RULE = "plain_ids"
# "Start" fails with an unrelated message and "Root" gives a silently dead case in SpiffWorkflow 3.2.
RESERVED = frozenset({"start", "root", "end"})
LONGEST = 60


def findings(definition: Definition) -> Iterator[Finding]:
    for diagram in definition.diagrams:
        for id in _ids(diagram):
            if id.lower() in RESERVED:
                sentence = f"The id '{id}' is reserved by the engine; say what begins or ends here"
                yield Finding(RULE, diagram.file, id, sentence)
            elif not is_name(id) or len(id) > LONGEST:
                sentence = f"The id '{id}' must be words of the law, such as decide_whether_to_assess"
                yield Finding(RULE, diagram.file, id, sentence)


def _ids(diagram: Diagram) -> Iterator[str]:
    """Flows, lanes and shapes may keep the ids that the editor gave them: nobody reads those."""
    yield from (process.id for process in diagram.processes)
    yield from (one.id for one in diagram.elements)
    yield from (message.id for message in diagram.messages)
