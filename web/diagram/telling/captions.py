"""Titles for the picture and for each thing in it."""

from web.diagram.marks import Marks
from web.diagram.planes import Plane
from web.diagram.reading.model import STEPS, Flow, Node
from web.diagram.telling.rows import Account, flat
from web.diagram.telling.words import STATE_WORDS, states_in_words

_SUMMED_UP = ("current", "late", "added", "removed", "changed")
_MOST = 12


def caption(account: Account, node: Node, states: tuple[str, ...]) -> str:
    kind, lane = account.kind(node), account.lane(node) if node.kind in STEPS else ""
    named = f"{kind}: {flat(node.name)}" if node.name else kind
    return _with_states(f"{named} ({lane})" if lane else named, states)


def flow_caption(account: Account, flow: Flow, states: tuple[str, ...]) -> str:
    ways = f"From “{account.called(flow.source)}” to “{account.called(flow.target)}”"
    return _with_states(f"{ways}: {flat(flow.name)}" if flow.name else ways, states)


def _with_states(words: str, states: tuple[str, ...]) -> str:
    return ". ".join([words, *states_in_words(states)])


def summary(account: Account, plane: Plane, marks: Marks) -> str:
    """What the picture shows, in a few sentences."""
    steps = [key for key in plane.shapes if account.contents.nodes[key].kind in STEPS]
    sentences = [f"Process diagram with {len(steps)} {'step' if len(steps) == 1 else 'steps'}."]
    for state in _SUMMED_UP:
        marked = getattr(marks, state) & plane.shapes.keys()
        named = [account.called(key) for key, _ in account.order if key in marked] if marked else []
        if named:
            more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
            sentences.append(f"{STATE_WORDS[state]}: {', '.join(named[:_MOST])}{more}.")
    return " ".join(sentences)
