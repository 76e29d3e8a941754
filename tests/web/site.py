"""A site for tests: an authority with people of every kind, the pages in front of it, and visitors who read them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from api.app import create_app
from api.guard import SESSION_KEY
from api.office import Office, move_in
from api.settings import Settings
from engine import Accounts, Database, Engine, LawBook, NationalFigures, commands, sweep
from engine.case.commands import Actor, Command
from engine.case.filters import AccessFilter
from engine.definitions import collect
from engine.statute import LONDON
from tests.fixtures.world import AUTHORITY, CHILD, LETTERHEAD, MANAGER, MONDAY, ROOT, read_files, small_files
from web.frame import KEY, Pages

PASSWORD = "correct horse battery"
LAW = LawBook.load({path.name: path.read_text() for path in (ROOT / "processes/law").glob("*.toml")})
LIMITS = {limit["key"]: limit for limit in LAW.limits()}
NATIONAL = NationalFigures.load((ROOT / "processes/figures/national.toml").read_text())
PEOPLE: dict[str, tuple[str, str, set[str]]] = {
    "cass": ("Cass Caseworker", "caseworker", {"casework"}),
    "dee": ("Dee Decider", "caseworker", {"casework", "decision"}),
    "mo": ("Mo Manager", "manager", set()),
    "audrey": ("Audrey Auditor", "auditor", set()),
    "polly": ("Polly Policy", "policy", set()),
}
PERSON = "P000001"


@dataclass
class Clock:
    now: datetime = datetime.combine(MONDAY, time(9), LONDON).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


def found(url: str) -> None:
    """Fill an empty database with people who sign in, a child, and two published processes."""
    database, clock = Database(url), Clock()
    accounts = Accounts(database, clock)
    accounts.add_authority(AUTHORITY, "Northmoor Council", "NOR", {"letters": LETTERHEAD})
    for login, (name, role, works_as) in PEOPLE.items():
        accounts.add_user(AUTHORITY, name, login, PASSWORD, [role], works_as=works_as, teams={"east"})
    Engine(database, clock).handle(commands.RegisterPerson(by=MANAGER, details=CHILD))
    for process, files in (("small_request", small_files()), ("ehc_assessment", read_files())):
        shelve(database, process, files, clock.now)
    database.close()


def shelve(database: Database, process: str, files: Mapping[str, str], at: datetime) -> None:
    """Put a version on the shelf as it is; whether lint would let it pass is asked elsewhere."""
    package = collect(process, dict(files))
    with database.write() as tx:
        tx.add_version(
            AUTHORITY, process=process, hash=package.hash, package=package.to_bytes(), note="", by="U000005", at=at
        )


def settings(**given: str) -> Settings:
    secret = "a secret that is only used in tests, and long enough"
    plain = {"DUECOURSE_SECRET_KEY": secret, "DUECOURSE_DATABASE_URL": "sqlite://"}
    return Settings.read(
        {**plain, "DUECOURSE_SIGN_IN_LIMIT": "1000 per minute", "DUECOURSE_LINK_LIMIT": "1000 per minute", **given}
    )


def app_of_tests(database: Database, **given: str) -> Flask:
    """The app that tests share; each puts its own database behind it."""
    clock = Clock()
    return create_app(Office.of(settings(**given), Engine(database, clock), Accounts(database, clock), LAW))


def words(answer: TestResponse) -> str:
    """What a page says, without its marks."""
    return " ".join(" ".join(map(str, html.fromstring(answer.text).itertext())).split())


class Visitor:
    """Somebody with a browser of their own, which runs no scripts."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self._token: str | None = None

    def get(self, path: str, **query: str | list[str]) -> TestResponse:
        return self.client.get(path, query_string=query or None)

    def post(self, path: str, **typed: Any) -> TestResponse:
        """Send a form, with the token that our own pages carry."""
        return self.client.post(path, data={"csrf_token": self.token(), **typed})

    def token(self) -> str:
        """What every form of this session carries; the page to sign in is quick, and there for everybody."""
        if self._token is None:
            told = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/sign-in").text)
            assert told is not None, "Expected a page with a form, but there is none"
            self._token = told[1]
        return self._token

    def sign_in(self, login: str, password: str = PASSWORD, then: str = "") -> TestResponse:
        answer = self.post(f"/sign-in?then={then}" if then else "/sign-in", login=login, password=password)
        self._token = None
        return answer

    def come_in(self, session: str) -> None:
        """Go on with a session, for those who are signed in already: passwords are slow to try, on purpose."""
        with self.client.session_transaction() as kept:
            kept[SESSION_KEY] = session


@dataclass
class Site:
    """One test's own copy of everything."""

    app: Flask
    database: Database
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.engine = Engine(self.database, self.clock)
        self.accounts = Accounts(self.database, self.clock)
        move_in(self.app, Office.of(settings(), self.engine, self.accounts, LAW))
        self.app.extensions[KEY] = Pages(
            self.engine, self.accounts, session_key=SESSION_KEY, limits=LIMITS, national=NATIONAL
        )

    def visitor(self, login: str = "") -> Visitor:
        """Somebody who is signed in, or nobody yet."""
        visitor = Visitor(self.app)
        if login:
            visitor.come_in(self.accounts.start_session(self.actor(login)))
        return visitor

    def actor(self, login: str) -> Actor:
        with self.database.read() as tx:
            found = tx.user_with_password(login)
        assert found is not None, f"nobody signs in as {login}"
        user, _ = found
        return Actor(user.id, user.name, user.authority, user.roles, user.works_as, user.teams)

    def do(self, command: type[Command], **values: Any) -> Any:
        return self.engine.handle(command(**{"by": MANAGER, **values}))

    def open_case(self, person: str = PERSON, process: str = "small_request", **told: str) -> str:
        facts = {"request_received": MONDAY.isoformat(), **told}
        return str(self.do(commands.OpenCase, process=process, person=person, facts=facts, team="east").case)

    def add_person(self, name: str) -> str:
        return str(self.do(commands.RegisterPerson, details={**CHILD, "name": name}).made)

    def complete(self, case: str, task: str, **answers: Any) -> None:
        self.do(commands.CompleteTask, case=case, task=task, answers=answers)

    def agree_to_assess(self, case: str) -> None:
        """One adviser is asked; with her the letters, tasks and limits of the small process begin."""
        advisers = [{"adviser": "Eve Psychologist", "advice_request_received": MONDAY.isoformat()}]
        self.complete(case, DECIDE, decision="assess", advice=advisers)

    def pass_time(self, **passing: int) -> None:
        self.clock.now += timedelta(**passing)
        sweep(self.engine)

    def looks(self) -> list[tuple[str, str]]:
        """Who looked at what, the latest first."""
        page = self.accounts.accesses(AUTHORITY, AccessFilter())
        return [(row.actor_name, row.what) for row in page.items]


REQUEST = {"request_source": "parent", "request_channel": "letter", "requester_name": "Pat Example"}
"""What the real process asks of a request, beside its day."""

DECIDE = "decide_whether_to_assess#1"


def of_task(case: str, task: str = DECIDE) -> str:
    return f"/cases/{case}/tasks/{task.replace('#', '%23')}"


def actor(login: str) -> Actor:
    name, role, works_as = PEOPLE[login]
    number = list(PEOPLE).index(login) + 1
    return Actor(f"U{number:06d}", name, AUTHORITY, frozenset({role}), frozenset(works_as), frozenset({"east"}))


def sqlite(path: Path) -> str:
    return f"sqlite:///{path}"
