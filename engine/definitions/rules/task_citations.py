"""Every user task cites the law or the guidance that asks for it."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "task_citations"


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind == "userTask" and not one.citation.strip():
            sentence = f"{one.said} needs a citation: the provision or the guidance that asks for it"
            yield Finding(RULE, one.file, one.id, sentence)
