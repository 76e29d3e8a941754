"""Draws tasks, call activities and stages, open and closed."""

from web.diagram.drawing.icons import MARKERS, TASKS, icon
from web.diagram.drawing.lettering import NAME, SMALL, SMALLEST, Block, centred, fitted, lettered
from web.diagram.drawing.svg import NOTHING, Svg, joined, tag
from web.diagram.drawing.wrapping import LINE, wrapped
from web.diagram.geometry import Box, Point
from web.diagram.reading.interchange import Shape
from web.diagram.reading.model import STAGES, Node

CORNER = 10.0
_ICON_ROOM, _MARGIN = 22.0, 5.0
_MARKER_STEP = 18.0


def activity(node: Node, shape: Shape, crossed: tuple[Box, ...] = ()) -> Svg:
    """The shape with its name clear of the icon, the markers and the events that sit on the border."""
    if node.kind in STAGES and shape.expanded:
        return _open_stage(node, shape)
    strokes = TASKS.get(node.kind)
    drawn = icon(strokes, Point(shape.box.x + 14, shape.box.y + 13)) if strokes else NOTHING
    markers = _markers(node, closed=node.kind in STAGES)
    name = named(node.name, shape.box, (*_occupied(shape.box, bool(strokes), len(markers)), *crossed))
    return joined(_frame(node, shape.box), drawn, _marker_row(markers, shape.box), lettered(name))


def _occupied(box: Box, has_icon: bool, markers: int) -> list[Box]:
    """The room of the icon and of the markers."""
    width = markers * _MARKER_STEP
    icons = [Box(box.x, box.y, _ICON_ROOM + 2, _ICON_ROOM)] if has_icon else []
    return icons + ([Box(box.middle.x - width / 2, box.bottom - 19, width, 19)] if markers else [])


def _open_stage(node: Node, shape: Shape) -> Svg:
    box = shape.box
    band = Box(box.x + CORNER, box.y + 4, box.width - 2 * CORNER, 2 * NAME * LINE)
    lines = wrapped(node.name, band.width, NAME * 1.08, 2)
    name = lettered(Block(lines, band.middle.x, band.y), bold=True)
    return joined(_frame(node, box), name, _marker_row(_markers(node, closed=False), box))


def _frame(node: Node, box: Box) -> Svg:
    attributes: dict[str, str | float] = {"css": "dg-box"}
    if node.kind == "callActivity":
        attributes |= {"css": "dg-box dg-box--call", "stroke_width": 4.0}
    if node.is_event_stage:
        attributes |= {"css": "dg-box dg-box--event", "stroke_dasharray": "7 4"}
    frame = rectangle(box, CORNER, attributes)
    if node.kind != "transaction":
        return frame
    inner: dict[str, str | float] = {"css": "dg-box", "fill": "none"}
    return joined(frame, rectangle(box.grown(-3), CORNER - 2, inner))


def rectangle(box: Box, corner: float, attributes: dict[str, str | float]) -> Svg:
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=corner, **attributes)


def _markers(node: Node, *, closed: bool) -> list[str]:
    found = [node.repeats] if node.repeats else []
    found += [trait for trait in ("compensation", "ad hoc") if trait in node.traits]
    return [*found, "collapsed"] if closed else found


def _marker_row(markers: list[str], box: Box) -> Svg:
    first = box.middle.x - (len(markers) - 1) * _MARKER_STEP / 2
    return joined(
        *(
            icon(MARKERS[marker], Point(first + index * _MARKER_STEP, box.bottom - 10))
            for index, marker in enumerate(markers)
        )
    )


def named(name: str, box: Box, occupied: tuple[Box, ...]) -> Block:
    """The name where it fits best: in the middle, clear of what is there, smaller, or shortened at last."""
    width = box.width - 2 * _MARGIN
    whole = Box(box.x, box.y + 3, box.width, box.height - 6)
    clear = _clear(whole, occupied)
    for size in (NAME, SMALL, SMALLEST):
        lines = wrapped(name, width, size)
        for room in (whole, clear):
            block = centred(lines, room, size)
            if block.height <= room.height and not any(block.box.meets(taken) for taken in occupied):
                return block
    lines, size = fitted(name, width, clear.height)
    return centred(lines, clear, size)


def _clear(room: Box, occupied: tuple[Box, ...]) -> Box:
    """What is left between that which is taken above and that which is taken below."""
    middle = room.middle.y
    top = max([room.y, *(taken.bottom for taken in occupied if taken.middle.y < middle and taken.bottom < middle)])
    bottom = min([room.bottom, *(taken.y for taken in occupied if taken.middle.y > middle and taken.y > middle)])
    return Box(room.x, top, room.width, bottom - top)
