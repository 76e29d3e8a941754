"""The order in which a person would read the steps: along the flow, each stage with its inside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from web.diagram.reading.model import ARTIFACTS, STEPS, STORED, Contents, Node


def reading_order(contents: Contents) -> list[tuple[str, int]]:
    """Every node but pools and lanes, once, with its depth: stages, what hangs on a step."""
    return list(_Reader(contents).whole())


class _Reader:
    """Knows who lies within whom, what hangs on what, and where each step leads."""

    def __init__(self, contents: Contents) -> None:
        self.nodes = contents.nodes
        self.inside: dict[str, list[Node]] = defaultdict(list)
        self.hanging: dict[str, list[str]] = defaultdict(list)
        self.onward: dict[str, list[str]] = defaultdict(list)
        self.entered: set[str] = set()
        for node in contents.nodes.values():
            if self._hangs(node):
                self.hanging[node.attached_to].append(node.id)
            elif node.kind not in ("participant", "lane"):
                self.inside[node.parent].append(node)
        for flow in contents.flows.values():
            if flow.kind == "sequenceFlow":
                self.onward[flow.source].append(flow.target)
                self.entered.add(flow.target)

    def _hangs(self, node: Node) -> bool:
        """On a step beside it; an event that hangs on itself or on another event stands alone."""
        host = self.nodes.get(node.attached_to)
        return host is not None and host.parent == node.parent and host.kind in STEPS and not host.attached_to

    def whole(self) -> Iterator[tuple[str, int]]:
        outermost = [parent for parent in self.inside if parent not in self.nodes]
        for parent in outermost:
            yield from self._within(parent, 0)

    def _within(self, parent: str, depth: int) -> Iterator[tuple[str, int]]:
        for node, indent in self._sequence(self.inside[parent]):
            yield node, depth + indent
            if node in self.inside:
                yield from self._within(node, depth + indent + 1)

    def _sequence(self, members: list[Node]) -> list[tuple[str, int]]:
        """Starts first, then along the flow; stages for any time, documents and notes at the end."""
        path = _Path(self, {node.id for node in members})
        steps = [node for node in members if node.kind in STEPS and not node.is_event_stage]
        starts = [node.id for node in steps if node.kind == "startEvent"]
        starts += [node.id for node in steps if node.id not in self.entered]
        apart = [node.id for node in members if node.is_event_stage or node.kind in STORED | ARTIFACTS]
        return [
            *path.told(starts),
            *path.told([node.id for node in steps]),
            *path.told(apart),
        ]


class _Path:
    """Walks the steps of one stage, each once, without recursion: chains can be long."""

    def __init__(self, reader: _Reader, here: set[str]) -> None:
        self.reader = reader
        self.left = here

    def told(self, starts: Iterable[str]) -> list[tuple[str, int]]:
        """The steps from these starts; after each what hangs on it, indented, with what follows only from that."""
        waiting = [(node, 0) for node in self._along(starts)[::-1]]
        told: list[tuple[str, int]] = []
        while waiting:
            node, indent = waiting.pop()
            told.append((node, indent))
            aside = [(step, indent + 1) for event in self.reader.hanging[node] for step in self._aside(event)]
            waiting += aside[::-1]
        return told

    def _aside(self, event: str) -> list[str]:
        return [event, *self._along(self.reader.onward[event])]

    def _along(self, starts: Iterable[str]) -> list[str]:
        """Reversed post-order of the flow: a meeting comes after all that leads to it."""
        finished: list[str] = []
        for start in reversed(list(starts)):
            stack = [(start, False)]
            while stack:
                node, is_left = stack.pop()
                if is_left:
                    finished.append(node)
                elif node in self.left:
                    self.left.remove(node)
                    stack.append((node, True))
                    stack += [(after, False) for after in self.reader.onward[node]]
        return finished[::-1]
