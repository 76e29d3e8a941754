"""Puts lines of text on the drawing."""

from dataclasses import dataclass

from web.diagram.drawing.svg import NOTHING, Svg, number, tag, text
from web.diagram.drawing.widths import width_of
from web.diagram.drawing.wrapping import LINE, wrapped
from web.diagram.geometry import Box

INK = "#0b0c0c"
PAPER = "#ffffff"
NAME, SMALL, SMALLEST = 12.0, 11.0, 10.0
_BASELINE = 0.95
_BEFORE_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Which share of a line lies before its anchor."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text: `x` is their middle, their start or their end, as the anchor says."""

    lines: tuple[str, ...]
    x: float
    top: float
    size: float = NAME
    anchor: str = "middle"

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LINE

    @property
    def box(self) -> Box:
        """The room that the lines take."""
        width = max((width_of(line, self.size) for line in self.lines), default=0.0)
        start = self.x - width * _BEFORE_ANCHOR[self.anchor]
        return Box(start, self.top, width, self.height)


def lettered(block: Block, *, halo: bool = False, bold: bool = False, turned: str = "") -> Svg:
    """The block as SVG; a halo keeps it readable where a line runs under it."""
    if not any(block.lines):
        return NOTHING
    attributes: dict[str, str | float] = {"css": "dg-text", "fill": INK, "stroke": "none"}
    if block.size != NAME:
        attributes["font_size"] = block.size
    if block.anchor != "middle":
        attributes["text_anchor"] = block.anchor
    if halo:
        attributes |= {"css": "dg-text dg-label", "stroke": PAPER, "stroke_width": 3.0, "paint_order": "stroke"}
    if bold:
        attributes["font_weight"] = "bold"
    if turned:
        attributes["transform"] = turned
    return tag("text", *_lines(block), **attributes)


def _lines(block: Block) -> list[Svg]:
    first, last = block.top + block.size * _BASELINE, len(block.lines) - 1
    written = []
    for index, line in enumerate(block.lines):
        # The blank keeps the words apart where the text is read or copied. It is not seen, but counts
        # for the anchor.
        blank = 0.0 if index == last else width_of(" ", block.size) * _BEFORE_ANCHOR[block.anchor]
        shown = text(line if index == last else f"{line} ")
        written.append(tag("tspan", shown, x=block.x + blank, y=first + index * block.size * LINE))
    return written


def fitted(name: str, width: float, height: float) -> tuple[tuple[str, ...], float]:
    """The lines and their size: as large as fits, shortened only when the smallest is too large."""
    for size in (NAME, SMALL, SMALLEST):
        lines = wrapped(name, width, size)
        if len(lines) * size * LINE <= height:
            return lines, size
    return wrapped(name, width, SMALLEST, max(1, int(height / (SMALLEST * LINE)))), SMALLEST


def centred(lines: tuple[str, ...], room: Box, size: float) -> Block:
    return Block(lines, room.middle.x, room.middle.y - len(lines) * size * LINE / 2, size)


def across(name: str, band: Box, *, bold: bool = False) -> Svg:
    """A name in the middle of a band."""
    lines, size = fitted(name, band.width - 8, band.height)
    return lettered(centred(lines, band, size), bold=bold)


def upward(name: str, band: Box, *, bold: bool = False) -> Svg:
    """A name that is read from below upward, in the band at the left of a pool or lane."""
    middle = band.middle
    lines, size = fitted(name, band.height - 8, band.width - 3)
    turned = f"rotate(-90 {number(middle.x)} {number(middle.y)})"
    return lettered(centred(lines, band, size), bold=bold, turned=turned)
