"""Lays the shapes and edges out on planes: the whole, and one for each stage that is drawn apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from web.diagram.reading.interchange import Edge, Shape, Sheet
from web.diagram.reading.model import STAGES, Contents


@dataclass(slots=True)
class Plane:
    """One picture. `id` is the BPMN id of what it shows, `parent` the plane it opens from."""

    id: str
    name: str
    parent: str = ""
    shapes: dict[str, Shape] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)


def planes_of(contents: Contents, sheets: list[Sheet]) -> dict[str, Plane]:
    """The planes by id, the whole process first; each element is drawn on one of them, once."""
    planes: dict[str, Plane] = {}
    placed: set[str] = set()
    for sheet in _whole_first(contents, sheets):
        _lay_out(contents, sheet, planes, placed)
    whole = next(iter(planes), "")
    for plane in planes.values():
        plane.parent = _parent(contents, plane.id, planes, whole)
        filled = {contents.nodes[key].parent for key in plane.shapes}
        plane.shapes = {key: _settled(contents, shape, filled) for key, shape in plane.shapes.items()}
    return planes


def _whole_first(contents: Contents, sheets: list[Sheet]) -> list[Sheet]:
    if not sheets:
        return [Sheet(next(iter(contents.names), ""))]
    return sorted(sheets, key=lambda sheet: _is_stage(contents, sheet.element))


def _is_stage(contents: Contents, element: str) -> bool:
    return element in contents.nodes and contents.nodes[element].kind in STAGES


def _lay_out(contents: Contents, sheet: Sheet, planes: dict[str, Plane], placed: set[str]) -> None:
    _plane(contents, sheet.element, planes)
    shapes = {key: shape for key, shape in sheet.shapes.items() if key in contents.nodes and key not in placed}
    edges = {key: edge for key, edge in sheet.edges.items() if key in contents.flows and key not in placed}
    homes = {key: _home(contents, key, sheet, shapes) for key in shapes}
    for key, shape in shapes.items():
        _plane(contents, homes[key], planes).shapes[key] = shape
    for key, edge in edges.items():
        flow = contents.flows[key]
        ends = {homes.get(flow.source, sheet.element), homes.get(flow.target, sheet.element)}
        home = ends.pop() if len(ends) == 1 else sheet.element
        _plane(contents, home, planes).edges[key] = edge
    placed |= shapes.keys() | edges.keys()


def _plane(contents: Contents, element: str, planes: dict[str, Plane]) -> Plane:
    if element not in planes:
        node = contents.nodes.get(element)
        planes[element] = Plane(element, node.name if node else contents.names.get(element, ""))
    return planes[element]


def _home(contents: Contents, key: str, sheet: Sheet, shapes: Mapping[str, Shape]) -> str:
    """Older tools draw the inside of a collapsed stage on the same sheet; it belongs on its own."""
    for stage in contents.ancestors(key):
        if stage in shapes and shapes[stage].expanded is False:
            return stage
    return sheet.element


def _parent(contents: Contents, element: str, planes: Mapping[str, Plane], whole: str) -> str:
    # By the nesting of the XML, which cannot run in circles as the drawing's own references can.
    if not _is_stage(contents, element):
        return ""
    around = (outer for outer in contents.ancestors(element) if outer in planes)
    return next(around, whole if whole != element else "")


def _settled(contents: Contents, shape: Shape, filled: set[str]) -> Shape:
    """A stage that does not say whether it is open is open if something is drawn inside."""
    if shape.expanded is not None or not _is_stage(contents, shape.element):
        return shape
    return replace(shape, expanded=shape.element in filled)
