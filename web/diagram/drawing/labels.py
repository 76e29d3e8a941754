"""Finds the place for names that stand beside their shape or line."""

from collections.abc import Iterable

from web.diagram.drawing.lettering import SMALL, Block
from web.diagram.drawing.widths import width_of
from web.diagram.drawing.wrapping import LINE, wrapped
from web.diagram.geometry import Box, Point, distance
from web.diagram.reading.interchange import Edge

_WIDTH = 90.0
_SLACK = 6.0
_GAP = 5.0


def placed(name: str, where: Box) -> Block:
    """In the room that the file gives, or as wide as the usual editors make it where that is too narrow."""
    lines = wrapped(name, where.width + _SLACK, SMALL)
    if len(lines) * SMALL * LINE > where.height + _SLACK:
        lines = wrapped(name, max(where.width + _SLACK, _WIDTH), SMALL)
    return Block(lines, where.middle.x, where.y, SMALL)


def beside(name: str, box: Box, touched: Iterable[Point]) -> Block:
    """Below the shape, or above it, or below at the left: where no line leaves."""
    lines = wrapped(name, max(_WIDTH, box.width), SMALL)
    height = len(lines) * SMALL * LINE
    ends = list(touched)
    middle = box.middle
    if not any(end.y >= box.bottom - 1 for end in ends):
        return Block(lines, middle.x, box.bottom + _GAP, SMALL)
    if not any(end.y <= box.y + 1 for end in ends):
        return Block(lines, middle.x, box.y - _GAP - height, SMALL)
    return Block(lines, middle.x - _GAP - 2, box.bottom - _GAP, SMALL, "end")


def along(name: str, edge: Edge) -> Block:
    """Beside the first stretch of a line if it is long enough, else beside its longest."""
    stretches = list(zip(edge.points, edge.points[1:], strict=False))
    longest = max(stretches, key=lambda ends: distance(*ends))
    needed = Block(wrapped(name, _WIDTH, SMALL), 0, 0, SMALL).box.width + 4 * _GAP
    start, end = stretches[0] if distance(*stretches[0]) >= needed else longest
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    if abs(end.x - start.x) >= abs(end.y - start.y):
        lines = wrapped(name, _between(name, distance(start, end)), SMALL)
        return Block(lines, middle.x, middle.y - len(lines) * SMALL * LINE - 2, SMALL)
    lines = wrapped(name, _WIDTH, SMALL)
    return Block(lines, middle.x + _GAP, middle.y - len(lines) * SMALL * LINE / 2, SMALL, "start")


def _between(name: str, length: float) -> float:
    """As wide as the line, so as not to run into the shapes at its ends, but no word is broken for that."""
    longest_word = max(width_of(word, SMALL) for word in name.split())
    return min(_WIDTH, max(length - 3 * _GAP, longest_word + 1))


def above(name: str, box: Box) -> Block:
    """On the upper edge of a group."""
    lines = wrapped(name, box.width, SMALL)
    return Block(lines, box.middle.x, box.y - _GAP - len(lines) * SMALL * LINE, SMALL)


def at_the_corner(name: str, box: Box) -> Block:
    """At the lower right of an event on a border: its own flow leaves downward, its step lies above."""
    return Block(wrapped(name, _WIDTH, SMALL), box.right - 1, box.bottom - _GAP, SMALL, "start")
