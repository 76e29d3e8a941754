"""Telling people: what of a case's new entries concerns whom, and who hears of it when somebody is away.

`tell` is the one way in: any part of the system that has something to tell people calls it in its transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from engine.case import events
from engine.case.commands import Actor
from engine.case.history import Entry
from engine.case.notices import ASSIGNED, INCIDENT, MESSAGE, OVERDUE, REPLY, Notice
from engine.case.permissions import ADMINISTER, LEAD_CASES, RIGHTS, WORK_CASES
from engine.case.rows import UserRow
from engine.case.state import CaseState, OpenTask, deadline_for
from engine.statute import day_of, short
from engine.store import Transaction
from engine.version import Version


def tell(tx: Transaction, authority: str, notice: Notice, to: Iterable[str], at: datetime) -> None:
    """Tell users of something, once each. Of who is away the one who covers for them is told too, and gets the mail."""
    told = set(to)
    if not told:
        return
    day = day_of(at)
    covers = {one.user: one.covered_by for one in tx.absences(authority, day) if one.is_on(day)}
    away = sorted(told & covers.keys())
    instead = {covers[user]: user for user in away if covers[user] not in told}
    tx.tell(authority, [(user, None) for user in sorted(told - covers.keys())], notice, at, to_mail=True)
    tx.tell(authority, sorted(instead.items()), notice, at, to_mail=True)
    tx.tell(authority, [(user, None) for user in away], notice, at, to_mail=False)


def holders_of(tasks: Mapping[str, OpenTask]) -> set[str]:
    """Who has one of these tasks."""
    return {task.assignee for task in tasks.values() if task.assignee is not None}


def leads_of(tx: Transaction, authority: str, team: str | None) -> list[str]:
    """Who leads the casework of a team: those of it who lead casework, and whoever leads the team itself."""
    named = [tx.user(authority, one.lead) for one in tx.teams(authority) if one.name == team and one.lead is not None]
    leads = [user for user in named if user is not None and may(user, WORK_CASES)]
    told = [*tx.users_as(authority, _roles_for(LEAD_CASES), team), *leads]
    return list(dict.fromkeys(user.id for user in told))


def workers_of(tx: Transaction, authority: str, role: str, team: str | None) -> list[str]:
    """Who takes tasks of a role in a team."""
    found = tx.users_as(authority, _roles_for(WORK_CASES), team)
    return [user.id for user in found if role in user.works_as]


@cache
def _roles_for(right: str) -> frozenset[str]:
    return frozenset(role for role, rights in RIGHTS.items() if right in rights)


def may(user: UserRow, right: str) -> bool:
    return user.is_active and any(right in RIGHTS[role] for role in user.roles)


@dataclass(frozen=True)
class Happened:
    """What new entries did to a case: how it stands now, the tasks that it had before, and who acted."""

    state: CaseState
    version: Version
    entries: Sequence[Entry]
    before: Mapping[str, OpenTask]
    by: Actor
    at: datetime


def tell_of(tx: Transaction, happened: Happened) -> None:
    """Tell whoever a change of a case concerns; most concern nobody but who made them."""
    for entry in happened.entries:
        about = SAYS.get(entry.kind)
        if about is not None:
            about(tx, happened, entry)


def _holders(happened: Happened) -> set[str]:
    """Who has, or had, a task of the case, and has not acted here."""
    return (holders_of(happened.before) | holders_of(happened.state.tasks)) - {happened.by.id}


def _done(tx: Transaction, happened: Happened, entry: Entry) -> None:
    """Nobody need be told of a task that is done; those who wait for what it brings are told of that."""
    event = entry.event
    task = happened.before.get(event.task)
    if task is None:
        return
    if task.assignee is not None:
        tx.settle_notifications(happened.by.authority, entry.case, [event.task], happened.at)
    if task.item is not None and isinstance(event, events.TaskCompleted):
        notice = Notice(REPLY, str(entry.sequence), f"Came in: {task.title}", _as_of(entry), entry.case)
        tell(tx, happened.by.authority, notice, _holders(happened), happened.at)


def _released(tx: Transaction, happened: Happened, entry: Entry) -> None:
    tx.settle_notifications(happened.by.authority, entry.case, [entry.event.task], happened.at)


def _as_of(entry: Entry) -> str:
    return f"Recorded as of {short(entry.effective_on)}."


def _assigned(tx: Transaction, happened: Happened, entry: Entry) -> None:
    event, authority = entry.event, happened.by.authority
    tx.settle_notifications(authority, entry.case, [event.task], happened.at)
    task = happened.state.tasks.get(event.task)
    if task is None or event.to == happened.by.id:
        return
    why, due = _pressing(task, happened.state)
    said = f"{happened.by.name} handed it over to you. {why}".strip()
    notice = Notice(ASSIGNED, str(entry.sequence), task.title, said, entry.case, task.task, due)
    tell(tx, authority, notice, [event.to], happened.at)


def _pressing(task: OpenTask, state: CaseState) -> tuple[str, date | None]:
    deadline = deadline_for(task, state)
    return (f"{deadline.sentence}.", deadline.legal) if deadline is not None else ("", None)


def _missed(tx: Transaction, happened: Happened, entry: Entry) -> None:
    event, state, authority = entry.event, happened.state, happened.by.authority
    deadline = state.deadlines.get(event.timer)
    if deadline is None or not deadline.is_under_way:
        return  # what was recorded later showed that it had been done
    around = [task for task in state.tasks.values() if deadline.activity in task.within]
    late = [task for task in around if deadline.item in (None, task.item)]
    known = happened.version.law.register.limits.get(deadline.limit)
    title = known.title if known is not None else deadline.limit
    said = f"{deadline.sentence}.{' An exception is recorded.' if deadline.is_excused else ''}"
    task = late[0].task if late else None
    notice = Notice(OVERDUE, event.timer, f"The last day has passed: {title}", said, entry.case, task, event.legal)
    to = [*leads_of(tx, authority, state.team), *(one.assignee for one in late if one.assignee)]
    tell(tx, authority, notice, to, happened.at)


def _message(tx: Transaction, happened: Happened, entry: Entry) -> None:
    process, event = happened.version.process, entry.event
    title = process.titles.get(process.catchers.get(event.message, ""), event.message)
    notice = Notice(MESSAGE, str(entry.sequence), title, _as_of(entry), entry.case)
    tell(tx, happened.by.authority, notice, _holders(happened), happened.at)


def _answered(tx: Transaction, happened: Happened, entry: Entry) -> None:
    """Somebody outside answered: whoever asked is told, and if nobody has the task, all who could take it."""
    event, state, authority = entry.event, happened.state, happened.by.authority
    task = state.tasks.get(event.task or "")
    title = f"An answer came in: {task.title}" if task is not None else "The family sent views or evidence"
    to = {task.assignee} if task is not None and task.assignee is not None else _holders(happened)
    if not to:
        if task is not None:
            to = set(workers_of(tx, authority, task.role, state.team))
        else:
            to = set(leads_of(tx, authority, state.team))
    notice = Notice(REPLY, event.answer, title, _as_of(entry), entry.case, event.task)
    tell(tx, authority, notice, to, happened.at)


def _incident(tx: Transaction, happened: Happened, entry: Entry) -> None:
    event, authority = entry.event, happened.by.authority
    keepers = [user.id for user in tx.users_as(authority, _roles_for(ADMINISTER), None)]
    said = "It was tried several times and will not be tried again by itself. The incident says what went wrong."
    notice = Notice(INCIDENT, event.incident, f"Something could not be done in case {entry.case}", said, entry.case)
    tell(tx, authority, notice, [*leads_of(tx, authority, happened.state.team), *keepers], happened.at)


def _came(tx: Transaction, happened: Happened, entry: Entry) -> None:
    """Whoever leads the team is told once a day, because cases of a team that closes come by the dozen."""
    team, day = happened.state.team, day_of(happened.at)
    if team is None:
        return
    said = f"{happened.by.name} gave the first of them on {short(day)}."
    notice = Notice(ASSIGNED, f"{team} {day}", f"Cases of another team came to {team}", said)
    authority = happened.by.authority
    tell(tx, authority, notice, set(leads_of(tx, authority, team)) - {happened.by.id}, happened.at)


Says = Callable[[Transaction, Happened, Entry], None]
SAYS: dict[str, Says] = {
    events.TaskCompleted.__name__: _done,
    events.TaskWithdrawn.__name__: _done,
    events.TaskReleased.__name__: _released,
    events.TaskAssigned.__name__: _assigned,
    events.TeamChanged.__name__: _came,
    events.DeadlineMissed.__name__: _missed,
    events.MessageReceived.__name__: _message,
    events.AnswerReceived.__name__: _answered,
    events.IncidentRaised.__name__: _incident,
}
"""What is told of which events; of the others nobody is told."""
