"""Every user task asks a form, and every form that is named is there."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "task_forms"
ASKING = ("userTask", "startEvent", "boundaryEvent", "intermediateCatchEvent")


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind == "userTask" and not one.form:
            sentence = f"{one.said} needs a form: set formJsonSchemaFilename to a file in forms/"
            yield Finding(RULE, one.file, one.id, sentence)
        elif one.form and f"forms/{one.form}" not in definition.package.files:
            yield Finding(RULE, one.file, one.id, f"{one.said} asks the form '{one.form}', which is not in forms/")
        elif one.form and one.kind not in ASKING:
            yield Finding(RULE, one.file, one.id, f"{one.said} names a form, but nobody is asked anything there")
