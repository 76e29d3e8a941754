"""Which rows of the read models each event touches; the summary of its case is touched by every event."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.case import events
from engine.case.events import Event
from engine.case.state import CaseState
from engine.store.tables import read_models as models

TASKS = models.open_task.name
DEADLINES = models.deadline.name
TIMERS = models.timer.name
LETTERS = models.letter.name
PLANS = models.plan_edition.name
EFFECTS = models.effect.name
INCIDENTS = models.incident.name
DOCUMENTS = models.document.name
NOTES = models.note.name


@dataclass(frozen=True)
class Touch:
    """Rows of one read model, by their names: those that the state still has are written, the others deleted."""

    model: str
    names: Callable[[Event, CaseState], Iterable[str]]


def names_in(model: str, state: CaseState) -> list[str]:
    """The names of all rows of a case that this read model can have."""
    return {
        TASKS: list(state.tasks),
        DEADLINES: list(state.deadlines),
        TIMERS: [*state.deadlines, *state.waits],
        LETTERS: list(state.letters),
    }[model]


def _row(model: str, field: str) -> Touch:
    """The row that a field of the event names."""
    return Touch(model, lambda event, state: (getattr(event, field),))


def _every(model: str) -> Touch:
    """Every row of the case, and those that went by a name that the event changed."""
    return Touch(model, lambda event, state: [*names_in(model, state), *getattr(event, "renamed", ())])


def _letter_of_task(event: Event, state: CaseState) -> Iterable[str]:
    return [letter.letter for letter in state.letters.values() if letter.task == getattr(event, "task", None)]


def _excused(event: Event, state: CaseState) -> Iterable[str]:
    exception = getattr(event, "exception", None)
    return [deadline.timer for deadline in state.deadlines.values() if deadline.exception == exception]


def _pressed(event: Event, state: CaseState) -> Iterable[str]:
    """The open tasks that the deadline of the event can press."""
    deadline = state.deadlines.get(getattr(event, "timer", ""))
    return [] if deadline is None else [name for name, task in state.tasks.items() if deadline.activity in task.within]


NONE: tuple[Touch, ...] = ()
_TASK = (_row(TASKS, "task"),)
_TIMER = (_row(TIMERS, "timer"),)
_EFFECT = (_row(EFFECTS, "effect"),)
_DEADLINE = (_row(DEADLINES, "timer"), _row(TIMERS, "timer"), Touch(TASKS, _pressed))
_ALL = tuple(_every(model) for model in (TASKS, DEADLINES, TIMERS, LETTERS))

TOUCHES: dict[type[Event], tuple[Touch, ...]] = {
    events.CaseOpened: NONE,
    events.TaskCompleted: (*_TASK, Touch(LETTERS, _letter_of_task)),
    events.TaskPassed: (*_TASK, Touch(LETTERS, _letter_of_task)),
    events.WaitPassed: _TIMER,
    events.TimerFired: _TIMER,
    events.MessageReceived: NONE,
    events.FactsCorrected: NONE,
    events.LetterSent: (_row(LETTERS, "letter"),),
    events.VersionChanged: _ALL,
    events.CaseReopened: _ALL,
    events.ExceptionRecorded: _DEADLINE,
    events.ExceptionEnded: (Touch(DEADLINES, _excused),),
    events.TaskClaimed: _TASK,
    events.TaskReleased: _TASK,
    events.TaskAssigned: _TASK,
    events.NoteAdded: (_row(NOTES, "note"),),
    events.DocumentAttached: (_row(DOCUMENTS, "document"),),
    events.PersonMerged: tuple(_every(model) for model in (TASKS, DEADLINES, LETTERS)),
    events.EffectCarriedOut: _EFFECT,
    events.IncidentRaised: (_row(INCIDENTS, "incident"),),
    events.IncidentResolved: (_row(INCIDENTS, "incident"),),
    events.FactsDerived: NONE,
    events.GatewayDecided: NONE,
    events.DecisionMade: NONE,
    events.TaskOpened: _TASK,
    events.TaskWithdrawn: (*_TASK, Touch(LETTERS, _letter_of_task)),
    events.DeadlineSet: _DEADLINE,
    events.DeadlineMoved: _DEADLINE,
    events.DeadlineMet: _DEADLINE,
    events.DeadlineMissed: _DEADLINE,
    events.DeadlineLifted: _DEADLINE,
    events.WaitStarted: _TIMER,
    events.WaitMoved: _TIMER,
    events.WaitEnded: _TIMER,
    events.MessagesAwaited: NONE,
    events.LetterDue: (_row(LETTERS, "letter"),),
    events.LetterToFile: _EFFECT,
    events.PlanIssued: (_row(PLANS, "plan"),),
    events.CaseToOpen: _EFFECT,
    events.MessageToSend: _EFFECT,
    events.NotificationDue: _EFFECT,
    events.CaseClosed: NONE,
}

TURNS = (events.CaseOpened, events.CaseClosed, events.CaseReopened, events.PersonMerged)
"""What changes the summary of a case in more than where it stands."""
