"""Which rows of the read models each event touches; the summary of its case is touched by every event."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.case import events
from engine.case.events import Event
from engine.case.measures import ADVICE_LIMITS, ASKED, MILESTONES, PATHWAY, STAGES
from engine.case.requests import request_names
from engine.case.state import CaseState, served_by
from engine.store.tables import measured, outside
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
REACHED = measured.milestone.name
STAGE_TIMES = measured.stage_time.name
ADVICE_TIMES = measured.advice_time.name
REQUESTS = outside.request.name
FAMILY_WORDS = outside.family_word.name


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
        REACHED: list(MILESTONES.get(state.process, ())),
        STAGE_TIMES: list(STAGES if state.process == PATHWAY else ()),
        ADVICE_TIMES: [name for name, one in state.deadlines.items() if one.limit in ADVICE_LIMITS],
        REQUESTS: request_names(state),
        FAMILY_WORDS: list(state.answers),
    }[model]


def _row(model: str, field: str) -> Touch:
    """The row that a field of the event names."""
    return Touch(model, lambda event, state: (getattr(event, field),))


def _every(model: str) -> Touch:
    """Every row of the case, and those that went by a name that the event changed."""
    return Touch(model, lambda event, state: [*names_in(model, state), *getattr(event, "renamed", ())])


def _told(model: str) -> Touch:
    """Every row of the case, if the event says something that figures depend on."""
    return Touch(model, lambda event, state: names_in(model, state) if _says_asked(event) else ())


def _says_asked(event: Event) -> bool:
    match event:
        case events.TaskCompleted() | events.TaskPassed():
            said = event.answers
        case events.MessageReceived():
            said = event.payload
        case events.FactsCorrected():
            said = event.corrected
        case events.FactsDerived():
            said = event.facts
        case _:
            return True
    return not ASKED.isdisjoint(said)


def _advised(event: Event, state: CaseState) -> Iterable[str]:
    """The deadline of the event, if it is about advice."""
    deadline = state.deadlines.get(getattr(event, "timer", ""))
    return [] if deadline is None or deadline.limit not in ADVICE_LIMITS else [deadline.timer]


def _letter_of_task(event: Event, state: CaseState) -> Iterable[str]:
    return [letter.letter for letter in state.letters.values() if letter.task == getattr(event, "task", None)]


def _served(event: Event, state: CaseState) -> Iterable[str]:
    return [letter.letter for letter in served_by(event, state)] if isinstance(event, events.FactsDerived) else []


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
_MEASURED = (_told(REACHED), _told(STAGE_TIMES))
_FACTS = (*_MEASURED, _told(ADVICE_TIMES))
_DEADLINE = (_row(DEADLINES, "timer"), _row(TIMERS, "timer"), Touch(TASKS, _pressed), Touch(ADVICE_TIMES, _advised))
_ALL = tuple(_every(model) for model in (TASKS, DEADLINES, TIMERS, LETTERS, ADVICE_TIMES))

TOUCHES: dict[type[Event], tuple[Touch, ...]] = {
    events.CaseOpened: _MEASURED,
    events.TaskCompleted: (*_TASK, Touch(LETTERS, _letter_of_task), *_FACTS),
    events.TaskPassed: (*_TASK, Touch(LETTERS, _letter_of_task), *_FACTS),
    events.WaitPassed: _TIMER,
    events.TimerFired: _TIMER,
    events.MessageReceived: _FACTS,
    events.FactsCorrected: _FACTS,
    events.LetterSent: (_row(LETTERS, "letter"), *_MEASURED),
    events.VersionChanged: _ALL,
    events.CaseReopened: (*_ALL, *_MEASURED),
    events.ExceptionRecorded: _DEADLINE,
    events.ExceptionEnded: (Touch(DEADLINES, _excused),),
    events.TaskClaimed: _TASK,
    events.TaskReleased: _TASK,
    events.TaskAssigned: _TASK,
    events.NoteAdded: (_row(NOTES, "note"),),
    events.DocumentAttached: (_row(DOCUMENTS, "document"),),
    events.AnswerReceived: (_row(FAMILY_WORDS, "answer"),),
    events.AnswerSettled: (_row(FAMILY_WORDS, "answer"),),
    events.PersonMerged: tuple(_every(model) for model in (TASKS, DEADLINES, LETTERS)),
    events.TeamChanged: NONE,  # every row says the team, and each is told at once in `writing`
    events.EffectCarriedOut: _EFFECT,
    events.IncidentRaised: (_row(INCIDENTS, "incident"),),
    events.IncidentResolved: (_row(INCIDENTS, "incident"),),
    events.FactsDerived: (*_FACTS, Touch(LETTERS, _served)),
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
    events.CaseClosed: _MEASURED,
}

# What is asked of people outside hangs on facts, letters, limits, tasks and answers: its few rows are written anew.
_ASKED = (
    *(events.TaskCompleted, events.TaskPassed, events.TaskOpened, events.TaskWithdrawn),
    *(events.MessageReceived, events.FactsCorrected, events.LetterSent, events.PersonMerged),
    *(events.DeadlineSet, events.DeadlineMoved, events.DeadlineLifted, events.VersionChanged),
    *(events.CaseClosed, events.CaseReopened, events.AnswerReceived, events.AnswerSettled),
)
_WORDS = (events.PersonMerged, events.CaseClosed, events.CaseReopened)
for _kind in _ASKED:
    TOUCHES[_kind] = (*TOUCHES[_kind], Touch(REQUESTS, lambda event, state: request_names(state)))
for _kind in _WORDS:
    TOUCHES[_kind] = (*TOUCHES[_kind], _every(FAMILY_WORDS))

TURNS = (events.CaseOpened, events.CaseClosed, events.CaseReopened, events.PersonMerged)
"""What changes the summary of a case in more than where it stands."""
