"""Draws flows: lines with rounded bends, arrow heads, and the marks at where they start."""

from web.diagram.drawing.icons import CAUGHT, THROWN, icon
from web.diagram.drawing.lettering import PAPER
from web.diagram.drawing.svg import NOTHING, Svg, joined, number, tag
from web.diagram.geometry import Point, direction, distance, toward
from web.diagram.reading.interchange import Edge
from web.diagram.reading.model import ACTIVITIES, Flow, Node

_BEND, _DOT = 6.0, 4.0
_HEAD_LENGTH, _HEAD_HALF = 10.0, 4.5


def edge(flow: Flow, drawn: Edge, source: Node | None) -> Svg:
    draw = _LINES.get(flow.kind, _association)
    return draw(flow, drawn, source)


def _sequence(flow: Flow, drawn: Edge, source: Node | None) -> Svg:
    points = drawn.points
    return joined(_line(points, {"css": "dg-line"}), _head(points, solid=True), _departure(flow, points, source))


def _departure(flow: Flow, points: tuple[Point, ...], source: Node | None) -> Svg:
    """A slash for the way that is taken by default, a diamond for a condition without a gateway."""
    if source and source.default == flow.id:
        return _slash(points)
    if source and flow.condition and source.kind in ACTIVITIES:
        return _small_diamond(points)
    return NOTHING


def _message(flow: Flow, drawn: Edge, source: Node | None) -> Svg:
    points = drawn.points
    beside = toward(points[0], points[1], _DOT)
    start = tag(
        "circle", cx=beside.x, cy=beside.y, r=_DOT, css="dg-head dg-hollow", stroke_dasharray="none", fill=PAPER
    )
    line = _line(points, {"css": "dg-line", "stroke_dasharray": "9 5"})
    letters = {"initiating": CAUGHT["message"], "non_initiating": THROWN["message"]}
    letter = icon(letters[drawn.envelope], halfway(points)) if drawn.envelope in letters else NOTHING
    return joined(line, start, _head(points, solid=False), letter)


def _association(flow: Flow, drawn: Edge, source: Node | None) -> Svg:
    points = drawn.points
    line = _line(points, {"css": "dg-line", "stroke_dasharray": "1 5", "stroke_linecap": "round"})
    end = _open_head(points) if flow.directed else NOTHING
    start = _open_head(points[::-1]) if flow.directed == 2 else NOTHING
    return joined(line, start, end)


_LINES = {"sequenceFlow": _sequence, "messageFlow": _message}


def _line(points: tuple[Point, ...], look: dict[str, str | float]) -> Svg:
    return tag("path", d=_bent(points), fill="none", **look)


def _bent(points: tuple[Point, ...]) -> str:
    parts = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(_BEND, distance(before, corner) / 2, distance(corner, after) / 2)
        into, out = toward(corner, before, reach), toward(corner, after, reach)
        parts.append(f"L{_pair(into)}Q{_pair(corner)} {_pair(out)}")
    return "".join([*parts, f"L{_pair(points[-1])}"])


def _pair(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"


def _head(points: tuple[Point, ...], *, solid: bool) -> Svg:
    before, tip = _ending(points)
    one, other = _wings(before, tip)
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in (one, tip, other))
    fill = "currentColor" if solid else PAPER
    return tag(
        "polygon",
        points=corners,
        css="dg-head dg-solid" if solid else "dg-head dg-hollow",
        fill=fill,
        stroke_dasharray="none",
    )


def _open_head(points: tuple[Point, ...]) -> Svg:
    before, tip = _ending(points)
    one, other = _wings(before, tip)
    return tag(
        "path", d=f"M{_pair(one)}L{_pair(tip)}L{_pair(other)}", css="dg-head", stroke_dasharray="none", fill="none"
    )


def _ending(points: tuple[Point, ...]) -> tuple[Point, Point]:
    """The tip and the last point before it that lies elsewhere, which gives the direction."""
    tip = points[-1]
    before = next((point for point in reversed(points) if distance(point, tip) > 0.5), Point(tip.x - 1, tip.y))
    return before, tip


def _wings(before: Point, tip: Point) -> tuple[Point, Point]:
    neck, step = toward(tip, before, _HEAD_LENGTH), direction(before, tip)
    across = Point(-step.y * _HEAD_HALF, step.x * _HEAD_HALF)
    return Point(neck.x + across.x, neck.y + across.y), Point(neck.x - across.x, neck.y - across.y)


def _slash(points: tuple[Point, ...]) -> Svg:
    after, start = _ending(points[::-1])
    middle, step = toward(start, after, 10), direction(start, after)
    reach = Point(4 * step.x + 5 * step.y, 4 * step.y - 5 * step.x)
    one, other = Point(middle.x - reach.x, middle.y - reach.y), Point(middle.x + reach.x, middle.y + reach.y)
    return tag("path", d=f"M{_pair(one)}L{_pair(other)}", css="dg-line dg-default", fill="none")


def _small_diamond(points: tuple[Point, ...]) -> Svg:
    after, start = _ending(points[::-1])
    one, other = _wings(after, start)
    far = toward(start, after, 2 * _HEAD_LENGTH)
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in (start, one, far, other))
    return tag("polygon", points=corners, css="dg-head dg-hollow dg-condition", stroke_dasharray="none", fill=PAPER)


def halfway(points: tuple[Point, ...]) -> Point:
    """The point in the middle of the way."""
    lengths = [distance(one, other) for one, other in zip(points, points[1:], strict=False)]
    left = sum(lengths) / 2
    for one, other, length in zip(points, points[1:], lengths, strict=False):
        if left <= length:
            return toward(one, other, left)
        left -= length
    return points[-1]
