"""Tell a timer that its day has passed; it takes effect on the day after its legal day."""

from dataclasses import replace
from datetime import timedelta

from engine.case.commands import FireTimer
from engine.case.events import TimerFired
from engine.case.rejections import TimerNotDue, TimerNotRunning
from engine.case.state import RUNNING, CaseState, Deadline, Wait
from engine.case_file import CaseFile, Circumstances
from engine.handlers.resolve import resolve


def fire_timer(command: FireTimer, file: CaseFile, circumstances: Circumstances) -> None:
    clock = _running(file.state, command.timer)
    fires_on = clock.legal + timedelta(days=1)
    if circumstances.effective_on < fires_on:
        raise TimerNotDue(f"Expected timer {command.timer} to be due, but its day {clock.legal} has not passed")
    on_its_day = replace(circumstances, effective_on=fires_on)
    file.record(TimerFired(command.timer, clock.limit, clock.legal), on_its_day)
    resolve(command.timer, file, circumstances)


def _running(state: CaseState, timer: str) -> Deadline | Wait:
    deadline = state.deadlines.get(timer)
    if not state.is_closed and deadline is not None and deadline.status == RUNNING:
        return deadline
    if timer in state.waits:
        return state.waits[timer]
    raise TimerNotRunning(f"Expected timer {timer} of case {state.case} to be running, but it is not")
