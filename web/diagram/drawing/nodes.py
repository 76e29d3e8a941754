"""Draws any node by its family; and the thick border and the place of the signs around it."""

from collections.abc import Callable

from web.diagram.drawing import activities, artifacts, events, gateways, swimlanes
from web.diagram.drawing.looks import family_of
from web.diagram.drawing.svg import Svg, tag
from web.diagram.geometry import Box, Point
from web.diagram.reading.interchange import Shape
from web.diagram.reading.model import Node

_DRAW: dict[str, Callable[[Node, Shape], Svg]] = {
    "pool": swimlanes.pool,
    "lane": swimlanes.lane,
    "event": events.event,
    "gateway": gateways.gateway,
    "stored": artifacts.stored,
    "note": artifacts.note,
    "group": artifacts.group,
}
_SQUARE = ("pool", "lane", "stored", "note")
_INSIDE = ("pool", "lane")
_INSET = 16.0


def drawn(node: Node, shape: Shape, crossed: tuple[Box, ...]) -> Svg:
    """`crossed` is the room of the events that sit on the border of this node."""
    draw = _DRAW.get(family_of(node, is_open=bool(shape.expanded)))
    return draw(node, shape) if draw else activities.activity(node, shape, crossed)


def thick_border(node: Node, shape: Shape) -> Svg:
    """Drawn under the shape, so that the outer half of the thick line is seen around it."""
    family = family_of(node, is_open=bool(shape.expanded))
    look: dict[str, str | float] = {"css": "dg-current-border", "stroke_width": 10.0}
    if family == "event":
        middle = shape.box.middle
        return tag("circle", cx=middle.x, cy=middle.y, r=min(shape.box.width, shape.box.height) / 2, **look)
    if family == "gateway":
        return gateways.diamond(shape.box, look)
    return activities.rectangle(shape.box, 0 if family in _SQUARE else activities.CORNER, look)


def corner(node: Node, shape: Shape, crossed: tuple[Box, ...]) -> Point:
    """Where the signs of state sit: on the upper right of the outline, or the first free corner after it."""
    box, family = shape.box, family_of(node, is_open=bool(shape.expanded))
    if family in _INSIDE:
        return Point(box.right - _INSET, box.y + _INSET)
    inset = {"event": 0.15, "gateway": 0.25}.get(family, 0.0)
    left, right = box.x + box.width * inset, box.right - box.width * inset
    top, bottom = box.y + box.height * inset, box.bottom - box.height * inset
    corners = [Point(right, top), Point(left, top), Point(right, bottom), Point(left, bottom)]
    free = (one for one in corners if not any(Box(one.x - 9, one.y - 9, 18, 18).meets(taken) for taken in crossed))
    return next(free, corners[0])
