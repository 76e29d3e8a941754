"""Every path leads from a start to an end: nothing unreachable, no dead end, no loop without a way out."""

from collections.abc import Iterator

from engine.definitions.bpmn import Process
from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.tokens import Board

RULE = "whole_paths"


def findings(definition: Definition) -> Iterator[Finding]:
    for process in definition.processes.values():
        yield from _loose_ends(process)
        for scope in process.scopes:
            board = Board(process, scope)
            for element, sentence in _faults(board):
                yield Finding(RULE, process.file, element, sentence)


def _loose_ends(process: Process) -> Iterator[Finding]:
    for flow in process.flows:
        ends = [process.by_id.get(flow.source), process.by_id.get(flow.target)]
        if any(end is None or end.scope != flow.scope for end in ends):
            sentence = f"The arrow '{flow.id}' must join two elements of the same stage"
            yield Finding(RULE, process.file, flow.id, sentence)
    for one in process.elements:
        host = process.by_id.get(one.attached_to)
        if one.kind == "boundaryEvent" and (host is None or host.scope != one.scope):
            yield Finding(RULE, one.file, one.id, f"{one.said} must stand on the edge of an activity beside it")


def _faults(board: Board) -> Iterator[tuple[str, str]]:
    reached = board.reached_from([one.id for one in board.starts])
    to_an_end = _leading_to_an_end(board)
    for id, one in board.elements.items():
        if id not in reached:
            yield id, f"{one.said} cannot be reached from the start"
        if one.kind == "endEvent" and board.outgoing[id]:
            yield id, f"{one.said} is an end, so no arrow may leave it"
        elif one.kind in ("startEvent", "boundaryEvent") and board.incoming[id]:
            yield id, f"No arrow may lead to {one.said}: it begins by itself"
        elif one.kind != "endEvent" and not board.outgoing[id]:
            yield id, f"{one.said} is a dead end: an arrow must lead on, at least to an end event"
        elif id not in to_an_end:
            yield id, f"{one.said} never reaches an end: there is no way out of the loop"


def _leading_to_an_end(board: Board) -> set[str]:
    """Elements from which an end, or a dead end that is a finding of its own, can be reached."""
    before: dict[str, list[str]] = {}
    for id in board.elements:
        for after in board.next_after(id):
            before.setdefault(after, []).append(id)
    leading: set[str] = set()
    waiting = [id for id in board.elements if not board.outgoing[id]]
    while waiting:
        id = waiting.pop()
        if id not in leading:
            leading.add(id)
            waiting.extend(before.get(id, ()))
    return leading
