"""Where a package draws the limits of the law: as timers, and on the tasks that meet them."""

from engine.definitions.bpmn import Element
from engine.definitions.definition import Definition
from engine.definitions.expressions import ExpressionRefused, TimerExpression, compile_timer


def timer_of(element: Element) -> TimerExpression | None:
    """The timer of an event, if it has one that can be read."""
    if element.timer is None or element.timer.kind != "date":
        return None
    try:
        return compile_timer(element.timer.text)
    except ExpressionRefused:
        return None


def timed_limits(definition: Definition) -> dict[str, list[Element]]:
    """The events on the edge of activities that wait for each limit."""
    timed: dict[str, list[Element]] = {}
    for one in definition.elements:
        timer = timer_of(one)
        if timer is not None and timer.kind == "due" and one.kind == "boundaryEvent":
            for key in timer.limits:
                timed.setdefault(key, []).append(one)
    return timed


def ending_tasks(definition: Definition) -> dict[str, list[Element]]:
    """The tasks whose completion meets each limit."""
    ending: dict[str, list[Element]] = {}
    for one in definition.elements:
        for key in one.ends_limits:
            ending.setdefault(key, []).append(one)
    return ending
