"""Where the register has a limit for the very provision that a task is work under, some limit of it should be drawn."""

from collections.abc import Iterator

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.known_facts import known_facts
from engine.definitions.limits_drawn import timed_limits, timer_of
from engine.definitions.provisions import limits_by_provision, provisions
from engine.statute import listed

RULE = "tasks_within_limits"


def findings(definition: Definition) -> Iterator[Finding]:
    if definition.register is None:
        return
    limits, drawn = limits_by_provision(definition.register), frozenset(_drawn(definition))
    known = known_facts(definition).everywhere()
    guarded = {timer.attached_to for timers in timed_limits(definition).values() for timer in timers}
    for one in definition.elements:
        if one.kind == "userTask" and not _is_timed(definition, one, guarded):
            wanted = {key for provision in provisions(one.citation) for key in limits.get(provision, ())}
            if any(not definition.register.limits[key].unknown(known) for key in wanted) and not wanted & drawn:
                yield Finding(RULE, one.file, one.id, _sentence(one, wanted), "advice")


def _sentence(one: Element, wanted: set[str]) -> str:
    named = listed([f"'{key}'" for key in sorted(wanted)], "or")
    return f"{one.said} is work under {one.citation}, for which the register has {named}, but no time limit is drawn"


def _is_timed(definition: Definition, one: Element, guarded: set[str]) -> bool:
    if one.ends_limits or one.id in guarded:
        return True
    return any(outer.id in guarded for outer in definition.around(one))


def _drawn(definition: Definition) -> Iterator[str]:
    """The limits that something in the package waits for or meets."""
    for one in definition.elements:
        timer = timer_of(one)
        yield from timer.limits if timer is not None else ()
        yield from one.ends_limits
