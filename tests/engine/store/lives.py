"""Sample lives of cases, sealed by hand: what the engine would hand to the store, without a process."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from engine.case import events
from engine.case.events import Event
from engine.case.history import Entry, first_hash, seal
from engine.case.state import CaseState, apply
from engine.store import Database, Reading, Transaction
from engine.store.tables.read_models import READ_MODELS

NORTH = "north"
SOUTH = "south"
AMINA = "P-1"
MONDAY = date(2026, 1, 5)
VERSION = "ab" * 32
TASKS = {"decide": "Decide whether to assess", "tell_family": "Tell the family", "ask_advice": "Ask for advice"}


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, 0, 123, tzinfo=UTC)


class Life:
    """A case that is lived command by command."""

    def __init__(self, case: str, authority: str = NORTH, person: str = AMINA, process: str = "ehc_assessment") -> None:
        self.state = CaseState(case=case, version=VERSION)
        self.authority = authority
        self.person = person
        self.process = process
        self.head = first_hash(case)
        self.day = MONDAY

    def seal(self, *happened: Event) -> list[Entry]:
        """The next entries; the state is then the state after them."""
        entries = []
        for event in happened:
            number, at = self.state.sequence + 1, moment(self.day)
            entries.append(seal(self.state.case, number, at, self.day, "ada", event, self.state.version, self.head))
            self.head = entries[-1].hash
            apply(event, self.state, self.day)
        return entries

    def record(self, tx: Transaction, *happened: Event) -> None:
        """One command: what happened, in the history and in every read model."""
        tx.lock_case(self.authority, self.state.case)
        entries = self.seal(*happened)
        tx.append(self.authority, entries)
        tx.project(self.authority, self.state, entries)

    def opening(self, team: str | None = None) -> events.CaseOpened:
        return events.CaseOpened(self.process, self.person, {"request_received": self.day.isoformat()}, team)

    def deadline(self, activity: str = "decide", weeks: int = 6, visit: int = 1) -> events.DeadlineSet:
        legal = self.day + timedelta(weeks=weeks)
        return events.DeadlineSet(f"due_{activity}#{visit}", "assess_decision", activity, legal, legal, "Six weeks")

    def task(self, activity: str = "decide", role: str = "casework", visit: int = 1) -> events.TaskOpened:
        return events.TaskOpened(f"{activity}#{visit}", TASKS[activity], role, f"{activity}.json", within=(activity,))

    def open(self, tx: Transaction, team: str | None = None) -> "Life":
        """A case with one task and its deadline in six weeks."""
        self.record(tx, self.opening(team), self.deadline(), self.task(), events.MessagesAwaited(("withdrawn",)))
        return self

    def decide(self, tx: Transaction) -> None:
        """The task is done in time; a letter is due with the next one."""
        self.record(
            tx,
            events.TaskCompleted("decide#1", {"assess": True}),
            events.GatewayDecided("assess", "yes", "assess", {"assess": True}),
            events.DeadlineMet("due_decide#1", self.day, late=False),
            self.task("tell_family", "business_support"),
            events.LetterDue("L02#1", "L02", "family", "tell_family#1"),
        )


def register(
    tx: Transaction, authority: str = NORTH, prefix: str = "N", person: str = AMINA, name: str = "Amina Khan"
) -> None:
    """An authority with one person in it."""
    details = {"name": name, "date_of_birth": "2015-03-14", "upn": "A123"}
    tx.add_authority(authority, authority.title(), prefix, {})
    tx.add_person(authority, person, details, by="ada", at=moment(MONDAY))


def read_models(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every read model."""
    with database.read() as tx:
        return {table.name: sorted(map(tuple, _rows(tx, table)), key=repr) for table in READ_MODELS}


def _rows(tx: Reading, table: Any) -> Any:
    return tx._connection.execute(select(table)).all()
