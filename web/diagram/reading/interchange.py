"""Reads where the diagram is drawn: planes, shapes and edges of the diagram interchange."""

from dataclasses import dataclass, field

from lxml import etree

from web.diagram.geometry import Box, Point, box, point
from web.diagram.reading.safe_xml import reference
from web.diagram.unreadable import DiagramUnreadable

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_DD = "{http://www.omg.org/spec/DD/20100524/DI}"
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a node is drawn."""

    element: str
    box: Box
    label: Box | None = None
    expanded: bool | None = None
    horizontal: bool = True
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a flow is drawn."""

    element: str
    points: tuple[Point, ...]
    label: Box | None = None
    envelope: str = ""


@dataclass(slots=True)
class Sheet:
    """The shapes and edges of one plane as the file has them, by the element they stand for."""

    element: str
    shapes: dict[str, Shape] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)


def sheets_of(root: etree._Element) -> list[Sheet]:
    """One sheet per plane; what has no usable place is left out, and only told in words."""
    planes = list(root.iterfind(f"{_DI}BPMNDiagram/{_DI}BPMNPlane"))
    if sum(len(plane) for plane in planes) > MOST:
        raise DiagramUnreadable(f"This diagram has more than {MOST:,} shapes and lines, too many to draw.")
    return [_sheet(plane) for plane in planes]


def _sheet(plane: etree._Element) -> Sheet:
    sheet = Sheet(reference(plane.get("bpmnElement")))
    for child in plane:
        if child.tag == f"{_DI}BPMNShape":
            shape = _shape(child)
            if shape:
                sheet.shapes.setdefault(shape.element, shape)
        elif child.tag == f"{_DI}BPMNEdge":
            edge = _edge(child)
            if edge:
                sheet.edges.setdefault(edge.element, edge)
    return sheet


def _shape(element: etree._Element) -> Shape | None:
    bounds = _bounds(element)
    if bounds is None:
        return None
    return Shape(
        element=reference(element.get("bpmnElement")),
        box=bounds,
        label=_label(element),
        expanded=_flag(element.get("isExpanded")),
        horizontal=_flag(element.get("isHorizontal")) is not False,
        marked=_flag(element.get("isMarkerVisible")) is not False,
    )


def _edge(element: etree._Element) -> Edge | None:
    places = [point(place.get("x"), place.get("y")) for place in element.iterfind(f"{_DD}waypoint")]
    points = tuple(place for place in places if place is not None)
    if len(points) < 2 or len(points) < len(places):
        return None
    return Edge(
        element=reference(element.get("bpmnElement")),
        points=points,
        label=_label(element),
        envelope=element.get("messageVisibleKind") or "",
    )


def _label(element: etree._Element) -> Box | None:
    label = element.find(f"{_DI}BPMNLabel")
    return None if label is None else _bounds(label)


def _bounds(element: etree._Element) -> Box | None:
    bounds = element.find(f"{_DC}Bounds")
    if bounds is None:
        return None
    return box(bounds.get("x"), bounds.get("y"), bounds.get("width"), bounds.get("height"))


def _flag(text: str | None) -> bool | None:
    return None if text is None else text.strip() in ("true", "1")
