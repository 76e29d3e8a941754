"""The little pictures in tasks and events, drawn around the point 0, 0 by paths of our own."""

from functools import lru_cache

from web.diagram.drawing.lettering import PAPER
from web.diagram.drawing.svg import Svg, joined, number, tag
from web.diagram.geometry import Point

Stroke = tuple[str, str]
"""How a path is drawn (`line`, `solid`, or `cut` into something solid) and the path."""

_LOOKS: dict[str, dict[str, str | float]] = {
    "line": {"css": "dg-icon", "fill": "none", "stroke_width": 1.2},
    "bold": {"css": "dg-icon dg-icon--bold", "fill": "none", "stroke_width": 2.6},
    "hollow": {"css": "dg-icon dg-hollow", "fill": PAPER, "stroke_width": 1.2},
    "solid": {"css": "dg-icon dg-solid", "fill": "currentColor", "stroke_width": 1.2},
    "cut": {"css": "dg-icon dg-cut", "fill": "none", "stroke": PAPER, "stroke_width": 1.2},
}

_ENVELOPE = "M-8 -5.5H8V5.5H-8z"
_FLAP = "M-8 -5.5L0 1L8 -5.5"
_SHEET = "M-6 -8H6V8H-6z"
_TICKS = (
    "M7.6 0H9.4M6.6 3.8L8.1 4.7M3.8 6.6L4.7 8.1M0 7.6V9.4M-3.8 6.6L-4.7 8.1M-6.6 3.8L-8.1 4.7"
    "M-7.6 0H-9.4M-6.6 -3.8L-8.1 -4.7M-3.8 -6.6L-4.7 -8.1M0 -7.6V-9.4M3.8 -6.6L4.7 -8.1M6.6 -3.8L8.1 -4.7"
)
_GEAR = (
    "M5.2 -1.4L7.3 -1.3L7.3 1.3L5.2 1.4L4.7 2.7L6 4.2L4.2 6L2.7 4.7L1.4 5.2L1.3 7.3L-1.3 7.3L-1.4 5.2"
    "L-2.7 4.7L-4.2 6L-6 4.2L-4.7 2.7L-5.2 1.4L-7.3 1.3L-7.3 -1.3L-5.2 -1.4L-4.7 -2.7L-6 -4.2L-4.2 -6"
    "L-2.7 -4.7L-1.4 -5.2L-1.3 -7.3L1.3 -7.3L1.4 -5.2L2.7 -4.7L4.2 -6L6 -4.2L4.7 -2.7z"
)

TASKS: dict[str, tuple[Stroke, ...]] = {
    "userTask": (
        ("hollow", "M-6.5 7.5V5.6C-6.5 2.6 -4 1.2 -2 .8L0 2.6L2 .8C4 1.2 6.5 2.6 6.5 5.6V7.5z"),
        ("solid", "M-3.2 -3.6A3.2 3.2 0 1 1 3.2 -3.6A3.2 3.2 0 1 1 -3.2 -3.6z"),
    ),
    "serviceTask": (("hollow", _GEAR), ("line", "M-2.4 0A2.4 2.4 0 1 1 2.4 0A2.4 2.4 0 1 1 -2.4 0z")),
    "scriptTask": (
        ("hollow", "M-2.5 -7H7C4 -4.5 4 -2.5 5 0S5.5 5 2.5 7H-7C-4 5 -4 2.5 -5 0S-5.5 -4.5 -2.5 -7z"),
        ("line", "M-2.6 -4H2.6M-3 -1.3H2.4M-2.2 1.4H3.2M-2 4.1H2.6"),
    ),
    "sendTask": (("solid", _ENVELOPE), ("cut", _FLAP)),
    "receiveTask": (("hollow", _ENVELOPE), ("line", _FLAP)),
    "manualTask": (
        (
            "hollow",
            "M-7.5 .4L-3.4 -5.2C-2.6 -6.2 -1 -5.2 -1.6 -4L-2.5 -2.2H5.6C7.2 -2.2 7.2 0 5.6 0H6.3"
            "C7.8 0 7.8 2.2 6.3 2.2H5.6C7 2.2 7 4.4 5.4 4.4H4.6C5.8 4.4 5.6 6.4 4.2 6.4H-4L-7.5 5",
        ),
        ("line", "M1.6 0H5.6M1.6 2.2H5.6M1.6 4.4H4.8"),
    ),
    "businessRuleTask": (
        ("hollow", "M-7.5 -6H7.5V6H-7.5z"),
        ("solid", "M-7.5 -6H7.5V-2.6H-7.5z"),
        ("line", "M-7.5 1.7H7.5M-2.8 -2.6V6"),
    ),
}

