"""The state of a case, and the one small function per event that changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch
from typing import Any

from engine.case import events
from engine.case.events import Event, Facts
from engine.case.history import Entry

RUNNING, MET, MET_LATE, MISSED, LIFTED = "running", "met", "met_late", "missed", "lifted"

REMINDED = frozenset({"advice_chased_on", "school_chased_on"})
"""The facts that say that somebody was reminded of what they were asked."""


def reminders_of(item: str) -> str:
    """Under which name the reminders of an item are counted."""
    return f"reminders/{item}"


@dataclass
class OpenTask:
    """A task that somebody can work on now."""

    task: str
    title: str
    role: str
    form: str | None
    letter: str | None
    item: str | None
    within: tuple[str, ...]
    opened_on: date
    assignee: str | None = None


@dataclass
class Deadline:
    """What a time limit asks of the authority in this case, and how it stands."""

    timer: str
    limit: str
    activity: str
    legal: date
    working: date
    sentence: str
    item: str | None
    status: str = RUNNING
    met_on: date | None = None
    exception: str | None = None

    @property
    def is_excused(self) -> bool:
        return self.exception is not None

    @property
    def is_under_way(self) -> bool:
        """Still to be met: running, or missed and not yet done."""
        return self.status in (RUNNING, MISSED)


@dataclass
class Wait:
    """A period that must pass before the process goes on."""

    timer: str
    limit: str
    legal: date
    working: date
    sentence: str
    item: str | None


@dataclass
class Letter:
    letter: str
    template: str
    to: str
    task: str | None
    item: str | None
    due_on: date
    sent_on: date | None = None
    means: str | None = None
    served_on: date | None = None
    is_withdrawn: bool = False
    """The task that would have sent it was withdrawn, so nobody waits for it any more."""


@dataclass
class CaseState:
    """Everything that the history says about a case, as it stands now."""

    case: str = ""
    process: str = ""
    version: str = ""
    person: str = ""
    team: str | None = None
    opened_by_case: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    outcome: str | None = None
    outcome_title: str | None = None
    sequence: int = 0
    facts: Facts = field(default_factory=dict)
    tasks: dict[str, OpenTask] = field(default_factory=dict)
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    waits: dict[str, Wait] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    exceptions: dict[str, Facts] = field(default_factory=dict)
    awaits: tuple[str, ...] = ()
    effects: dict[str, Facts] = field(default_factory=dict)
    incidents: dict[str, Facts] = field(default_factory=dict)
    documents: dict[str, Facts] = field(default_factory=dict)
    answers: dict[str, Facts] = field(default_factory=dict)
    """What came through links and nobody has settled yet."""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def next_name(self, what: str) -> str:
        """The next name of its kind in this case: `letter#3`; the same on every replay."""
        return f"{what}#{self.counts.get(what, 0) + 1}"


def merged(facts: Facts, answers: Mapping[str, Any], item: str | None) -> Facts:
    """The facts with answers put in: at the top, or into one item (`advice/01`) of a collection.

    New members of a collection join those that are there. The facts given are not changed.
    """
    if item is None:
        return {**facts, **{name: _joined(facts.get(name), value) for name, value in answers.items()}}
    collection, key = item.split("/", 1)
    rows = dict(facts.get(collection) or {})
    rows[key] = {**rows.get(key, {}), **answers}
    return {**facts, collection: rows}


def _joined(present: Any, value: Any) -> Any:
    return {**present, **value} if isinstance(present, dict) and isinstance(value, dict) else value


@singledispatch
def change(event: Event, state: CaseState, on: date) -> None:
    """Apply one event, effective on a day, to the state of its case."""
    raise TypeError(f"Expected an applier for {type(event).__name__}, but there is none")


def apply(event: Event, state: CaseState, on: date) -> None:
    change(event, state, on)
    state.sequence += 1


def state_after(case: str, entries: Iterable[Entry]) -> CaseState:
    """The state that a whole history leaves a case in."""
    state = CaseState(case=case)
    for entry in entries:
        state.version = entry.version
        apply(entry.event, state, entry.effective_on)
    return state


def _count(state: CaseState, name: str) -> None:
    what, number = name.rsplit("#", 1)
    state.counts[what] = max(int(number), state.counts.get(what, 0))


@change.register
def _(event: events.CaseOpened, state: CaseState, on: date) -> None:
    state.process, state.person, state.opened_on = event.process, event.person, on
    state.team, state.opened_by_case = event.team, event.opened_by_case
    state.facts = dict(event.facts)


@change.register
def _(event: events.TaskCompleted, state: CaseState, on: date) -> None:
    task = state.tasks.pop(event.task)
    state.facts = merged(state.facts, event.answers, task.item)
    if task.item is not None and not REMINDED.isdisjoint(event.answers):
        state.counts[reminders_of(task.item)] = state.counts.get(reminders_of(task.item), 0) + 1
    _settle_answers(event.task, state)
    letter = letter_of(event.task, state)
    if letter is not None:
        letter.sent_on, letter.means = _sending(event.answers, letter.template)


@change.register
def _(event: events.TaskPassed, state: CaseState, on: date) -> None:
    state.facts = merged(state.facts, event.answers, state.tasks.pop(event.task).item)
    _settle_answers(event.task, state)
    letter = letter_of(event.task, state)
    if letter is not None:
        letter.is_withdrawn = True


@change.register
def _(event: events.WaitPassed, state: CaseState, on: date) -> None:
    pass  # a wait that could be reckoned is ended by its consequence; any other was never in the state


def _sending(answers: Facts, template: str) -> tuple[date | None, str | None]:
    sent_on = answers.get(f"{template}_sent_on")
    return (date.fromisoformat(sent_on) if sent_on else None), answers.get(f"{template}_means")


@change.register
def _(event: events.TimerFired, state: CaseState, on: date) -> None:
    pass  # what the firing means is said by its consequences


@change.register
def _(event: events.MessageReceived, state: CaseState, on: date) -> None:
    state.facts = merged(state.facts, event.payload, event.item)


@change.register
def _(event: events.FactsCorrected, state: CaseState, on: date) -> None:
    state.facts = merged(state.facts, event.corrected, event.item)


@change.register
def _(event: events.LetterSent, state: CaseState, on: date) -> None:
    letter = state.letters[event.letter]
    letter.sent_on, letter.means, letter.served_on = event.sent_on, event.means, event.served_on
    state.facts = merged(state.facts, facts_of_sending(event, letter), letter.item)


def facts_of_sending(event: events.LetterSent, letter: Letter) -> Facts:
    return {
        f"{letter.template}_sent_on": event.sent_on.isoformat(),
        f"{letter.template}_means": event.means,
        f"{letter.template}_served_on": event.served_on.isoformat(),
    }


@change.register
def _(event: events.VersionChanged, state: CaseState, on: date) -> None:
    for name in [name for name in state.tasks if name in event.renamed]:
        moved = state.tasks.pop(name)
        moved.task = event.renamed[name]
        state.tasks[moved.task] = moved
    for timer in [name for name in state.deadlines if name in event.renamed]:
        deadline = state.deadlines.pop(timer)
        deadline.timer = event.renamed[timer]
        state.deadlines[deadline.timer] = deadline
    for timer in [name for name in state.waits if name in event.renamed]:
        wait = state.waits.pop(timer)
        wait.timer = event.renamed[timer]
        state.waits[wait.timer] = wait
    for letter in state.letters.values():
        letter.task = event.renamed.get(letter.task, letter.task) if letter.task else None
    for answer in state.answers.values():
        if answer.get("task") in event.renamed:
            answer["task"] = event.renamed[answer["task"]]
    # What opens later is inside activities by their new ids, and must still find its deadline.
    for deadline in state.deadlines.values():
        deadline.activity = event.moved_ids.get(deadline.activity, deadline.activity)
    for task in state.tasks.values():
        task.within = tuple(event.moved_ids.get(activity, activity) for activity in task.within)


@change.register
def _(event: events.CaseReopened, state: CaseState, on: date) -> None:
    state.closed_on = state.outcome = state.outcome_title = None
    state.facts = dict(event.facts)
    for timer in event.again:  # lifted until they are set again, which the process does at once
        state.deadlines[timer].status, state.deadlines[timer].met_on = LIFTED, None


@change.register
def _(event: events.ExceptionRecorded, state: CaseState, on: date) -> None:
    state.deadlines[event.timer].exception = event.exception
    state.exceptions[event.exception] = {**events.to_record(event), "recorded_on": on.isoformat()}
    _count(state, event.exception)


@change.register
def _(event: events.ExceptionEnded, state: CaseState, on: date) -> None:
    state.exceptions[event.exception] |= {"ended_on": event.ended_on.isoformat(), "note": event.note}


@change.register
def _(event: events.TaskClaimed, state: CaseState, on: date) -> None:
    state.tasks[event.task].assignee = event.by


@change.register
def _(event: events.TaskReleased, state: CaseState, on: date) -> None:
    state.tasks[event.task].assignee = None


@change.register
def _(event: events.TaskAssigned, state: CaseState, on: date) -> None:
    state.tasks[event.task].assignee = event.to


@change.register
def _(event: events.NoteAdded, state: CaseState, on: date) -> None:
    _count(state, event.note)


@change.register
def _(event: events.DocumentAttached, state: CaseState, on: date) -> None:
    state.documents[event.document] = events.to_record(event)
    _count(state, event.document)


@change.register
def _(event: events.AnswerReceived, state: CaseState, on: date) -> None:
    state.answers[event.answer] = {**events.to_record(event), "documents": list(event.documents)}
    _count(state, event.answer)


@change.register
def _(event: events.AnswerSettled, state: CaseState, on: date) -> None:
    state.answers.pop(event.answer, None)


def _settle_answers(task: str, state: CaseState) -> None:
    """What came for a task that is done, or that nobody needs any more, waits for nobody."""
    for name in [name for name, answer in state.answers.items() if answer.get("task") == task]:
        del state.answers[name]


@change.register
def _(event: events.PersonMerged, state: CaseState, on: date) -> None:
    state.person = event.person


@change.register
def _(event: events.TeamChanged, state: CaseState, on: date) -> None:
    state.team = event.team


@change.register
def _(event: events.EffectCarriedOut, state: CaseState, on: date) -> None:
    state.effects.pop(event.effect, None)


@change.register
def _(event: events.IncidentRaised, state: CaseState, on: date) -> None:
    state.incidents[event.incident] = events.to_record(event)
    _count(state, event.incident)


@change.register
def _(event: events.IncidentResolved, state: CaseState, on: date) -> None:
    state.incidents.pop(event.incident, None)


@change.register
def _(event: events.FactsDerived, state: CaseState, on: date) -> None:
    state.facts = merged(state.facts, event.facts, event.item)
    for letter in served_by(event, state):
        letter.served_on = date.fromisoformat(event.facts[f"{letter.template}_served_on"])


def served_by(event: events.FactsDerived, state: CaseState) -> list[Letter]:
    """The letter, if any, of which the rule of service says when it counts as served: the last of its kind."""
    if event.by != "service":
        return []
    sent = (one for one in state.letters.values() if one.sent_on is not None and one.item == event.item)
    return [one for one in sent if f"{one.template}_served_on" in event.facts][-1:]


@change.register
def _(event: events.GatewayDecided, state: CaseState, on: date) -> None:
    pass  # kept for the reader of the history


@change.register
def _(event: events.DecisionMade, state: CaseState, on: date) -> None:
    pass  # kept for the reader of the history; what the table gave is said by the facts derived


@change.register
def _(event: events.TaskOpened, state: CaseState, on: date) -> None:
    state.tasks[event.task] = OpenTask(
        event.task, event.title, event.role, event.form, event.letter, event.item, event.within, on
    )


@change.register
def _(event: events.TaskWithdrawn, state: CaseState, on: date) -> None:
    del state.tasks[event.task]
    _settle_answers(event.task, state)
    letter = letter_of(event.task, state)
    if letter is not None:
        letter.is_withdrawn = True


@change.register
def _(event: events.DeadlineSet, state: CaseState, on: date) -> None:
    known = state.deadlines.get(event.timer)
    state.deadlines[event.timer] = Deadline(
        event.timer,
        event.limit,
        event.activity,
        event.legal,
        event.working,
        event.sentence,
        event.item,
        exception=known.exception if known else None,
    )


@change.register
def _(event: events.DeadlineMoved, state: CaseState, on: date) -> None:
    deadline = state.deadlines[event.timer]
    deadline.legal, deadline.working, deadline.sentence = event.legal, event.working, event.sentence
    if deadline.met_on is not None:
        deadline.status = MET_LATE if deadline.met_on > event.legal else MET
    elif deadline.status == MISSED and event.legal >= on:
        deadline.status = RUNNING


@change.register
def _(event: events.DeadlineMet, state: CaseState, on: date) -> None:
    deadline = state.deadlines[event.timer]
    deadline.status, deadline.met_on = MET_LATE if event.late else MET, event.met_on


@change.register
def _(event: events.DeadlineMissed, state: CaseState, on: date) -> None:
    state.deadlines[event.timer].status = MISSED


@change.register
def _(event: events.DeadlineLifted, state: CaseState, on: date) -> None:
    state.deadlines[event.timer].status = LIFTED


@change.register
def _(event: events.WaitStarted, state: CaseState, on: date) -> None:
    state.waits[event.timer] = Wait(event.timer, event.limit, event.legal, event.working, event.sentence, event.item)


@change.register
def _(event: events.WaitMoved, state: CaseState, on: date) -> None:
    wait = state.waits[event.timer]
    wait.legal, wait.working, wait.sentence = event.legal, event.working, event.sentence


@change.register
def _(event: events.WaitEnded, state: CaseState, on: date) -> None:
    del state.waits[event.timer]


@change.register
def _(event: events.MessagesAwaited, state: CaseState, on: date) -> None:
    state.awaits = event.messages


@change.register
def _(event: events.LetterDue, state: CaseState, on: date) -> None:
    state.letters[event.letter] = Letter(event.letter, event.template, event.to, event.task, event.item, on)
    _count(state, event.letter)


@change.register
def _(event: events.LetterToFile, state: CaseState, on: date) -> None:
    state.effects[event.effect] = {"kind": "LetterToFile", "letter": event.letter}
    _count(state, event.effect)


@change.register
def _(event: events.PlanIssued, state: CaseState, on: date) -> None:
    state.plans[event.plan] = event.kind
    _count(state, event.plan)


@change.register
def _(event: events.CaseToOpen, state: CaseState, on: date) -> None:
    state.effects[event.effect] = {"kind": "CaseToOpen", "process": event.process, "facts": event.facts}
    _count(state, event.effect)


@change.register
def _(event: events.MessageToSend, state: CaseState, on: date) -> None:
    said = {"to": event.to, "message": event.message, "payload": event.payload}
    state.effects[event.effect] = {"kind": "MessageToSend", **said}
    _count(state, event.effect)


@change.register
def _(event: events.NotificationDue, state: CaseState, on: date) -> None:
    state.effects[event.effect] = {"kind": "NotificationDue", "role": event.role, "text": event.text}
    _count(state, event.effect)


@change.register
def _(event: events.CaseClosed, state: CaseState, on: date) -> None:
    state.closed_on, state.outcome, state.outcome_title = on, event.outcome, event.title


# --- the state as JSON, for snapshots -----------------------------------------------------------

_PARTS = {"tasks": OpenTask, "deadlines": Deadline, "waits": Wait, "letters": Letter}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def state_to_record(state: CaseState) -> dict[str, Any]:
    record = {name: _plain(value) for name, value in vars(state).items() if name not in _PARTS}
    for name in _PARTS:
        record[name] = [{k: _plain(v) for k, v in vars(part).items()} for part in getattr(state, name).values()]
    return record


def state_from_record(record: dict[str, Any]) -> CaseState:
    values = dict(record)
    for name, kind in _PARTS.items():
        parts = [kind(**_with_days(row)) for row in values[name]]
        values[name] = {next(iter(vars(part).values())): part for part in parts}
    values["awaits"] = tuple(values["awaits"])
    return CaseState(**_with_days(values))


def _with_days(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its `…_on`, `legal` and `working` fields read as days."""
    return {
        name: tuple(value)
        if name == "within"
        else date.fromisoformat(value)
        if isinstance(value, str) and (name.endswith("_on") or name in ("legal", "working"))
        else value
        for name, value in row.items()
    }


def letter_of(task: str, state: CaseState) -> Letter | None:
    """The letter that a task sends; after a reopening the last of several."""
    return next((letter for letter in reversed(state.letters.values()) if letter.task == task), None)


def answer_for(task: str, state: CaseState) -> Facts | None:
    """What came through a link for a task and waits to be checked; the last of several."""
    return next((one for one in reversed(state.answers.values()) if one.get("task") == task), None)


def deadline_for(task: OpenTask, state: CaseState) -> Deadline | None:
    """The deadline under way that presses this task most: on it, or on an activity around it."""
    pressing = [
        deadline
        for deadline in state.deadlines.values()
        if deadline.is_under_way
        and deadline.activity in task.within
        and (deadline.item is None or deadline.item == task.item)
    ]
    return min(pressing, key=lambda deadline: (deadline.working, deadline.timer), default=None)
