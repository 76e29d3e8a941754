"""Everything is drawn: each element has a shape and each arrow a line."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "fully_drawn"


def findings(definition: Definition) -> Iterator[Finding]:
    for diagram in definition.diagrams:
        for one in diagram.elements:
            if one.id not in diagram.drawn:
                yield Finding(RULE, diagram.file, one.id, f"{one.said} is not drawn: it has no shape in the diagram")
        for process in diagram.processes:
            for flow in process.flows:
                if flow.id not in diagram.drawn:
                    yield Finding(RULE, diagram.file, flow.id, f"The arrow '{flow.name or flow.id}' is not drawn")
        for participant in diagram.participants:
            if participant not in diagram.drawn:
                yield Finding(RULE, diagram.file, participant, f"The pool '{participant}' is not drawn")
