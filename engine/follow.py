"""What a step of the process means for a case: the difference between its state and what the process waits for."""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.case import events
from engine.case.events import Event
from engine.case.rejections import CannotReckonLimit
from engine.case.state import LIFTED, CaseState, Deadline, Wait
from engine.runtime import LiveTask, LiveTimer, View
from engine.version import Version, with_item

Place = tuple[str, str | None]
"""A timer of the diagram, and the item that it counts for."""


def consequences(
    state: CaseState, view: View, version: Version, on: date | None, *, is_imported: bool = False
) -> Iterator[Event]:
    """The events that bring the state up to the view. The state may change between two of them.

    `on` is None where nobody knows the day, so that no limit can be judged by it. What a case is
    imported from may not know what a limit counts from: then its clock is left out.
    """
    yield from _withdrawn(state, view)
    yield from _ended(state, view, version, on)
    yield from _moved(state, view, version)
    yield from _opened(state, view)
    yield from _running(state, view, version, is_imported)
    if view.messages != state.awaits:
        yield events.MessagesAwaited(view.messages)
    if view.is_finished and not state.is_closed:
        outcome = view.ended_at or ""
        yield events.CaseClosed(outcome, version.process.titles.get(outcome, outcome))


def _withdrawn(state: CaseState, view: View) -> Iterator[Event]:
    for task in sorted(set(state.tasks) - set(view.tasks)):
        yield events.TaskWithdrawn(task)


def _ended(state: CaseState, view: View, version: Version, on: date | None) -> Iterator[Event]:
    """Deadlines whose activity is over: met by its completion, unless a task of the process meets them."""
    for deadline in [d for d in state.deadlines.values() if d.is_under_way and not _still_runs(d, view)]:
        was_completed = view.ended_timers.get(deadline.timer, False)
        if on is not None and was_completed and deadline.limit not in version.process.met_by_task:
            yield events.DeadlineMet(deadline.timer, on, late=on > deadline.legal)
        else:
            yield events.DeadlineLifted(deadline.timer)
    for timer in sorted(set(state.waits) - set(view.timers)):
        yield events.WaitEnded(timer)


def _still_runs(deadline: Deadline, view: View) -> bool:
    """Whether its timer waits, and for this limit: where another rule took over, the first falls away for it."""
    return deadline.timer in view.timers and view.timers[deadline.timer].limit == deadline.limit


def _moved(state: CaseState, view: View, version: Version) -> Iterator[Event]:
    """Deadlines and waits that the facts, or the law of this version, now put on another day."""
    last = _last_visits(state, view)
    for deadline in [d for d in state.deadlines.values() if _can_move(d, version, last)]:
        yield from _moved_one(deadline, state, version, events.DeadlineMoved)
    for wait in list(state.waits.values()):
        yield from _moved_one(wait, state, version, events.WaitMoved)


def _can_move(deadline: Deadline, version: Version, last: Mapping[Place, int]) -> bool:
    """What is over under a limit that this version has no more keeps its day, and so does an earlier round of a loop.

    The facts speak of the last round only: the year of this review says nothing of the year before.
    """
    if deadline.is_under_way:
        return True
    place, visit = _visit_of(deadline)
    return deadline.status != LIFTED and version.law.knows(deadline.limit) and visit == last[place]


def _last_visits(state: CaseState, view: View) -> dict[Place, int]:
    """How often each timer has been come to, by itself or for each item."""
    last: dict[Place, int] = {}
    clocks: list[Deadline | LiveTimer] = [*state.deadlines.values(), *view.timers.values()]
    for place, visit in map(_visit_of, clocks):
        last[place] = max(visit, last.get(place, 0))
    return last


def _visit_of(clock: Deadline | LiveTimer) -> tuple[Place, int]:
    bpmn_id, _, visit = clock.timer.rpartition("#")
    return (bpmn_id, clock.item), int(visit)


def _moved_one(
    clock: Deadline | Wait,
    state: CaseState,
    version: Version,
    moved: type[events.DeadlineMoved] | type[events.WaitMoved],
) -> Iterator[Event]:
    now = version.law.reckon(clock.limit, with_item(state.facts, clock.item))
    if (now.legal, now.working) != (clock.legal, clock.working):
        yield moved(clock.timer, now.legal, now.working, clock.legal, now.sentence)


def _opened(state: CaseState, view: View) -> Iterator[Event]:
    for task in [task for name, task in view.tasks.items() if name not in state.tasks]:
        yield _opening(task)
        letter = task.properties.get("letter")
        if letter is not None:
            to = task.properties.get("letter_to", "family")
            yield events.LetterDue(state.next_name(letter), letter, to, task.task, task.item)


def _opening(task: LiveTask) -> Event:
    p = task.properties
    return events.TaskOpened(
        task.task,
        task.title,
        p.get("role", "casework"),
        p.get("formJsonSchemaFilename"),
        p.get("letter"),
        task.item,
        task.within,
    )


def _running(state: CaseState, view: View, version: Version, is_imported: bool) -> Iterator[Event]:
    for timer in unknown_timers(state, view):
        try:
            events_of_timer = list(_begun(timer, state, version))
        except CannotReckonLimit:
            if not is_imported:
                raise
            continue
        yield from events_of_timer


def unknown_timers(state: CaseState, view: View) -> list[LiveTimer]:
    """Timers that are live and that the state does not know as under way."""
    return [timer for timer in view.timers.values() if not _is_known(timer, state)]


def _is_known(timer: LiveTimer, state: CaseState) -> bool:
    if timer.activity is None:
        return timer.timer in state.waits
    return timer.timer in state.deadlines and state.deadlines[timer.timer].status != LIFTED


def _begun(timer: LiveTimer, state: CaseState, version: Version) -> Iterator[Event]:
    if timer.activity is None:
        yield _wait(timer, state, version)
    else:
        yield from _deadline(timer, timer.activity, state, version)


def _deadline(timer: LiveTimer, activity: str, state: CaseState, version: Version) -> Iterator[Event]:
    r = version.law.reckon(timer.limit, with_item(state.facts, timer.item))
    yield events.DeadlineSet(timer.timer, timer.limit, activity, r.legal, r.working, r.sentence, timer.item)
    if timer.has_fired:
        yield events.DeadlineMissed(timer.timer, r.legal)


def _wait(timer: LiveTimer, state: CaseState, version: Version) -> Event:
    r = version.law.reckon(timer.limit, with_item(state.facts, timer.item))
    return events.WaitStarted(timer.timer, timer.limit, r.legal, r.working, r.sentence, timer.item)
