"""Each file holds one process that can run, and both have the same name."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "one_process"


def findings(definition: Definition) -> Iterator[Finding]:
    for diagram in definition.diagrams:
        name = diagram.file.removesuffix(".bpmn")
        ids = [process.id for process in diagram.processes]
        if ids != [name]:
            found = ", ".join(ids) or "none"
            yield Finding(RULE, diagram.file, "", f"Expected one process with the id '{name}', but found {found}")
        for process in diagram.processes:
            if not process.is_executable:
                sentence = f"The process '{process.id}' must say isExecutable=\"true\", or no case could run it"
                yield Finding(RULE, diagram.file, process.id, sentence)
