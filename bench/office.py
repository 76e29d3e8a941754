"""An authority to measure with: its people, its processes, and an engine whose clock is turned by hand."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bench.small import FACTS, FIRST, PROCESS, ROOT, ours
from engine import (
    LONDON,
    Accounts,
    Database,
    Engine,
    Habits,
    Package,
    cast_of,
    invented_person,
    lived_case,
    read_package,
)
from engine.case.commands import Actor, CompleteTask, OpenCase, RegisterPerson

AUTHORITY = "northmoor"
PATHWAY = "ehc_assessment"
MONDAY = date(2026, 1, 5)
MANAGER = Actor("u:mo", "Mo Manager", AUTHORITY, frozenset({"manager"}), frozenset({"casework", "decision"}))
INVENTED = tomllib.loads((ROOT / "api/demo/northmoor.toml").read_text(encoding="utf-8"))
HABITS = Habits.of(INVENTED["habits"])
CAST = cast_of([MANAGER], AUTHORITY)


def at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), LONDON).astimezone(UTC)


def small_package() -> Package:
    return Package(PROCESS, ours())


def pathway() -> Package:
    return read_package(ROOT / "processes", PATHWAY)


class Office:
    """An engine on a database, in the week in which a request is received."""

    def __init__(self, url: str, today: date = MONDAY) -> None:
        self.url = url
        self.now = at_nine(today)
        self.database = Database(url)
        self.engine = Engine(self.database, lambda: self.now)
        self.accounts = Accounts(self.database, lambda: self.now)
        self.person = ""

    def found(self, *packages: Package) -> "Office":
        """Put the authority, a child and the processes into an empty database."""
        with self.database.write() as tx:
            tx.add_authority(AUTHORITY, "Northmoor Council", "NOR", INVENTED["authority"]["settings"])
            for package in packages:
                tx.add_version(
                    AUTHORITY,
                    process=package.process,
                    hash=package.hash,
                    package=package.to_bytes(),
                    note="",
                    by=MANAGER.id,
                    at=self.now,
                )
        self.register_child()
        return self

    def register_child(self) -> str:
        child = {"name": "Robin Example", "date_of_birth": "2016-05-04"}
        self.person = self.engine.handle(RegisterPerson(by=MANAGER, details=child)).made or ""
        return self.person

    def token(self) -> str:
        """The API token of a manager who can do all that is measured."""
        roles, works_as = ["manager", "caseworker"], ["casework", "decision"]
        user = self.accounts.add_user(
            AUTHORITY, "Mo Manager", "mo@bench.example", "correct horse battery", roles, works_as=works_as
        )
        return self.accounts.make_token(AUTHORITY, user.id, "bench", timedelta(days=365))[1]

    def open_small(self, number: int) -> list[str]:
        """Cases of the small diagram, waiting for their first task."""
        return [self.open_one() for _ in range(number)]

    def open_one(self) -> str:
        case = self.engine.handle(OpenCase(by=MANAGER, process=PROCESS, person=self.person, facts=FACTS)).case
        assert case is not None
        return case

    def complete(self, case: str, task: str, answers: Mapping[str, str]) -> None:
        self.engine.handle(CompleteTask(by=MANAGER, case=case, task=f"{task}#1", answers=dict(answers)))

    def live_pathway(self, chance: Random, began: date) -> str:
        """A case of the 20-week pathway, lived from its first day until today."""
        child = invented_person(INVENTED["people"], self.engine.today(), chance)
        return lived_case(self.engine, PATHWAY, child, MANAGER, CAST, HABITS, chance, began, None)

    def warm(self) -> "Office":
        """Compile what is compiled once, so that it is not measured."""
        self.complete(self.open_one(), FIRST, {"outcome": "approved"})
        return self

    def close(self) -> None:
        self.database.close()
