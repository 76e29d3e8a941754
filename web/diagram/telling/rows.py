"""The diagram as rows of text, for screen readers, for print, and for what was never drawn."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from web.diagram.marks import Marks
from web.diagram.reading.model import GATEWAYS, Contents, Flow, Node
from web.diagram.telling.order import reading_order
from web.diagram.telling.words import kind_in_words, states_in_words

_LIMIT = re.compile(r"\b(?:due|after)\s*\(\s*[\"']([\w.-]+)[\"']\s*\)")
_MOST_MEETINGS = 10
_RELATIONS = {"sequenceFlow": "then", "messageFlow": "sends to", "association": "goes with"}


@dataclass(frozen=True, slots=True)
class Next:
    """Where a step leads: the flow, the step at its end, under which condition, how it is marked."""

    flow: str
    target: str
    name: str
    condition: str
    relation: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One step in words.

    `depth` is the indent: inside a stage, or following from an event on a border. `part_of` names
    the stage, `attached_to` the step under the event. `timing` is the expression of a timer and
    `limit` the time limit in it; `particulars` the message, condition or process that is meant.
    """

    id: str
    depth: int
    kind: str
    name: str
    lane: str
    part_of: str
    attached_to: str
    next: tuple[Next, ...]
    timing: str
    limit: str
    particulars: str
    states: tuple[str, ...]
    is_drawn: bool

    @property
    def state_words(self) -> tuple[str, ...]:
        return states_in_words(self.states)


class Account:
    """Tells a diagram row by row."""

    def __init__(self, contents: Contents, drawn: frozenset[str]) -> None:
        self.contents = contents
        self.drawn = drawn
        self.lanes: dict[str, str] = {}
        self.order = reading_order(contents)
        self.out: dict[str, list[Flow]] = defaultdict(list)
        self.ways_in: Counter[str] = Counter()
        for flow in contents.flows.values():
            self.out[flow.source].append(flow)
            if flow.kind == "sequenceFlow":
                self.ways_in[flow.target] += 1

    def rows(self, marks: Marks) -> list[Row]:
        swimlanes = [
            self._row(node, 0, marks)
            for node in self.contents.nodes.values()
            if node.kind in ("participant", "lane") and self._is_told(node, marks)
        ]
        return swimlanes + [self._row(self.contents.nodes[node], depth, marks) for node, depth in self.order]

    def _is_told(self, node: Node, marks: Marks) -> bool:
        """Pools and lanes are columns of the other rows, unless there is something to say of them."""
        outsider = node.kind == "participant" and "open" not in node.traits
        return outsider or bool(marks.of(node.id)) or bool(self.out.get(node.id))

    def _row(self, node: Node, depth: int, marks: Marks) -> Row:
        timing = node.trigger.particulars if node.trigger and node.trigger.kind == "timer" else ""
        limit = _LIMIT.search(timing)
        around = self.contents.nodes.get(node.parent)
        host = self.contents.nodes.get(node.attached_to)
        return Row(
            id=node.id,
            depth=depth,
            kind=self.kind(node),
            name=flat(node.name),
            lane=self.lane(node),
            part_of=flat(around.name) if around and node.kind != "lane" else "",
            attached_to=self.called(host.id) if host else "",
            next=tuple(self._next(node, flow, marks) for flow in self.out.get(node.id, ())),
            timing=timing,
            limit=limit[1] if limit else "",
            particulars=node.trigger.particulars if node.trigger and not timing else node.calls,
            states=marks.of(node.id),
            is_drawn=node.id in self.drawn,
        )

    def _next(self, node: Node, flow: Flow, marks: Marks) -> Next:
        otherwise = "otherwise" if node.default == flow.id else ""
        return Next(
            flow=flow.id,
            target=flow.target,
            name=self._arrival(flow.target),
            condition=flat(flow.name) or flow.condition or otherwise,
            relation=_RELATIONS.get(flow.kind, "writes" if flow.kind == "dataOutputAssociation" else "is read by"),
            states=marks.of(flow.id),
        )

    def _arrival(self, target: str) -> str:
        """What a way really leads to: where ways merely meet, what comes after."""
        waits: list[str] = []
        node = self.contents.nodes.get(target)
        for _ in range(_MOST_MEETINGS):
            onward = self._only_way_on(node) if node and not node.name else ""
            if not node or not onward:
                break
            waits += [] if node.kind == "exclusiveGateway" else [self.kind(node)]
            node = self.contents.nodes.get(onward)
        return ", then ".join([*waits, self.called(node.id if node else target)])

    def _only_way_on(self, node: Node) -> str:
        ways = [flow.target for flow in self.out.get(node.id, ()) if flow.kind == "sequenceFlow"]
        return ways[0] if node.kind in GATEWAYS and len(ways) == 1 else ""

    def kind(self, node: Node) -> str:
        ways_out = sum(flow.kind == "sequenceFlow" for flow in self.out.get(node.id, ()))
        return kind_in_words(node, ways_in=self.ways_in[node.id], ways_out=ways_out)

    def called(self, element: str) -> str:
        """The name of a node; or of the message it waits for; or what it is."""
        node = self.contents.nodes.get(element)
        if node is None:
            return element
        return flat(node.name) or _named_trigger(node) or self.kind(node)

    def lane(self, node: Node) -> str:
        """The innermost lane around a node, or else its pool; an event on a border lies where its step does."""
        own = self.contents.lane_of.get(node.id) or self.contents.lane_of.get(node.attached_to)
        swimlane = self.contents.nodes.get(own or self._lane_around(node.parent))
        return flat(swimlane.name) if swimlane else ""

    def _lane_around(self, stage: str) -> str:
        if stage not in self.lanes:
            own = self.contents.lane_of.get(stage) or self.contents.pool_of.get(stage)
            outer = self.contents.nodes.get(stage)
            self.lanes[stage] = own or (self._lane_around(outer.parent) if outer else "")
        return self.lanes[stage]


def _named_trigger(node: Node) -> str:
    return node.trigger.particulars if node.trigger and node.trigger.kind not in ("timer", "conditional") else ""


def flat(name: str) -> str:
    return " ".join(name.split())
