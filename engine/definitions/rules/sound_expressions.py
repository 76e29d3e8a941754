"""Conditions, scripts and parameters are written in the closed language of expressions."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.sayings import sayings

RULE = "sound_expressions"


def findings(definition: Definition) -> Iterator[Finding]:
    for saying in sayings(definition):
        if saying.refused:
            yield Finding(RULE, saying.file, saying.id, f"{saying.where} cannot be read: {saying.refused}")
    for one in definition.elements:
        if one.kind == "scriptTask" and one.script is None:
            yield Finding(RULE, one.file, one.id, f"{one.said} needs a script of lines such as: fact = expression")
        for side in one.side_scripts:
            sentence = f"{one.said} hides a {side}: use a script task, so that it is seen in the diagram"
            yield Finding(RULE, one.file, one.id, sentence)
