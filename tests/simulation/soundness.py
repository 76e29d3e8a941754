"""Whether the cases of a person that lived side by side are sound: each by itself, and all together."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from engine.case.state import RUNNING, CaseState
from engine.case_file import relive
from engine.living.simulate import Life
from engine.runtime import freeze, thaw

ONE_AT_A_TIME = {"plan_maintenance", "annual_review", "phase_transfer", "cease_plan", "reassessment", "ehc_assessment"}
"""A person may have several complaints, disputes, appeals or amendments at once, but only one of each of these."""


def faults_of(lives: Sequence[Life], today: date, reopened: set[str]) -> Iterator[str]:
    """Sentences about whatever is not as it should be; what was reopened by mistake may ask for the same work again."""
    for life in lives:
        state = life.file.state
        found = [*_history_faults(life), *_clock_faults(life, today), *_end_faults(state)]
        if not state.is_closed:
            found += _snapshot_faults(life)
        yield from (f"{state.case} ({state.process}) {fault}" for fault in found)
    states = [life.file.state for life in lives]
    if not reopened:
        yield from _asked_twice(states)
    yield from _waiting_for_nothing(states)


def _history_faults(life: Life) -> Iterator[str]:
    was, now = life.file.new, relive(life.file.state.case, life.file.new, life.file.shelf).new
    differing = [one for one, other in zip(was, now, strict=False) if one.hash != other.hash]
    if differing or len(was) != len(now):
        yield f"does not come out the same again: {differing[:1] or len(now)}"


def _snapshot_faults(life: Life) -> Iterator[str]:
    assert life.file.run is not None, "an open case has a run"
    frozen = json.loads(json.dumps(freeze(life.file.run)))
    again = thaw(life.file.version.process, json.loads(json.dumps(frozen)))
    if again.view() != life.file.run.view() or json.loads(json.dumps(freeze(again))) != frozen:
        yield "thaws to another run"
    if unknown := life.file.unknown_timers():
        yield f"has timers that wait for a day which nobody knows: {[timer.timer for timer in unknown]}"


def _clock_faults(life: Life, today: date) -> Iterator[str]:
    state = life.file.state
    overdue = [timer for timer, day in life._timers() if day <= today]
    if overdue and not state.is_closed:
        yield f"has timers that fell due and did not fire: {overdue}"
    under_way = [(one.limit, one.item) for one in state.deadlines.values() if one.is_under_way]
    if twice := sorted({limit for limit, item in under_way if under_way.count((limit, item)) > 1}):
        yield f"has two open deadlines of one limit: {twice}"


def _end_faults(state: CaseState) -> Iterator[str]:
    wanted = [name for name, one in state.effects.items() if one["kind"] in ("CaseToOpen", "MessageToSend")]
    if state.incidents or wanted:
        yield f"has incidents {state.incidents}, and wanted in vain {wanted}"
    left = [*state.tasks, *state.waits, *(one.timer for one in state.deadlines.values() if one.is_under_way)]
    if state.is_closed and (left or not state.outcome):
        yield f"ended in {state.outcome}, but has left {left}"


def _asked_twice(states: Sequence[CaseState]) -> Iterator[str]:
    """Two cases of one person that ask for the same work."""
    asked = [
        (state.process, task)
        for state in states
        if state.process in ONE_AT_A_TIME
        for task in {name.split("#")[0] for name in state.tasks}
    ]
    if twice := sorted({task for task in asked if asked.count(task) > 1}):
        yield f"two cases ask for {twice}"


def _waiting_for_nothing(states: Sequence[CaseState]) -> Iterator[str]:
    """A case that is open must wait for somebody, for a day, or for a case that it opened and that goes on."""
    busy = {state.case for state in states if state.tasks or state.waits or _has_running(state)}
    opening = {state.opened_by_case for state in states if not state.is_closed}
    for state in states:
        if not state.is_closed and state.case not in busy | opening:
            yield f"{state.case} ({state.process}) waits for nothing but {state.awaits}"


def _has_running(state: CaseState) -> bool:
    return any(deadline.status == RUNNING for deadline in state.deadlines.values())
