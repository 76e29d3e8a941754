"""What each kind of step is, in plain words."""

from web.diagram.reading.model import Node

_KINDS = {
    "task": "Task",
    "userTask": "Task for a person",
    "serviceTask": "Done by the system",
    "scriptTask": "Worked out by the system",
    "sendTask": "Sends a message",
    "receiveTask": "Waits for a message",
    "manualTask": "Done outside the system",
    "businessRuleTask": "Decided by a table of rules",
    "callActivity": "Runs another process",
    "subProcess": "Stage",
    "adHocSubProcess": "Stage, in any order",
    "transaction": "Stage, all or nothing",
    "exclusiveGateway": "Choice of one way",
    "parallelGateway": "All ways at the same time",
    "inclusiveGateway": "Choice of one or more ways",
    "eventBasedGateway": "Whichever happens first",
    "complexGateway": "Choice by a rule",
    "dataObjectReference": "Document",
    "dataStoreReference": "Store of records",
    "dataInput": "Document that comes in",
    "dataOutput": "Document that goes out",
    "textAnnotation": "Note",
    "group": "Group",
    "participant": "Organisation or person",
    "lane": "Lane",
}
_MEETING = {
    "exclusiveGateway": "Ways meet",
    "parallelGateway": "Waits for all ways",
    "inclusiveGateway": "Waits for the ways that were chosen",
}
_EVENTS = {
    "startEvent": "Start",
    "endEvent": "End",
    "intermediateCatchEvent": "Milestone",
    "intermediateThrowEvent": "Milestone",
    "boundaryEvent": "Event",
}
_STARTS = {
    "timer": "Starts at a time",
    "message": "Starts when a message arrives",
    "signal": "Starts at a signal",
    "conditional": "Starts when a condition is met",
    "error": "Starts at an error",
    "escalation": "Starts when something is escalated",
    "compensate": "Starts when something is undone",
}
_CAUGHT = {
    "timer": "Waits for a day",
    "message": "Waits for a message",
    "signal": "Waits for a signal",
    "conditional": "Waits for a condition",
    "link": "Continues from elsewhere",
}
_THROWN = {
    "message": "Sends a message",
    "signal": "Sends a signal",
    "escalation": "Escalates",
    "link": "Continues elsewhere",
    "compensate": "Undoes what was done",
}
_ENDS = {
    "terminate": "End, stopping what still runs",
    "message": "End, with a message",
    "signal": "End, with a signal",
    "error": "End, with an error",
    "escalation": "End, with an escalation",
    "compensate": "End, undoing what was done",
    "cancel": "End, cancelled",
}
_BOUNDARIES = {
    "timer": "Time limit",
    "message": "If a message arrives",
    "signal": "If a signal is given",
    "error": "If it fails",
    "escalation": "If it is escalated",
    "conditional": "If a condition is met",
    "compensate": "If it has to be undone",
    "cancel": "If it is cancelled",
}
_TRIGGERED = {
    "startEvent": _STARTS,
    "intermediateCatchEvent": _CAUGHT,
    "intermediateThrowEvent": _THROWN,
    "endEvent": _ENDS,
    "boundaryEvent": _BOUNDARIES,
}
_REPEATS = {
    "parallel": "for each, at the same time",
    "sequential": "for each, one after another",
    "loop": "repeated",
}
STATE_WORDS = {
    "current": "Now here",
    "late": "Late",
    "done": "Done",
    "path": "On the way taken",
    "added": "Added",
    "removed": "Removed",
    "changed": "Changed",
}


def kind_in_words(node: Node, *, ways_in: int = 0, ways_out: int = 0) -> str:
    """The kind of a node; a gateway where ways meet is told from one where they part."""
    if node.kind in _EVENTS:
        return _event_in_words(node)
    if node.is_event_stage:
        words = "Stage that can happen at any time"
    elif node.kind in _MEETING and ways_in > 1 and ways_out < 2:
        words = _MEETING[node.kind]
    else:
        words = _KINDS[node.kind]
    repeats = _REPEATS.get(node.repeats)
    return f"{words}, {repeats}" if repeats else words


def _event_in_words(node: Node) -> str:
    trigger = node.trigger.kind if node.trigger else ""
    words = _TRIGGERED[node.kind].get(trigger, _EVENTS[node.kind])
    if node.kind == "boundaryEvent" and node.interrupting:
        return f"{words}, which ends the step"
    if node.kind == "startEvent" and not node.interrupting:
        return f"{words}, beside the other work"
    return words


def states_in_words(states: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(STATE_WORDS[state] for state in states)
