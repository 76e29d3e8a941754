"""A called process is in the package, and never calls itself, however far around."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "calls_resolved"


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind != "callActivity":
            continue
        if one.called not in definition.processes:
            found = f"'{one.called}', which is not a process here" if one.called else "nothing"
            yield Finding(RULE, one.file, one.id, f"{one.said} calls {found}")
        elif one.process in _called_from(definition, one.called):
            yield Finding(RULE, one.file, one.id, f"{one.said} calls '{one.called}', which leads back to itself")


def _called_from(definition: Definition, process: str) -> set[str]:
    """A process, those it calls, those they call, and so on."""
    found: set[str] = set()
    waiting = [process]
    while waiting:
        one = waiting.pop()
        if one not in found and one in definition.processes:
            found.add(one)
            waiting.extend(call.called for call in definition.processes[one].elements if call.called)
    return found
