"""Work that the law asks for should have one of its time limits around it."""

import re
from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.limits_drawn import timed_limits

RULE = "tasks_within_limits"
_LAW = re.compile(r"\b(Act|Regulations?|regs?|Rules?|Order|SI)\b")


def findings(definition: Definition) -> Iterator[Finding]:
    guarded = {timer.attached_to for timers in timed_limits(definition).values() for timer in timers}
    for one in definition.elements:
        if one.kind == "userTask" and _LAW.search(one.citation) and not _is_timed(definition, one, guarded):
            sentence = f"{one.said} is asked for by law, but no time limit stands around it"
            yield Finding(RULE, one.file, one.id, sentence, "advice")


def _is_timed(definition: Definition, one: Element, guarded: set[str]) -> bool:
    if one.ends_limits or one.id in guarded:
        return True
    return any(outer.id in guarded for outer in definition.around(one))
