"""The history of a case as people read it: what happened, and below it what came of that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine import LONDON
from engine.case.details import Detail
from engine.case.events import DecisionMade, FactsDerived, GatewayDecided, MessagesAwaited
from engine.case.parts import CAUSE_KINDS
from engine.case.sentences import Told

NOBODY = ("system:", "link:")
"""Acts of the system, and of people outside whom their sentences name."""

REASONS = frozenset(kind.__name__ for kind in (GatewayDecided, DecisionMade, FactsDerived, MessagesAwaited))
"""What the process made out by itself: for those who ask why."""


@dataclass(frozen=True)
class Happening:
    """A cause with its consequences, and the reasons why these followed."""

    entry: int
    """The number of the cause in the history."""
    sentence: str
    by: str
    effective_on: date
    recorded_at: datetime
    details: tuple[Detail, ...] = ()
    consequences: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_recorded_later(self) -> bool:
        return self.recorded_at.astimezone(LONDON).date() != self.effective_on


def happenings(
    history: Iterable[Told], people: Mapping[str, str], items: Mapping[str, str], since: int = 1
) -> list[Happening]:
    """What happened since an entry, the latest first; `items` names the advisers and schools that it is about."""
    found: list[Happening] = []
    about = About(items)
    for told in history:
        entry, sentence = told.entry, about.added_to(told)
        if entry.sequence < since:
            continue
        if entry.kind in CAUSE_KINDS or not found:
            by = "" if entry.actor.startswith(NOBODY) else people.get(entry.actor, entry.actor)
            found.append(Happening(entry.sequence, sentence, by, entry.effective_on, entry.recorded_at, told.details))
        elif _goes_without_saying(told):
            continue
        elif entry.kind in REASONS:
            found[-1].reasons.append(sentence)
        else:
            found[-1].consequences.append(sentence)
    return found[::-1]


def _goes_without_saying(told: Told) -> bool:
    """Where ways part or come together and nothing is asked, no reason is given."""
    return isinstance(told.event, GatewayDecided) and not told.event.saw


class About:
    """Remembers which tasks, letters and timers are about one of many, and says so in their sentences."""

    def __init__(self, items: Mapping[str, str]) -> None:
        self._items = items
        self._about: dict[str, str] = {}

    def added_to(self, told: Told) -> str:
        event = told.event
        if event is None:
            return told.sentence
        names = [str(getattr(event, kind)) for kind in ("task", "timer", "letter") if getattr(event, kind, None)]
        item = getattr(event, "item", None) or next((self._about[name] for name in names if name in self._about), None)
        if item is None:
            return told.sentence
        self._about.update(dict.fromkeys(names, item))
        called = self._items.get(item)
        return f"{told.sentence.removesuffix('.')} ({called})." if called else told.sentence
