"""What an authority has asked of advisers and schools, read from the state of a case: one request for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.case.events import Facts
from engine.case.state import CaseState, Deadline, OpenTask, reminders_of

ADVICE, CONSULTATION = "advice", "consultation"
TO_SEND, WAITING, TO_CHECK, RECEIVED = "to_send", "waiting", "to_check", "received"


@dataclass(frozen=True)
class Kind:
    """How a collection of a case speaks of its requests: the facts that say who, of which service, and what came."""

    kind: str
    who: str
    body: str
    service: str
    received_on: str
    reminded_on: str
    begun_on: str


KINDS: dict[str, Kind] = {
    "advice": Kind(
        ADVICE,
        "adviser",
        "adviser_body",
        "advice_kind",
        "advice_received_on",
        "advice_chased_on",
        "advice_request_received",
    ),
    "schools": Kind(
        CONSULTATION,
        "school_name",
        "maintaining_authority",
        "school_kind",
        "school_replied_on",
        "school_chased_on",
        "consultation_sent_on",
    ),
}
"""By the collection that holds the requests."""


@dataclass(frozen=True)
class Request:
    """Something asked of an adviser or a school. `standing` says whether it went out, waits, or has been answered."""

    item: str
    kind: str
    who: str
    body: str
    service: str
    standing: str
    sent_on: date | None
    received_on: date | None
    reminded_on: date | None
    reminders: int
    limit: str | None
    legal: date | None
    working: date | None
    sentence: str
    task: str | None


@dataclass(frozen=True)
class RequestRow(Request):
    """A request, in which case it stands and whom that is about."""

    case: str
    authority: str
    process: str
    person: str
    person_name: str
    team: str | None

    def days_late(self, today: date) -> int:
        """By how many days the answer is, or was, too late."""
        if self.legal is None or self.standing == TO_SEND:
            return 0
        return max(0, ((self.received_on or today) - self.legal).days)


@dataclass(frozen=True)
class RequestFilter:
    """None asks nothing. `late_on` asks for what still waits and should have come before that day."""

    kind: str | None = None
    standing: str | None = None
    service: str | None = None
    who: str | None = None
    team: str | None = None
    late_on: date | None = None


@dataclass(frozen=True)
class RequestCounts:
    """How many requests there are of each standing, and how many are late; none is counted beyond `most`."""

    to_send: int
    waiting: int
    late: int
    to_check: int
    received: int
    most: int


def request_names(state: CaseState) -> list[str]:
    """The items of a case that can be requests."""
    return [f"{collection}/{key}" for collection in KINDS for key in state.facts.get(collection) or {}]


def request_of(item: str, state: CaseState) -> Request | None:
    """The request that an item stands for, unless the case is closed or nobody was named."""
    collection, _, key = item.partition("/")
    row, kind = (state.facts.get(collection) or {}).get(key), KINDS[collection]
    if state.is_closed or not isinstance(row, dict) or not row.get(kind.who):
        return None
    deadline, came = _deadline(item, state), _came(item, state)
    sent_on = _sent_on(item, row, kind, state)
    received_on = _day(row.get(kind.received_on)) or (_day(came["received_on"]) if came else None)
    reminded_on = _day(row.get(kind.reminded_on))
    task = _task(item, deadline, came, state)
    return Request(
        item,
        kind.kind,
        str(row[kind.who]),
        str(row.get(kind.body) or ""),
        str(row.get(kind.service) or ""),
        _standing(row.get(kind.received_on), came, sent_on),
        sent_on,
        received_on,
        reminded_on,
        state.counts.get(reminders_of(item), 0),
        deadline.limit if deadline else None,
        deadline.legal if deadline else None,
        deadline.working if deadline else None,
        deadline.sentence if deadline else "",
        task.task if task else None,
    )


def _standing(received: object, came: Facts | None, sent_on: date | None) -> str:
    if came is not None:
        return TO_CHECK
    if received:
        return RECEIVED
    return WAITING if sent_on is not None else TO_SEND


def _deadline(item: str, state: CaseState) -> Deadline | None:
    return next((one for one in reversed(state.deadlines.values()) if one.item == item), None)


def _came(item: str, state: CaseState) -> Facts | None:
    """What came through a link for a task of this item."""
    tasks = {task.task for task in _tasks(item, state)}
    return next((one for one in reversed(state.answers.values()) if one.get("task") in tasks), None)


def _tasks(item: str, state: CaseState) -> Iterator[OpenTask]:
    return (task for task in state.tasks.values() if task.item == item)


def _task(item: str, deadline: Deadline | None, came: Facts | None, state: CaseState) -> OpenTask | None:
    """The task to go to: the one that was answered, or that the limit presses, or any of the item."""
    if came is not None:
        return state.tasks[came["task"]]
    pressed = [task for task in _tasks(item, state) if deadline is not None and deadline.activity in task.within]
    return next(iter([*pressed, *_tasks(item, state)]), None)


def _sent_on(item: str, row: Facts, kind: Kind, state: CaseState) -> date | None:
    sent = [letter.sent_on for letter in state.letters.values() if letter.item == item and letter.sent_on]
    return min(sent) if sent else _day(row.get(kind.begun_on))


def _day(said: object) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) and said else None
