"""How each kind and each state looks: its classes for the stylesheet, and attributes without one."""

import re
from functools import lru_cache

from web.diagram.reading.model import ACTIVITIES, EVENTS, GATEWAYS, STAGES, STORED, Node

_FAMILIES = {
    "participant": "pool",
    "lane": "lane",
    "textAnnotation": "note",
    "group": "group",
    **dict.fromkeys(ACTIVITIES, "activity"),
    **dict.fromkeys(EVENTS, "event"),
    **dict.fromkeys(GATEWAYS, "gateway"),
    **dict.fromkeys(STORED, "stored"),
}
_COLOURS = {
    "path": "#003078",
    "done": "#005a30",
    "current": "#1d70b8",
    "late": "#b10e1e",
    "changed": "#7d4e00",
    "removed": "#b10e1e",
    "added": "#005a30",
}
_FILLS = {
    "path": "#ffffff",
    "done": "#f0f7f2",
    "current": "#e8f1fa",
    "late": "#fdf0f1",
    "changed": "#fff6e0",
    "removed": "#fdf0f1",
    "added": "#f0f7f2",
}
"""In both tables a later state covers an earlier one."""

FILLED = frozenset({"activity", "event", "gateway", "stored"})


def family_of(node: Node, *, is_open: bool) -> str:
    return "stage" if is_open and node.kind in STAGES else _FAMILIES[node.kind]


@lru_cache(maxsize=128)
def dashed(kind: str) -> str:
    """`userTask` as a class: user-task."""
    return re.sub(r"(?=[A-Z])", "-", kind).lower()


def classes(family: str, kind: str, states: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys([f"dg-{family}", f"dg-{dashed(kind)}", *(f"is-{state}" for state in states)]))


def look_of(family: str, states: tuple[str, ...]) -> dict[str, str | float]:
    """The attributes that the states ask for; a flow that is marked is also thicker."""
    look: dict[str, str | float] = {}
    for state in _COLOURS:
        if state in states:
            look["color"] = _COLOURS[state]
            if family in FILLED:
                look["fill"] = _FILLS[state]
    if states and family == "flow":
        look["stroke_width"] = 3.0
    elif states:
        look["stroke_width"] = 2.0
    if "removed" in states:
        look["stroke_dasharray"] = "7 4"
    return look
