"""Reads what stands in a BPMN file, and where it is drawn; knows no more than the XML."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parents[2] / "processes"
FILES = tuple(sorted(FOLDER.glob("*.bpmn")))

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"

Xml = etree._Element
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box", within: float = 0) -> bool:
        """Whether they share more than a border, or come this near."""
        return (
            self.left < other.right + within
            and other.left < self.right + within
            and self.top < other.bottom + within
            and other.top < self.bottom + within
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def has_on_its_border(self, point: Point) -> bool:
        x, y = point
        across, down = self.left <= x <= self.right, self.top <= y <= self.bottom
        return (across and y in (self.top, self.bottom)) or (down and x in (self.left, self.right))


@dataclass(frozen=True)
class Stroke:
    """A straight piece of the line of `element`, from border to border or from bend to bend."""

    element: str
    start: Point
    end: Point

    @property
    def box(self) -> Box:
        (x1, y1), (x2, y2) = self.start, self.end
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    @property
    def is_straight(self) -> bool:
        return self.start[0] == self.end[0] or self.start[1] == self.end[1]


@dataclass(frozen=True)
class Plane:
    """One picture: what each element's shape, line and label cover."""

    name: str
    shapes: dict[str, Box]
    lines: dict[str, list[Point]]
    labels: dict[str, Box]

    def strokes(self) -> Iterator[Stroke]:
        for element, points in self.lines.items():
            for start, end in pairwise(points):
                yield Stroke(element, start, end)


@dataclass(frozen=True)
class Drawing:
    elements: dict[str, Xml]
    planes: tuple[Plane, ...]

    def all_of(self, *kinds: str) -> list[Xml]:
        return [element for element in self.elements.values() if kind_of(element) in kinds]

    def surrounds(self, element: str) -> bool:
        """Whether others may stand on it: a pool, a lane, or a stage that is drawn open."""
        node = self.elements[element]
        inside = {child.get("id") for child in node}
        drawn_together = any(element in plane.shapes and inside & set(plane.shapes) for plane in self.planes)
        return kind_of(node) in ("participant", "lane") or drawn_together


def kind_of(element: Xml) -> str:
    return etree.QName(element).localname


def properties_of(element: Xml) -> dict[str, str]:
    """The spiffworkflow:properties of an element."""
    found = element.iterfind(f"{BPMN}extensionElements/{SPIFF}properties/{SPIFF}property")
    return {one.get("name", ""): one.get("value", "") for one in found}


@lru_cache
def drawing_of(file: Path) -> Drawing:
    root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    elements = {one.get("id", ""): one for one in root.iter(f"{BPMN}*") if one.get("id")}
    return Drawing(elements, tuple(_plane(plane) for plane in root.iter(f"{DI}BPMNPlane")))


def _plane(plane: Xml) -> Plane:
    shapes = {one.get("bpmnElement", ""): _box(one) for one in plane.iter(f"{DI}BPMNShape")}
    lines = {one.get("bpmnElement", ""): [_point(p) for p in one.iter(WAYPOINT)] for one in plane.iter(f"{DI}BPMNEdge")}
    labels = {_owner(one): _box(one) for one in plane.iter(f"{DI}BPMNLabel")}
    return Plane(plane.get("bpmnElement", ""), shapes, lines, labels)


def _owner(label: Xml) -> str:
    parent = label.getparent()
    assert parent is not None
    return parent.get("bpmnElement", "")


def _box(shape: Xml) -> Box:
    bounds = shape.find(f"{DC}Bounds")
    assert bounds is not None
    x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + width, y + height)


def _point(waypoint: Xml) -> Point:
    return float(waypoint.get("x", "")), float(waypoint.get("y", ""))
