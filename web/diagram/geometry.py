"""Boxes, points and lengths on the drawing."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

FARTHEST = 100_000.0
"""No place on a drawing lies farther out than this many pixels."""


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def meets(self, other: "Box") -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def grown(self, by: float) -> "Box":
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


def box(x: str | None, y: str | None, width: str | None, height: str | None) -> Box | None:
    """The box, or None where it is not one: missing, not a number, endless or without extent."""
    sides = [_length(text) for text in (x, y, width, height)]
    if None in sides:
        return None
    left, top, across, down = (side for side in sides if side is not None)
    return Box(left, top, across, down) if across > 0 and down > 0 else None


def point(x: str | None, y: str | None) -> Point | None:
    across, down = _length(x), _length(y)
    return None if across is None or down is None else Point(across, down)


def _length(text: str | None) -> float | None:
    try:
        length = float(text or "")
    except ValueError:
        return None
    return length if abs(length) <= FARTHEST else None  # nor is NaN


def around(boxes: Iterable[Box], points: Iterable[Point]) -> Box | None:
    """The smallest box that holds all of these."""
    corners = list(points)
    for one in boxes:
        corners += (Point(one.x, one.y), Point(one.right, one.bottom))
    if not corners:
        return None
    left, top = min(one.x for one in corners), min(one.y for one in corners)
    right, bottom = max(one.x for one in corners), max(one.y for one in corners)
    return Box(left, top, right - left, bottom - top)


def distance(one: Point, other: Point) -> float:
    return math.hypot(other.x - one.x, other.y - one.y)


def direction(start: Point, end: Point) -> Point:
    """One pixel on the way from the start to the end."""
    whole = distance(start, end) or 1.0
    return Point((end.x - start.x) / whole, (end.y - start.y) / whole)


def toward(start: Point, end: Point, length: float) -> Point:
    """The point that lies this far from the start on the way to the end."""
    step = direction(start, end)
    return Point(start.x + step.x * length, start.y + step.y * length)
