"""The signs of state: no state is told by colour alone."""

from functools import lru_cache

from web.diagram.drawing.svg import Svg, joined, number, tag
from web.diagram.geometry import Point

_RADIUS = 9.0
_STEP = 20.0
_COLOURS = {
    "current": "#1d70b8",
    "late": "#b10e1e",
    "done": "#005a30",
    "added": "#005a30",
    "removed": "#b10e1e",
    "changed": "#7d4e00",
}
_SIGNS = {
    "current": "M-3 -4.6L4.6 0L-3 4.6z",
    "late": "M0 -5V1.4M0 4.2V4.8",
    "done": "M-4.4 .4L-1.4 3.6L4.4 -3.4",
    "added": "M-4.8 0H4.8M0 -4.8V4.8",
    "removed": "M-4.8 0H4.8",
    "changed": "M-5 1.4C-3.6 -3.2 -1.8 -2 0 0S3.6 3.2 5 -1.4",
}
_SQUARE = ("added", "removed", "changed")


def badges(states: tuple[str, ...], corner: Point) -> Svg:
    """One sign per state, from the corner to the left."""
    signed = [state for state in states if state in _SIGNS]
    return joined(*(badge(state, Point(corner.x - index * _STEP, corner.y)) for index, state in enumerate(signed)))


def badge(state: str, at: Point) -> Svg:
    """White on colour; a disc says where a case stands, a square what is different in a version."""
    return tag(
        "g",
        _plate_and_sign(state),
        css=f"dg-badge dg-badge--{state}",
        transform=f"translate({number(at.x)} {number(at.y)})",
        fill=_COLOURS[state],
        stroke="#ffffff",
        stroke_width=1.5,
        stroke_dasharray="none",
        stroke_linecap="round",
    )


@lru_cache(maxsize=len(_SIGNS))
def _plate_and_sign(state: str) -> Svg:
    side = 2 * _RADIUS
    square = tag("rect", x=-_RADIUS, y=-_RADIUS, width=side, height=side, rx=3.0)
    plate = square if state in _SQUARE else tag("circle", r=_RADIUS)
    fill, thickness = ("#ffffff", 0.5) if state == "current" else ("none", 2.4)
    return joined(plate, tag("path", d=_SIGNS[state], css="dg-sign", fill=fill, stroke_width=thickness))