CAUGHT: dict[str, tuple[Stroke, ...]] = {
    "timer": (
        ("hollow", "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1 -10 0z"),
        ("line", _TICKS),
        ("line", "M.8 -6.4L0 0L4.6 1"),
    ),
    "message": (("hollow", _ENVELOPE), ("line", _FLAP)),
    "error": (("hollow", "M-7.6 7L-3.4 -6.2L1.6 1.4L7.4 -7.4L3 6.4L-2.2 -1z"),),
    "signal": (("hollow", "M0 -8.4L8 5.6H-8z"),),
    "escalation": (("hollow", "M0 -8.6L6 7.6L0 1.8L-6 7.6z"),),
    "conditional": (("hollow", _SHEET), ("line", "M-3.6 -5H3.6M-3.6 -1.7H3.6M-3.6 1.7H3.6M-3.6 5H3.6")),
    "link": (("hollow", "M-8.4 -3.2H2V-7.2L9 0L2 7.2V3.2H-8.4z"),),
    "compensate": (("hollow", "M-.4 -6V6L-8.4 0z"), ("hollow", "M7.2 -6V6L-.4 0z")),
    "cancel": (("hollow", "M-7 -5L-5 -7L0 -2L5 -7L7 -5L2 0L7 5L5 7L0 2L-5 7L-7 5L-2 0z"),),
    "multiple": (("hollow", "M0 -9L8.6 -2.8L5.3 7.3L-5.3 7.3L-8.6 -2.8z"),),
    "parallel multiple": (("hollow", "M-2.6 -8.4H2.6V-2.6H8.4V2.6H2.6V8.4H-2.6V2.6H-8.4V-2.6H-2.6z"),),
}
THROWN: dict[str, tuple[Stroke, ...]] = {
    **{kind: (("solid", strokes[0][1]), *strokes[1:]) for kind, strokes in CAUGHT.items()},
    "message": (("solid", _ENVELOPE), ("cut", _FLAP)),
    "compensate": tuple(("solid", path) for _, path in CAUGHT["compensate"]),
    "terminate": (("solid", "M-9.4 0A9.4 9.4 0 1 1 9.4 0A9.4 9.4 0 1 1 -9.4 0z"),),
}

MARKERS: dict[str, tuple[Stroke, ...]] = {
    "parallel": (("bold", "M-4.6 -5.5V5.5M0 -5.5V5.5M4.6 -5.5V5.5"),),
    "sequential": (("bold", "M-5.5 -4.6H5.5M-5.5 0H5.5M-5.5 4.6H5.5"),),
    "loop": (("line", "M-2.6 5A5.6 5.6 0 1 1 2.6 5M-6.4 5.4L-2.6 5L-3 1.2"),),
    "compensation": (("hollow", "M-.2 -5V5L-6.6 0z"), ("hollow", "M6.2 -5V5L-.2 0z")),
    "ad hoc": (("bold", "M-6 2C-5 -3.4 -2.4 -2.6 0 0S5 3.4 6 -2"),),
    "collapsed": (("hollow", "M-7 -7H7V7H-7z"), ("line", "M-4.4 0H4.4M0 -4.4V4.4")),
}


def icon(strokes: tuple[Stroke, ...], at: Point, scale: float = 1.0) -> Svg:
    move = f"translate({number(at.x)} {number(at.y)})" + (f" scale({scale:.3g})" if scale != 1 else "")
    return tag("g", _paths(strokes), transform=move, stroke_dasharray="none")


@lru_cache(maxsize=128)
def _paths(strokes: tuple[Stroke, ...]) -> Svg:
    return joined(*(tag("path", d=path, **_LOOKS[look]) for look, path in strokes))
