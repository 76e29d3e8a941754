"""The rows that figures are counted from, in values that are ready for the driver."""

from collections.abc import Callable

from engine.case.measures import milestones_of, service_of, stages_of
from engine.case.state import CaseState
from engine.statute import Calendar
from engine.store.projections.labels import Label, Row
from engine.store.projections.touches import ADVICE_TIMES, REACHED, STAGE_TIMES
from engine.store.types import written_day, written_last_day

ENGLAND = Calendar()
"""The working days of the law; days off that one authority adds make no difference to a median."""


def _milestone(name: str, state: CaseState, label: Label) -> Row | None:
    reached = milestones_of(state).get(name)
    if reached is None:
        return None
    return {
        "case": state.case,
        "milestone": name,
        "authority": label.authority,
        "team": state.team,
        "reached_on": written_day(reached.on),
        "kind": reached.kind,
    }


def _stage(name: str, state: CaseState, label: Label) -> Row | None:
    stage = stages_of(state).get(name)
    if stage is None:
        return None
    return {
        "case": state.case,
        "stage": name,
        "authority": label.authority,
        "team": state.team,
        "began_on": written_day(stage.began_on),
        "ended_on": written_last_day(stage.ended_on),
        "working_days": stage.ended_on and ENGLAND.working_days_between(stage.began_on, stage.ended_on),
    }


def _advice(name: str, state: CaseState, label: Label) -> Row | None:
    deadline = state.deadlines.get(name)
    service = deadline and service_of(deadline, state)
    if deadline is None or service is None:
        return None
    late = None if deadline.met_on is None else max(0, (deadline.met_on - deadline.legal).days)
    return {
        "case": state.case,
        "timer": name,
        "authority": label.authority,
        "team": state.team,
        "service": service,
        "legal": written_day(deadline.legal),
        "met_on": written_day(deadline.met_on),
        "days_late": late,
    }


MEASURES: dict[str, Callable[[str, CaseState, Label], Row | None]] = {
    REACHED: _milestone,
    STAGE_TIMES: _stage,
    ADVICE_TIMES: _advice,
}
