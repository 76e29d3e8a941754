"""Every file can be read: safe and small XML, forms that can be asked, decision tables, and law without faults."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "readable_files"


def findings(definition: Definition) -> Iterator[Finding]:
    for file, sentences in definition.faults.items():
        for sentence in sentences:
            yield Finding(RULE, file, "", sentence)
    if f"{definition.package.process}.bpmn" not in definition.package.files:
        yield Finding(RULE, f"{definition.package.process}.bpmn", "", "The diagram of the process is missing")
