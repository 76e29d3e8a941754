"""What a correction would move: lived on a copy of the case, so that nothing is recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.case.commands import CorrectFacts
from engine.case.events import DeadlineMoved, FactsCorrected, WaitMoved
from engine.case.rejections import NotFound
from engine.case.sentences import Teller
from engine.case.state import MISSED, RUNNING, CaseState, Deadline
from engine.case.words import Words
from engine.engine import Engine

WAITING = "waiting"
_TOLD_OTHERWISE = (FactsCorrected, DeadlineMoved, WaitMoved)


@dataclass(frozen=True)
class Standing:
    """The day of a limit, and how it stands on the day of the question."""

    legal: date
    status: str


@dataclass(frozen=True)
class Moved:
    """A limit or a wait before and after; one that begins has no before, one that is over no after."""

    timer: str
    limit: str
    item: str | None
    was: Standing | None
    now: Standing | None


@dataclass(frozen=True)
class Foreseen:
    """What a correction would bring: days that move, and whatever else would follow, in sentences."""

    moved: tuple[Moved, ...]
    unmoved: int
    sentences: tuple[str, ...]


def foresee(engine: Engine, command: CorrectFacts, state: CaseState, words: Words) -> Foreseen:
    """What would follow from a correction; raises what recording it would raise. `state` is the case as it stands."""
    today = engine.today()
    before = dict(_standings(state, today))
    file = engine.try_out(command)
    after = dict(_standings(file.state, today))
    moved = tuple(_differences(state, file.state, before, after))
    teller = Teller(words)
    events = [entry.event for entry in file.new if not isinstance(entry.event, _TOLD_OTHERWISE)]
    return Foreseen(moved, len(after) - sum(one.now is not None for one in moved), tuple(map(teller.tell, events)))


def _standings(state: CaseState, today: date) -> Iterator[tuple[str, Standing]]:
    for timer, deadline in state.deadlines.items():
        yield timer, Standing(deadline.legal, _status(deadline, today))
    for timer, wait in state.waits.items():
        yield timer, Standing(wait.legal, WAITING)


def _status(deadline: Deadline, today: date) -> str:
    """As the sweep will say at once where the day has passed."""
    return MISSED if deadline.status == RUNNING and deadline.legal < today else deadline.status


def _differences(
    old: CaseState, new: CaseState, before: dict[str, Standing], after: dict[str, Standing]
) -> Iterator[Moved]:
    for timer in dict.fromkeys([*before, *after]):
        was, now = before.get(timer), after.get(timer)
        if was != now:
            state = new if timer in new.deadlines or timer in new.waits else old
            clock = state.deadlines.get(timer) or state.waits.get(timer)
            if clock is None:
                raise NotFound(f"Expected a time limit {timer} in case {old.case}, but there is none")
            yield Moved(timer, clock.limit, clock.item, was, now)
