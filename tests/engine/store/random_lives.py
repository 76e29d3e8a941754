"""Lives in which anything happens that a case allows: what no one would think of writing down."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from engine.case import events
from engine.case.events import Event
from engine.case.plan_kinds import KINDS
from engine.case.state import MISSED, RUNNING
from engine.store import Transaction
from tests.engine.store.lives import TASKS, Life

Step = Callable[[Life, random.Random], Iterator[Event]]


def live(life: Life, tx: Transaction, chance: random.Random) -> set[str]:
    """One command of two steps, as the case allows; the kinds of what happened."""
    tx.lock_case(life.authority, life.state.case)
    entries = [entry for step in chance.sample(STEPS, 2) for event in step(life, chance) for entry in life.seal(event)]
    if entries:
        tx.append(life.authority, entries)
        tx.project(life.authority, life.state, entries)
    return {entry.kind for entry in entries}


def _one(names: dict[str, Any], chance: random.Random) -> list[str]:
    return [chance.choice(sorted(names))] if names else []


def _visit(life: Life) -> int:
    return life.state.sequence + 1


def open_task(life: Life, chance: random.Random) -> Iterator[Event]:
    yield life.task(chance.choice(sorted(TASKS)), chance.choice(["casework", "health"]), _visit(life))


def complete(life: Life, chance: random.Random) -> Iterator[Event]:
    for task in _one(life.state.tasks, chance):
        yield events.TaskCompleted(task, {"L02_sent_on": life.day.isoformat(), "L02_means": "post"})


def pass_by(life: Life, chance: random.Random) -> Iterator[Event]:
    for task in _one(life.state.tasks, chance):
        yield events.TaskPassed(task, {"assess": True}, "the old system")


def pass_wait(life: Life, chance: random.Random) -> Iterator[Event]:
    for timer in _one(life.state.waits, chance):
        yield events.WaitPassed(timer, life.state.waits[timer].limit, "the old system")


def withdraw(life: Life, chance: random.Random) -> Iterator[Event]:
    for task in _one(life.state.tasks, chance):
        yield events.TaskWithdrawn(task)


def hand_over(life: Life, chance: random.Random) -> Iterator[Event]:
    for task in _one(life.state.tasks, chance):
        yield chance.choice(
            [events.TaskClaimed(task, "ada"), events.TaskAssigned(task, "bo", "away"), events.TaskReleased(task, "")]
        )


def set_deadline(life: Life, chance: random.Random) -> Iterator[Event]:
    yield life.deadline(chance.choice(sorted(TASKS)), chance.randrange(1, 9), _visit(life))


def move_deadline(life: Life, chance: random.Random) -> Iterator[Event]:
    for timer in _one(life.state.deadlines, chance):
        was = life.state.deadlines[timer].legal
        day = was + timedelta(days=chance.randrange(-20, 20))
        yield events.DeadlineMoved(timer, day, day, was, "Moved")


def end_deadline(life: Life, chance: random.Random) -> Iterator[Event]:
    for timer in _one(life.state.deadlines, chance):
        deadline = life.state.deadlines[timer]
        if deadline.status == RUNNING:
            yield events.TimerFired(timer, deadline.limit, deadline.legal)
            yield events.DeadlineMissed(timer, deadline.legal)
        elif deadline.status == MISSED:
            yield events.DeadlineMet(timer, life.day, late=True)
        else:
            yield events.DeadlineLifted(timer)


def excuse(life: Life, chance: random.Random) -> Iterator[Event]:
    for timer in _one(life.state.deadlines, chance):
        name = life.state.next_name("exception")
        yield events.ExceptionRecorded(name, timer, "assess_decision", "absent_4_weeks", {}, "A letter", None)
        if chance.random() < 0.5:
            yield events.ExceptionEnded(name, life.day, "Back")


def wait(life: Life, chance: random.Random) -> Iterator[Event]:
    yield events.WaitStarted(f"wait#{_visit(life)}", "draft_representations", life.day, life.day, "15 days")
    for timer in _one(life.state.waits, chance):
        later = life.day + timedelta(days=3)
        yield chance.choice(
            [events.WaitEnded(timer), events.WaitMoved(timer, later, later, life.state.waits[timer].legal, "Later")]
        )


def letter(life: Life, chance: random.Random) -> Iterator[Event]:
    task = next(iter(life.state.tasks), None)
    yield events.LetterDue(life.state.next_name("L02"), "L02", "family", chance.choice([task, None]))
    for name in _one(life.state.letters, chance):
        yield events.LetterSent(name, life.day, "email", life.day)


def plan(life: Life, chance: random.Random) -> Iterator[Event]:
    kind = chance.choice(list(KINDS))
    number = list(life.state.plans.values()).count(kind) + 1
    yield events.PlanIssued(life.state.next_name("plan"), kind, number, "L07#1", ("family",), {"b": 1}, life.day)


def effect(life: Life, chance: random.Random) -> Iterator[Event]:
    name = life.state.next_name("effect")
    yield chance.choice(
        [
            events.CaseToOpen(name, "mediation", {"b": 1, "a": 2}),
            events.MessageToSend(name, "opener", "plan_ceased", {"b": 1}),
            events.NotificationDue(name, "casework", "Look"),
            events.LetterToFile(name, "L02#1"),
        ]
    )
    for done in _one(life.state.effects, chance):
        yield events.EffectCarriedOut(done, {})


def incident(life: Life, chance: random.Random) -> Iterator[Event]:
    yield events.IncidentRaised(life.state.next_name("incident"), "due_decide#1", "It failed")
    for name in _one(life.state.incidents, chance):
        yield events.IncidentResolved(name, "Mended")


def paper(life: Life, chance: random.Random) -> Iterator[Event]:
    yield events.NoteAdded(life.state.next_name("note"), "Rang the school")
    yield events.DocumentAttached(life.state.next_name("document"), "a.pdf", "application/pdf", 3, "cd" * 32)


def answer(life: Life, chance: random.Random) -> Iterator[Event]:
    name, day = life.state.next_name("answer"), date(2026, 1, 6)
    for task in [None, *_one(life.state.tasks, chance)]:
        yield events.AnswerReceived(name, "L000001", "Eve Hall", {"says": "Yes"}, (), day, task)
        name = f"answer#{int(name.rsplit('#', 1)[1]) + 1}"
    for known in _one(life.state.answers, chance):
        yield events.AnswerSettled(known, chance.choice(("", "Why?")))


def move(life: Life, chance: random.Random) -> Iterator[Event]:
    names = [*life.state.tasks, *life.state.deadlines, *life.state.waits]
    renamed = {name: f"new_{name}"[-40:] for name in names if chance.random() < 0.3 and not name.startswith("new_")}
    yield events.VersionChanged("ef" * 32, renamed, {}, "A clearer diagram")


def go_over(life: Life, chance: random.Random) -> Iterator[Event]:
    yield events.PersonMerged(f"P-{chance.choice('12')}", life.state.person, "Registered twice")


def give_to_a_team(life: Life, chance: random.Random) -> Iterator[Event]:
    yield events.TeamChanged("It is closed", chance.choice((None, "East", "West")), life.state.team)


def close_and_reopen(life: Life, chance: random.Random) -> Iterator[Event]:
    if life.state.is_closed:
        yield events.CaseReopened(life.state.sequence, {"again": True}, "Closed in error")
    elif chance.random() < 0.3:
        yield events.CaseClosed("End", "The plan is final")


def say(life: Life, chance: random.Random) -> Iterator[Event]:
    yield events.MessageReceived("moved_away", {"moved": True})
    yield events.FactsCorrected({"name": "x"}, {"name": "y"}, "Misread")
    yield events.FactsDerived({"served": True}, "service")
    yield events.MessagesAwaited(("withdrawn",))
    yield events.GatewayDecided("ask", "yes", "served", {"served": True})
    yield events.DecisionMade("who_is_told", "tell", 1, "served", {"served": True})


STEPS: list[Step] = [
    open_task,
    complete,
    pass_by,
    pass_wait,
    withdraw,
    hand_over,
    set_deadline,
    move_deadline,
    end_deadline,
    excuse,
    wait,
    letter,
    effect,
    plan,
    incident,
    paper,
    answer,
    move,
    go_over,
    give_to_a_team,
    close_and_reopen,
    say,
]
