"""What a page wants to point out on a diagram: where a case stands, or what has changed."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from web.diagram.reading.model import Contents

STATES = ("current", "late", "done", "path", "added", "removed", "changed")
"""Every state, the most important first."""

_SHOWN_OUTSIDE = ("current", "late", "added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Marks:
    """BPMN ids by state. Ids that the diagram does not know are ignored."""

    current: Set[str] = frozenset()
    done: Set[str] = frozenset()
    path: Set[str] = frozenset()
    late: Set[str] = frozenset()
    added: Set[str] = frozenset()
    removed: Set[str] = frozenset()
    changed: Set[str] = frozenset()

    def of(self, element: str) -> tuple[str, ...]:
        """The states of one element, the most important first."""
        return tuple(state for state in STATES if element in getattr(self, state))


UNMARKED = Marks()


def seen_from_outside(marks: Marks, contents: Contents, drawn: Iterable[str]) -> Marks:
    """The marks of one plane: a closed stage shows that something inside it is current, late or new."""
    shown = set(drawn)
    sets = {state: set(getattr(marks, state)) for state in STATES}
    for state in _SHOWN_OUTSIDE:
        for element in getattr(marks, state) - shown:
            stage = next((outer for outer in contents.ancestors(element) if outer in shown), None)
            if stage:
                sets[state if state in ("current", "late") else "changed"].add(stage)
    return Marks(**sets)
