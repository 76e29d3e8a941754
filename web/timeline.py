"""The history of a case as people read it: what happened, and below it what came of that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine import LONDON
from engine.case.events import CAUSES, FactsDerived, GatewayDecided, MessagesAwaited
from engine.case.sentences import Told

CAUSE_KINDS = frozenset(cause.__name__ for cause in CAUSES)
REASONS = frozenset(kind.__name__ for kind in (GatewayDecided, FactsDerived, MessagesAwaited))
"""What the process made out by itself: for those who ask why."""


@dataclass(frozen=True)
class Happening:
    """A cause with its consequences, and the reasons why these followed."""

    sentence: str
    by: str
    effective_on: date
    recorded_at: datetime
    consequences: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_recorded_later(self) -> bool:
        return self.recorded_at.astimezone(LONDON).date() != self.effective_on


def happenings(history: Iterable[Told], people: Mapping[str, str]) -> list[Happening]:
    """The latest first."""
    return list(_in_order(history, people))[::-1]


def _in_order(history: Iterable[Told], people: Mapping[str, str]) -> Iterator[Happening]:
    current: Happening | None = None
    for told in history:
        entry = told.entry
        if entry.kind in CAUSE_KINDS or current is None:
            if current is not None:
                yield current
            by = "" if entry.actor.startswith("system:") else people.get(entry.actor, entry.actor)
            current = Happening(told.sentence, by, entry.effective_on, entry.recorded_at)
        elif entry.kind in REASONS:
            current.reasons.append(told.sentence)
        else:
            current.consequences.append(told.sentence)
    if current is not None:
        yield current
