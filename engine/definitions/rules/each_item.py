"""What is done for each item reads a collection that some form gives, all items side by side."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "each_item"
REPEATABLE = ("userTask", "subProcess", "callActivity")


def findings(definition: Definition) -> Iterator[Finding]:
    collections = {name for form in definition.forms.values() for name in form.collections()}
    for one in definition.elements:
        for sentence in _faults(definition, one, collections):
            yield Finding(RULE, one.file, one.id, sentence)


def _faults(definition: Definition, one: Element, collections: set[str]) -> Iterator[str]:
    if one.loop is None:
        return
    if one.loop.kind != "parallel":
        yield f"{one.said} must be done for all items side by side (parallel), not one after the other"
    if one.kind not in REPEATABLE:
        yield f"{one.said} cannot be done for each item: only user tasks, stages and called processes can"
    if one.loop.collection not in collections:
        found = f"'{one.loop.collection}'" if one.loop.collection else "nothing"
        known = ", ".join(sorted(collections)) or "none so far"
        yield f"{one.said} is done for each item of {found}; expected a list that some form asks (x-items): {known}"
    if one.loop.item != "item":
        yield f'{one.said} must call each member "item" (inputDataItem name="item")'
    if any(outer.loop for outer in definition.around(one)):
        yield f"{one.said} is done for each item inside something that is: items have no items"
