"""Messages are named by their id, and every event that waits for one says which."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "messages_named"


def findings(definition: Definition) -> Iterator[Finding]:
    awaited = {one.message for one in definition.elements if one.message}
    for diagram in definition.diagrams:
        declared = {message.id for message in diagram.messages}
        for message in diagram.messages:
            if message.name != message.id:
                sentence = f"The message '{message.id}' must have its id as its name, but has '{message.name}'"
                yield Finding(RULE, diagram.file, message.id, sentence)
            if message.id not in awaited:
                sentence = f"Nothing waits for the message '{message.id}'"
                yield Finding(RULE, diagram.file, message.id, sentence, "advice")
        for one in diagram.elements:
            if "message" in one.events and one.message not in declared:
                found = (
                    f"'{one.message}', which the file does not declare" if one.message else "a message without a name"
                )
                yield Finding(RULE, one.file, one.id, f"{one.said} waits for {found}")
