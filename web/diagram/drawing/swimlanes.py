"""Draws pools and lanes, with their names in the band at the side."""

from web.diagram.drawing.activities import rectangle
from web.diagram.drawing.icons import MARKERS, icon
from web.diagram.drawing.lettering import across, upward
from web.diagram.drawing.svg import NOTHING, Svg, joined
from web.diagram.geometry import Box, Point
from web.diagram.reading.interchange import Shape
from web.diagram.reading.model import Node

_BAND = 30.0
_BAND_FILL = "#f3f2f1"


def pool(node: Node, shape: Shape) -> Svg:
    box = shape.box
    many = icon(MARKERS["parallel"], Point(box.middle.x, box.bottom - 10)) if "many" in node.traits else NOTHING
    if "open" not in node.traits:
        return joined(rectangle(box, 0, {"css": "dg-box"}), across(node.name, box), many)
    return joined(rectangle(box, 0, {"css": "dg-box"}), _band(node, shape, bold=True), many)


def lane(node: Node, shape: Shape) -> Svg:
    return joined(
        rectangle(shape.box, 0, {"css": "dg-box", "fill": "none", "stroke_width": 1.0}), _band(node, shape, bold=False)
    )


def _band(node: Node, shape: Shape, *, bold: bool) -> Svg:
    box = shape.box
    look: dict[str, str | float] = {"css": "dg-band", "fill": _BAND_FILL}
    if shape.horizontal:
        side = Box(box.x, box.y, min(_BAND, box.width), box.height)
        return joined(rectangle(side, 0, look), upward(node.name, side, bold=bold))
    top = Box(box.x, box.y, box.width, min(_BAND, box.height))
    return joined(rectangle(top, 0, look), across(node.name, top, bold=bold))
