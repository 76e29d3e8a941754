"""A service task calls an operation of the closed catalogue, with its parameters, and facts where it takes them."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.catalogue import OPERATIONS, ROLES, WITH_FACTS, plain_parameter
from engine.definitions.definition import Definition
from engine.definitions.expressions import is_fact_name, is_name
from engine.definitions.finding import Finding

RULE = "service_tasks"

_PLAIN = {
    "issue_letter": ("letter",),
    "open_case": ("process",),
    "notify": ("role",),
    "send_message": ("message", "to"),
}


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind == "serviceTask":
            for sentence in _faults(one):
                yield Finding(RULE, one.file, one.id, sentence)
        elif one.operation is not None:
            yield Finding(RULE, one.file, one.id, f"{one.said} cannot call an operation: make it a service task")


def _faults(one: Element) -> Iterator[str]:
    if one.operation is None or one.operation.name not in OPERATIONS:
        called = f"'{one.operation.name}'" if one.operation else "nothing"
        yield f"{one.said} calls {called}; expected one of: {', '.join(map(_usage, OPERATIONS))}"
        return
    operation = one.operation.name
    expected, found = set(OPERATIONS[operation]), set(one.operation.parameters)
    more = found - expected
    if expected - found or (more and operation not in WITH_FACTS):
        yield f"{one.said} must call {_usage(operation)}, but has: {', '.join(sorted(found)) or 'nothing'}"
    elif wrong := sorted(name for name in more if not is_fact_name(name)):
        yield f"{one.said} cannot give {', '.join(wrong)}: a fact is named in small letters, digits and _"
    for name in sorted(found & set(_PLAIN[operation])):
        yield from _plain_fault(one, name)


def _plain_fault(one: Element, name: str) -> Iterator[str]:
    """Which letter, process, role or message is meant must be known beforehand, or nobody could check it."""
    value = plain_parameter(one, name)
    if value is None or not is_name(value):
        yield f"The {name} of {one.said} must be its key in quotation marks"
    elif name == "role" and value not in ROLES:
        yield f"The role of {one.said} is '{value}'; expected one of: {', '.join(ROLES)}"


def _usage(operation: str) -> str:
    more = ", facts…" if operation in WITH_FACTS else ""
    return f"{operation}({', '.join(OPERATIONS[operation])}{more})"
