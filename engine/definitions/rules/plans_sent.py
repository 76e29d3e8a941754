"""A task that sends the plan says of which kind, sends it with a letter, and the layout of the plan fits its forms."""

from collections.abc import Iterator

from engine.case.plan_kinds import KINDS
from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.package import LAYOUT_FILE

RULE = "plans_sent"


def findings(definition: Definition) -> Iterator[Finding]:
    sending = [one for one in definition.elements if one.plan]
    for one in sending:
        for sentence in _faults(definition, one):
            yield Finding(RULE, one.file, one.id, sentence)
    if sending:
        yield from _unfit(definition)


def _faults(definition: Definition, one: Element) -> Iterator[str]:
    if one.plan not in KINDS:
        yield f"{one.said} sends the plan as '{one.plan}'; expected one of: {', '.join(KINDS)}"
    if one.kind != "userTask" or not one.letter:
        yield f"{one.said} sends the plan without a letter: only a user task that sends one can"
    if LAYOUT_FILE not in definition.package.files:
        yield f"{one.said} sends the plan, but there is no {LAYOUT_FILE} that says what stands in it"


def _unfit(definition: Definition) -> Iterator[Finding]:
    """Columns that the rows of no form fill."""
    columns = definition.plan.columns if definition.plan else {}
    for name, wanted in columns.items():
        asked = [field for form in definition.forms.values() for field in form.fields() if field.name == name]
        if not asked:
            continue
        # Collections also get fields from the tasks that are done for each of their items.
        known = {row.name for field in asked for row in field.rows}
        missing = [] if asked[0].collection else [field for field in wanted if field not in known]
        for field in missing:
            yield Finding(RULE, LAYOUT_FILE, "", f"The plan shows '{field}' of '{name}', which no form asks")
