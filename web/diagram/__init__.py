"""BPMN diagrams as pictures and as words: the door of the package."""

from web.diagram.diagram import Diagram
from web.diagram.drawing.key import Sign
from web.diagram.marks import Marks
from web.diagram.planes import Plane
from web.diagram.telling.rows import Next, Row
from web.diagram.unreadable import DiagramUnreadable, PlaneNotDrawn

__all__ = ["Diagram", "DiagramUnreadable", "Marks", "Next", "Plane", "PlaneNotDrawn", "Row", "Sign"]
