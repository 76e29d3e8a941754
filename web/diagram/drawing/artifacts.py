"""Draws what surrounds the steps: documents, stores, notes and groups."""

from dataclasses import replace

from web.diagram.drawing.activities import CORNER, rectangle
from web.diagram.drawing.icons import CAUGHT, MARKERS, THROWN, icon
from web.diagram.drawing.lettering import centred, fitted, lettered
from web.diagram.drawing.svg import NOTHING, Svg, joined, number, tag
from web.diagram.geometry import Box, Point
from web.diagram.reading.interchange import Shape
from web.diagram.reading.model import Node

_FOLD = 10.0


def stored(node: Node, shape: Shape) -> Svg:
    return _store(shape.box) if node.kind == "dataStoreReference" else _document(node, shape.box)


def _document(node: Node, box: Box) -> Svg:
    x, y, right, bottom = (number(value) for value in (box.x, box.y, box.right, box.bottom))
    fold, under = number(box.right - _FOLD), number(box.y + _FOLD)
    sheet = tag("path", d=f"M{x} {y}H{fold}L{right} {under}V{bottom}H{x}z", css="dg-box")
    corner = tag("path", d=f"M{fold} {y}V{under}H{right}", css="dg-icon", fill="none", stroke_width=1.2)
    many = icon(MARKERS["parallel"], Point(box.middle.x, box.bottom - 9), 0.8)
    arrows = {"dataInput": CAUGHT["link"], "dataOutput": THROWN["link"]}
    arrow = icon(arrows[node.kind], Point(box.x + 10, box.y + 10), 0.7) if node.kind in arrows else NOTHING
    return joined(sheet, corner, arrow, many if "collection" in node.traits else NOTHING)


def _store(box: Box) -> Svg:
    lid = min(box.height / 8, 8.0)
    x, top, width = number(box.x), box.y + lid, number(box.width)
    arc = f"a{number(box.width / 2)} {number(lid)} 0 0"
    drum = f"M{x} {number(top)}V{number(box.bottom - lid)}{arc} 0 {width} 0V{number(top)}"
    body = tag("path", d=f"{drum}{arc} 0 -{width} 0z", css="dg-box")
    rings = "".join(f"M{x} {number(top + lift)}{arc} 0 {width} 0" for lift in (0.0, lid, 2 * lid))
    return joined(body, tag("path", d=rings, css="dg-icon", fill="none", stroke_width=1.2))


def note(node: Node, shape: Shape) -> Svg:
    box = shape.box
    reach = number(box.x + min(10.0, box.width))
    bracket = f"M{reach} {number(box.y)}H{number(box.x)}V{number(box.bottom)}H{reach}"
    lines, size = fitted(node.name, box.width - 10, box.height + 4)
    name = replace(centred(lines, box, size), x=box.x + 7, anchor="start")
    return joined(
        rectangle(box, 0, {"css": "dg-note-paper", "stroke": "none", "fill_opacity": 0.9}),
        tag("path", d=bracket, css="dg-bracket", fill="none"),
        lettered(name),
    )


def group(node: Node, shape: Shape) -> Svg:
    look: dict[str, str | float] = {
        "css": "dg-group-frame",
        "fill": "none",
        "stroke_dasharray": "10 5 1 5",
        "stroke_linecap": "round",
    }
    return rectangle(shape.box, CORNER, look)
