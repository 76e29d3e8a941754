"""Sample lives of cases, sealed by hand: what a command would hand to the store."""

from datetime import UTC, date, datetime, timedelta

from engine.case import events
from engine.case.events import Event
from engine.case.history import Entry, first_hash, seal
from engine.case.state import CaseState, apply
from engine.store import Transaction

NORTH = "north"
AMINA = "P-1"
SPRING = date(2026, 1, 5)
VERSION = "ab" * 32


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, 0, 123, tzinfo=UTC)


class Life:
    """A case that is lived command by command, as the engine would, but without a process."""

    def __init__(self, case: str, authority: str = NORTH, person: str = AMINA, process: str = "ehc_assessment") -> None:
        self.state = CaseState(case=case, version=VERSION)
        self.authority = authority
        self.person = person
        self.process = process
        self.head = first_hash(case)
        self.day = SPRING

    def seal(self, *happened: Event) -> list[Entry]:
        """The next entries, and the state after them."""
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

    def open(self, tx: Transaction, team: str | None = None) -> None:
        legal = self.day + timedelta(weeks=6)
        self.record(
            tx,
            events.CaseOpened(self.process, self.person, {"request_received": self.day.isoformat()}, team),
            events.DeadlineSet(
                "assess_decision#1", "assess_decision", "decide", legal, legal, "Six weeks, says reg 5(1)"
            ),
            events.TaskOpened("decide#1", "Decide whether to assess", "casework", "decide.json", within=("decide",)),
            events.MessagesAwaited(("request_withdrawn",)),
        )

    def decide(self, tx: Transaction) -> None:
        self.record(
            tx,
            events.TaskCompleted("decide#1", {"assess": True}),
            events.GatewayDecided("assess", "yes", "assess", {"assess": True}),
            events.DeadlineMet("assess_decision#1", self.day, late=False),
            events.TaskOpened("tell_family#1", "Tell the family", "business_support", letter="L02"),
            events.LetterDue("L02#1", "L02", "family", "tell_family#1"),
        )


def register(
    tx: Transaction, authority: str = NORTH, prefix: str = "N", person: str = AMINA, name: str = "Amina Khan"
) -> None:
    """An authority with one person in it."""
    tx.add_authority(authority, authority.title(), prefix, {})
    tx.add_person(
        authority, person, {"name": name, "date_of_birth": "2015-03-14", "upn": "A12"}, by="ada", at=moment(SPRING)
    )
