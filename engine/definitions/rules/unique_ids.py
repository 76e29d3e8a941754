"""Every id occurs once in the whole package, because history and tasks are named by it."""

from collections import Counter
from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "unique_ids"


def findings(definition: Definition) -> Iterator[Finding]:
    for diagram in definition.diagrams:
        for id, times in Counter(diagram.ids).items():
            if times > 1:
                yield Finding(RULE, diagram.file, id, f"The id '{id}' occurs {times} times in this file")
    yield from _across_files(definition)


def _across_files(definition: Definition) -> Iterator[Finding]:
    """Messages are shared between files on purpose; elements and processes are not."""
    first: dict[str, str] = {}
    for diagram in definition.diagrams:
        ids = {one.id for one in diagram.elements} | {process.id for process in diagram.processes}
        for id in sorted(ids):
            other = first.setdefault(id, diagram.file)
            if other != diagram.file:
                yield Finding(RULE, diagram.file, id, f"The id '{id}' is used in {other} too")
