"""Puts a plane together: pools, lanes and open stages first, then lines, steps and names."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from web.diagram.drawing import labels
from web.diagram.drawing.badges import badges
from web.diagram.drawing.edges import edge, halfway
from web.diagram.drawing.lettering import INK, Block, lettered
from web.diagram.drawing.looks import classes, family_of, look_of
from web.diagram.drawing.nodes import corner, drawn, thick_border
from web.diagram.drawing.svg import NOTHING, Svg, joined, number, tag, text
from web.diagram.drawing.targets import safe_target
from web.diagram.geometry import Box, Point, around
from web.diagram.marks import Marks
from web.diagram.planes import Plane
from web.diagram.reading.interchange import Edge, Shape
from web.diagram.reading.model import EVENTS, GATEWAYS, STAGES, STORED, Contents, Node
from web.diagram.telling.captions import caption, flow_caption, summary
from web.diagram.telling.rows import Account

Link = Callable[[str], str | None]

_MARGIN = 16.0
_NAMED_BESIDE = EVENTS | GATEWAYS | STORED | {"group"}
_LAYERS = {"participant": 0, "lane": 1, "group": 3}
_NO_DRAWING = "This process has no drawing here. Its steps are listed in words."


@dataclass(frozen=True, slots=True)
class View:
    """What is to be shown, and how."""

    contents: Contents
    account: Account
    plane: Plane
    marks: Marks
    link: Link | None
    title: str


def picture(view: View) -> Svg:
    return _Painter(view).picture()


class _Painter:
    """Draws one view, and keeps account of the room that the drawing takes."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.nodes = view.contents.nodes
        self.shapes = view.plane.shapes
        self.states = {key: view.marks.of(key) for key in (*self.shapes, *view.plane.edges)}
        self.taken = [shape.box for shape in self.shapes.values()]
        self.crossed: dict[str, list[Box]] = defaultdict(list)
        for key, shape in self.shapes.items():
            self.crossed[self.nodes[key].attached_to].append(shape.box)
        self.touched: dict[str, list[Point]] = defaultdict(list)
        for key, drawn_edge in view.plane.edges.items():
            flow = view.contents.flows[key]
            self.touched[flow.source].append(drawn_edge.points[0])
            self.touched[flow.target].append(drawn_edge.points[-1])

    def picture(self) -> Svg:
        behind, before = self._layers()
        # The names last: they stay readable where a line or the next step runs into them.
        layers = (
            tag("g", *map(self._node, behind), css="dg-back"),
            tag("g", *map(self._thick_border, before), css="dg-borders"),
            self._flows(),
            tag("g", *map(self._node, before), css="dg-front"),
            self._names(),
        )
        empty = NOTHING if self.shapes or self.view.plane.edges else self._nothing_drawn()
        ends = [point for drawn_edge in self.view.plane.edges.values() for point in drawn_edge.points]
        room = around(self.taken, ends) or Box(0, 0, 0, 0)
        return self._frame(room.grown(_MARGIN), joined(*layers, empty))

    def _layers(self) -> tuple[list[Node], list[Node]]:
        """What lies under the lines, the outermost first; and what lies on them, in reading order."""
        behind = [self.nodes[key] for key in self.nodes if key in self.shapes and self._is_ground(key)]
        behind.sort(key=lambda node: _LAYERS.get(node.kind, 2))
        order = self.view.account.order
        return behind, [self.nodes[key] for key, _ in order if key in self.shapes and not self._is_ground(key)]

    def _is_ground(self, key: str) -> bool:
        kind = self.nodes[key].kind
        return kind in _LAYERS or (kind in STAGES and bool(self.shapes[key].expanded))

    def _frame(self, room: Box, content: Svg) -> Svg:
        view = self.view
        sides = (room.x, room.y, room.width, room.height)
        return tag(
            "svg",
            tag("title", text(view.title)),
            tag("desc", text(summary(view.account, view.plane, view.marks))),
            content,
            xmlns="http://www.w3.org/2000/svg",
            css="diagram",
            role="group" if view.link else "img",
            viewBox=" ".join(number(side) for side in sides),
            width=room.width,
            height=room.height,
            color=INK,
            fill="#ffffff",
            stroke="currentColor",
            stroke_width=1.5,
            stroke_linejoin="round",
            font_family="Arial, Helvetica, Liberation Sans, sans-serif",
            font_size=12.0,
            text_anchor="middle",
        )

    def _nothing_drawn(self) -> Svg:
        block = Block((_NO_DRAWING,), 0, 0)
        self.taken.append(block.box)
        return lettered(block)

    def _node(self, node: Node) -> Svg:
        shape, states = self.shapes[node.id], self.states[node.id]
        family = family_of(node, is_open=bool(shape.expanded))
        crossed = tuple(self.crossed[node.id])
        name = caption(self.view.account, node, states)
        group = tag(
            "g",
            tag("title", text(name)),
            self._thick_border(node) if self._is_ground(node.id) else NOTHING,
            drawn(node, shape, crossed),
            badges(states, corner(node, shape, crossed)) if states else NOTHING,
            css=classes(family, node.kind, states),
            role="img",
            data_id=node.id,
            **look_of(family, states),
        )
        target = safe_target(self.view.link(node.id) if self.view.link else None)
        return tag("a", group, href=target, css="dg-link", aria_label=name) if target else group

    def _thick_border(self, node: Node) -> Svg:
        """Under the lines where it can be, so that it covers no arrow head."""
        states = self.states[node.id]
        if "current" not in states:
            return NOTHING
        family = family_of(node, is_open=bool(self.shapes[node.id].expanded))
        look = look_of(family, states)
        return tag("g", thick_border(node, self.shapes[node.id]), css=classes("border", node.kind, states), **look)

    def _flows(self) -> Svg:
        """The marked lines over the others, so that they can be followed."""
        edges = sorted(self.view.plane.edges.values(), key=lambda one: bool(self.states[one.element]))
        return tag("g", *map(self._flow, edges), css="dg-flows", aria_hidden="true")

    def _flow(self, drawn_edge: Edge) -> Svg:
        flow = self.view.contents.flows[drawn_edge.element]
        states = self.states[flow.id]
        return tag(
            "g",
            tag("title", text(flow_caption(self.view.account, flow, states))),
            edge(flow, drawn_edge, self.nodes.get(flow.source)),
            badges(states, halfway(drawn_edge.points)) if states else NOTHING,
            css=classes("flow", flow.kind, states),
            data_id=flow.id,
            **look_of("flow", states),
        )

    def _names(self) -> Svg:
        names = [self._name_of_flow(drawn_edge) for drawn_edge in self.view.plane.edges.values()]
        names += [self._name_of_node(shape) for shape in self.shapes.values()]
        written = [lettered(block, halo=True) for block in names if block]
        self.taken += [block.box for block in names if block]
        return tag("g", *written, css="dg-names", aria_hidden="true", pointer_events="none")

    def _name_of_flow(self, drawn_edge: Edge) -> Block | None:
        name, where = self.view.contents.flows[drawn_edge.element].name, drawn_edge.label
        if not name:
            return None
        return labels.placed(name, where) if where else labels.along(name, drawn_edge)

    def _name_of_node(self, shape: Shape) -> Block | None:
        node = self.nodes[shape.element]
        if node.kind not in _NAMED_BESIDE or not node.name:
            return None
        if shape.label:
            return labels.placed(node.name, shape.label)
        if node.kind == "group":
            return labels.above(node.name, shape.box)
        if node.kind == "boundaryEvent":
            return labels.at_the_corner(node.name, shape.box)
        return labels.beside(node.name, shape.box, self.touched[node.id])
