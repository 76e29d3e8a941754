"""Every user task tells the person who opens it what to do."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "task_help"
FEWEST_WORDS = 4


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind == "userTask" and len(one.documentation.split()) < FEWEST_WORDS:
            sentence = f"{one.said} needs help text (documentation) that says what to do, in a sentence or two"
            yield Finding(RULE, one.file, one.id, sentence)
