"""Paths that part together come together: no join waits for ever, and nothing is done twice at once."""

from collections.abc import Iterator
from functools import cache

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding
from engine.definitions.tokens import Board, play

RULE = "sound_joins"


def findings(definition: Definition) -> Iterator[Finding]:
    for process in definition.processes.values():
        for scope in process.scopes:
            board = Board(process, scope)
            for element, sentence in _faults(board):
                yield Finding(RULE, process.file, element, sentence)
            for element, sentence in _never_joined(board):
                yield Finding(RULE, process.file, element, sentence, "advice")


def _faults(board: Board) -> Iterator[tuple[str, str]]:
    found = play(board)
    for id in sorted(found.stuck):
        yield id, f"{board.elements[id].said} can wait for ever: one of the paths that it joins may never be taken"
    for id in sorted(found.doubled - found.stuck):
        yield id, f"{board.elements[id].said} can be reached twice at once: join the parallel paths before it"
    if found.gave_up:
        yield next(iter(board.elements)), "This is too tangled to be checked: divide it into stages"
    yield from _rejoined(board)


def _rejoined(board: Board) -> Iterator[tuple[str, str]]:
    """A path beside an activity must not come back to the main path, which goes on by itself."""
    main = board.reached_from([one.id for one in board.starts], aside=False)
    for side in board.side_starts:
        met = [id for id in board.elements if id in board.reached_from([side.id]) & main]
        if met:
            said = board.elements[met[0]].said
            yield side.id, f"What follows {side.said} comes back to {said}, which would then be done twice"


def _never_joined(board: Board) -> Iterator[tuple[str, str]]:
    """Paths that part, and do not end together either: an end that ends everything ends the others too."""
    reached_from = cache(lambda id: board.reached_from([id]))
    for id, one in board.elements.items():
        ahead = [reached_from(flow.target) for flow in board.outgoing[id] if one.kind == "parallelGateway"]
        if len(ahead) > 1 and not set.intersection(*ahead) and not _ends_all(board, set.union(*ahead)):
            yield id, f"The paths that part at {one.said} never come together again; that is sound, but seldom meant"


def _ends_all(board: Board, ids: set[str]) -> bool:
    return any("terminate" in board.elements[id].events for id in ids)
