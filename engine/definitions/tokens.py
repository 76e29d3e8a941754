"""Plays a stage through in every way its choices allow, to find paths that wait for ever or meet without a join."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.definitions.bpmn import Element, Flow, Process

MOST_WORK = 10_000  # the assessment pathway needs 58

Marking = frozenset[str]  # the ids of the flows on which a token stands


@dataclass(slots=True)
class Findings:
    """`stuck`: joins that can wait for ever. `doubled`: elements that two tokens can reach at once."""

    stuck: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    gave_up: bool = False


class Board:
    """The elements and flows of one stage (or of a whole process, without its stages' insides)."""

    def __init__(self, process: Process, scope: str) -> None:
        inside = process.within.get(scope, ())
        self.elements = {one.id: one for one in inside}
        self.flows = {
            flow.id: flow
            for flow in process.flows
            if flow.scope == scope and flow.source in self.elements and flow.target in self.elements
        }
        self.outgoing = self._ends("source")
        self.incoming = self._ends("target")
        self.boundaries = {one.id: process.boundaries.get(one.id, ()) for one in inside}
        self.rank = {id: place for place, id in enumerate(self._in_order())}

    def _ends(self, end: str) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {id: [] for id in self.elements}
        for flow in self.flows.values():
            found[flow.source if end == "source" else flow.target].append(flow)
        return found

    @property
    def starts(self) -> list[Element]:
        return [one for one in self.elements.values() if one.kind == "startEvent"]

    @property
    def side_starts(self) -> list[Element]:
        """Boundary events that open a path beside the activity, which goes on."""
        return [one for one in self.elements.values() if one.kind == "boundaryEvent" and not one.interrupting]

    def next_after(self, id: str, *, aside: bool = True) -> list[str]:
        edge = [one.id for one in self.boundaries[id] if (aside or one.interrupting) and one.id in self.elements]
        return [flow.target for flow in self.outgoing[id]] + edge

    def reached_from(self, ids: list[str], *, aside: bool = True) -> set[str]:
        reached: set[str] = set()
        waiting = list(ids)
        while waiting:
            id = waiting.pop()
            if id not in reached:
                reached.add(id)
                waiting.extend(self.next_after(id, aside=aside))
        return reached

    def _in_order(self) -> list[str]:
        """Elements before those that come after them; ways back do not count."""
        seen: set[str] = set()
        finished: list[str] = []
        for start in [*(one.id for one in self.starts), *self.elements]:
            waiting = [(start, False)]
            while waiting:
                id, is_left = waiting.pop()
                if is_left:
                    finished.append(id)
                elif id not in seen:
                    seen.add(id)
                    waiting.append((id, True))
                    waiting.extend((after, False) for after in self.next_after(id) if after not in seen)
        return finished[::-1]


def play(board: Board) -> Findings:
    """Play the main path, and each side path by itself."""
    findings = Findings()
    for first in [board.starts, *([one] for one in board.side_starts)]:
        opening = frozenset(flow.id for one in first for flow in board.outgoing[one.id])
        _play(board, opening, findings)
    return findings


def _play(board: Board, opening: Marking, findings: Findings) -> None:
    seen = {opening}
    waiting = [opening]
    work = 0
    while waiting:
        marking = waiting.pop()
        work += 1 + len(marking)
        if work > MOST_WORK:
            findings.gave_up = True
            return
        for after in _steps(board, marking, findings):
            if after not in seen:
                seen.add(after)
                waiting.append(after)


def _steps(board: Board, marking: Marking, findings: Findings) -> Iterator[Marking]:
    """What can come next. Always the earliest token moves, so that tokens that can meet do meet."""
    for flow in sorted(marking, key=lambda id: (board.rank[board.flows[id].target], id)):
        element = board.elements[board.flows[flow].target]
        taken = _taken(board, element, flow)
        if taken <= marking:
            for given in _outcomes(board, element):
                left = marking - taken
                findings.doubled.update(board.flows[id].target for id in left & given)
                yield left | given
            return
    findings.stuck.update(board.flows[id].target for id in marking)


def _taken(board: Board, element: Element, flow: str) -> Marking:
    if element.kind == "parallelGateway":
        return frozenset(one.id for one in board.incoming[element.id])
    return frozenset({flow})


def _outcomes(board: Board, element: Element) -> Iterator[Marking]:
    """The flows that get a token when the element is done, one set for each way it can go."""
    if "terminate" in element.events:
        return
    leaving = frozenset(flow.id for flow in board.outgoing[element.id])
    if element.kind == "exclusiveGateway":
        yield from (frozenset({flow}) for flow in leaving)
    else:
        yield leaving
    for boundary in board.boundaries[element.id]:
        if boundary.interrupting and boundary.id in board.elements:
            yield frozenset(flow.id for flow in board.outgoing[boundary.id])
