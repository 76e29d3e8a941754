"""What a diagram may ask of the system, and of whom it may ask work: closed lists."""

from collections.abc import Mapping

from engine.definitions.bpmn import Element
from engine.definitions.expressions import ExpressionRefused, compile_expression

ROLES: Mapping[str, str] = {
    "casework": "Casework",
    "decision": "Decisions",
    "psychology": "Educational psychology",
    "health": "Health",
    "social_care": "Social care",
    "business_support": "Business support",
}

OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "issue_letter": ("letter", "to"),
    "open_case": ("process",),
    "notify": ("role", "message"),
    "send_message": ("to", "message"),
}
WITH_FACTS = frozenset({"open_case", "send_message"})
"""Operations whose further parameters are facts: what the new case begins with, what the message says."""

ANEW = "anew"
"""What an event says of how its timer `settles`, where another rule may take over while the time runs."""

OPENER = "opener"
"""To whom a message goes that is for the case that opened this one."""

EVERY_CASE = "every_case"
"""To whom a message goes that is for all other cases of the person that wait for it, whatever their process."""


def letter_of(element: Element) -> str:
    """The letter that a task sends: a person's task by its property, the system's by its operation."""
    if element.kind == "serviceTask":
        return plain_parameter(element, "letter") or ""
    return element.letter


def plain_parameter(element: Element, name: str) -> str | None:
    """A parameter that is always the same text; None if it depends on facts, or is none."""
    text = element.operation.parameters.get(name) if element.operation else None
    try:
        value = compile_expression(text or "").constant
    except ExpressionRefused:
        return None
    return value if isinstance(value, str) else None
