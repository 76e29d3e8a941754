"""Draws events: one ring or two, thick at the end, dashed where nothing is interrupted."""

from web.diagram.drawing.icons import CAUGHT, THROWN, icon
from web.diagram.drawing.svg import NOTHING, Svg, joined, tag
from web.diagram.reading.interchange import Shape
from web.diagram.reading.model import Node

_USUAL_RADIUS = 18.0
_RING = {"startEvent": "dg-ring dg-ring--start", "endEvent": "dg-ring dg-ring--end"}


def event(node: Node, shape: Shape) -> Svg:
    radius = min(shape.box.width, shape.box.height) / 2
    rings = [_ring(node, shape, radius)]
    if node.kind not in _RING:
        rings.append(_ring(node, shape, radius * 0.82, inner=True))
    return joined(*rings, _icon(node, shape, radius))


def _ring(node: Node, shape: Shape, radius: float, *, inner: bool = False) -> Svg:
    middle = shape.box.middle
    attributes: dict[str, str | float] = {"css": _RING.get(node.kind, "dg-ring")}
    if node.kind == "endEvent":
        attributes["stroke_width"] = 3.5
    if inner:
        attributes |= {"css": "dg-ring dg-ring--inner", "fill": "none"}
    if not node.interrupting:
        attributes["stroke_dasharray"] = "5 3.5"
    return tag("circle", cx=middle.x, cy=middle.y, r=radius, **attributes)


def _icon(node: Node, shape: Shape, radius: float) -> Svg:
    strokes = (THROWN if node.is_throwing else CAUGHT).get(node.trigger.kind) if node.trigger else None
    return icon(strokes, shape.box.middle, radius / _USUAL_RADIUS) if strokes else NOTHING
