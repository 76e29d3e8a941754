"""Draws gateways: a diamond, and in it how the ways part or meet."""

from web.diagram.drawing.icons import CAUGHT, icon
from web.diagram.drawing.svg import NOTHING, Svg, joined, number, tag
from web.diagram.geometry import Box
from web.diagram.reading.interchange import Shape
from web.diagram.reading.model import Node

_USUAL_HALF = 25.0
_CROSS = "M-7 -7.5L7 7.5M7 -7.5L-7 7.5"
_PLUS = "M-10.5 0H10.5M0 -10.5V10.5"
_SIGNS = {"exclusiveGateway": _CROSS, "parallelGateway": _PLUS, "complexGateway": _PLUS + _CROSS}


def gateway(node: Node, shape: Shape) -> Svg:
    return joined(diamond(shape.box, {"css": "dg-box"}), _sign(node, shape))


def diamond(box: Box, attributes: dict[str, str | float]) -> Svg:
    middle = box.middle
    corners = ((middle.x, box.y), (box.right, middle.y), (middle.x, box.bottom), (box.x, middle.y))
    return tag("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in corners), **attributes)


def _sign(node: Node, shape: Shape) -> Svg:
    scale = min(shape.box.width, shape.box.height) / 2 / _USUAL_HALF
    if node.kind == "eventBasedGateway":
        return _awaiting(node, shape, scale)
    if node.kind == "inclusiveGateway":
        return _circle(shape, 11.5 * scale, 2.6)
    if node.kind == "exclusiveGateway" and not shape.marked:
        return NOTHING
    return icon((("bold", _SIGNS[node.kind]),), shape.box.middle, scale)


def _awaiting(node: Node, shape: Shape, scale: float) -> Svg:
    """Whichever event happens first; one that starts the process has a single ring."""
    starts = "instantiate" in node.traits
    rings = [_circle(shape, 14.5 * scale, 1.2)] + ([] if starts else [_circle(shape, 11.8 * scale, 1.2)])
    return joined(*rings, icon(CAUGHT["multiple"], shape.box.middle, 0.78 * scale))


def _circle(shape: Shape, radius: float, thickness: float) -> Svg:
    middle = shape.box.middle
    return tag("circle", cx=middle.x, cy=middle.y, r=radius, css="dg-icon", fill="none", stroke_width=thickness)
