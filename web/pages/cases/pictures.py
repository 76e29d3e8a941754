"""The diagrams of a case: the whole process, and the stages in which the case is now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine import Place
from web.diagram import Diagram, Marks, Plane, Row, Sign


@dataclass(frozen=True)
class Picture:
    """One plane of a diagram; `anchor` is its place on the page, `is_near` that work is on it or it shows the whole."""

    anchor: str
    title: str
    svg: str
    is_near: bool


@dataclass(frozen=True)
class Drawn:
    """The pictures of a case, what their signs mean, and the same as rows of text."""

    pictures: list[Picture]
    signs: list[Sign]
    rows: list[Row]


@lru_cache(maxsize=64)
def _read(text: str) -> Diagram:
    return Diagram.parse(text)


def drawn(place: Place, process: str, links: Mapping[str, str]) -> Drawn:
    """`links` leads from BPMN ids to the pages of their tasks; a stage leads to its own picture below."""
    marks = Marks(current=place.current, done=place.done, late=place.late, path=place.path)
    shown = list(_shown(place, process))
    anchors = {plane.id: f"plane-{plane.id}" for _, planes in shown for plane in planes}

    def link(element: str) -> str | None:
        return links.get(element) or (f"#{anchors[element]}" if element in anchors else None)

    pictures = [
        Picture(
            anchors[plane.id],
            plane.name,
            diagram.render(marks, plane=plane.id, link=link, title=plane.name),
            is_near=plane.id == process or bool(place.current & plane.shapes.keys() - anchors.keys()),
        )
        for diagram, planes in shown
        for plane in planes
    ]
    return Drawn(pictures, Diagram.key(marks), [row for diagram, _ in shown for row in diagram.describe(marks)])


def _shown(place: Place, process: str) -> Iterator[tuple[Diagram, list[Plane]]]:
    """The first plane of the process, the planes where something is current, and the same of called processes."""
    own = f"{process}.bpmn"
    for name in [own, *sorted(set(place.files) - {own})]:
        diagram = _read(place.files[name])
        planes = [one for one in diagram.planes() if one.id == process or place.current & one.shapes.keys()]
        if planes:
            yield diagram, planes
