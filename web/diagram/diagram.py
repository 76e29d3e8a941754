"""A diagram in hand: its planes, its pictures, its rows."""

from collections.abc import Callable
from dataclasses import dataclass

from web.diagram.drawing.key import Sign, key_of
from web.diagram.drawing.picture import View, picture
from web.diagram.marks import UNMARKED, Marks, seen_from_outside
from web.diagram.planes import Plane, planes_of
from web.diagram.reading.elements import contents_of
from web.diagram.reading.interchange import sheets_of
from web.diagram.reading.model import Contents
from web.diagram.reading.safe_xml import root_of
from web.diagram.telling.rows import Account, Row
from web.diagram.unreadable import PlaneNotDrawn


@dataclass(frozen=True, slots=True)
class Diagram:
    """A BPMN 2.0 diagram, read once and shown as often as asked; it never changes."""

    _contents: Contents
    _planes: dict[str, Plane]
    _account: Account

    @classmethod
    def parse(cls, xml: bytes | str) -> "Diagram":
        """Raises DiagramUnreadable, whose text is a sentence for the person who chose the file."""
        root = root_of(xml)
        contents = contents_of(root)
        planes = planes_of(contents, sheets_of(root))
        drawn = frozenset(key for plane in planes.values() for key in plane.shapes)
        return cls(contents, planes, Account(contents, drawn))

    def planes(self) -> tuple[Plane, ...]:
        """The whole process first, then each stage that has a picture of its own."""
        return tuple(self._planes.values())

    def plane_of(self, element: str) -> str | None:
        """The id of the plane on which an element is drawn."""
        places = (key for key, plane in self._planes.items() if element in plane.shapes or element in plane.edges)
        return next(places, None)

    def render(
        self,
        marks: Marks | None = None,
        plane: str | None = None,
        link: Callable[[str], str | None] | None = None,
        title: str = "Process diagram",
    ) -> str:
        """An SVG to stand in a page or on its own; `link` gives the address behind a shape, or none."""
        chosen = self._chosen(plane)
        seen = seen_from_outside(marks or UNMARKED, self._contents, chosen.shapes)
        return picture(View(self._contents, self._account, chosen, seen, link, title))

    def describe(self, marks: Marks | None = None) -> list[Row]:
        """Every step in reading order, also those that were never drawn."""
        return self._account.rows(marks or UNMARKED)

    @staticmethod
    def key(marks: Marks) -> list[Sign]:
        """What the signs in a marked picture mean; only those that occur."""
        return key_of(marks)

    def _chosen(self, plane: str | None) -> Plane:
        if plane is None:
            return next(iter(self._planes.values()))
        if plane not in self._planes:
            raise PlaneNotDrawn(f"Expected one of the planes {', '.join(self._planes)}, but got {plane}")
        return self._planes[plane]
