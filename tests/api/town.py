"""A town with an authority: users of every role, one child, the small process, and the API in front of it all."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.app import create_app
from api.office import Office, move_in
from api.settings import Settings
from engine import Accounts, Database, Engine, LawBook, commands, sweep
from engine.case.commands import Actor
from engine.case.permissions import RIGHTS
from engine.definitions import collect
from engine.statute import LONDON
from tests.fixtures.world import AUTHORITY, CHILD, LETTERHEAD, MONDAY, ROOT, with_refusal_letter

ROLES = sorted(set(RIGHTS) - {"system", "link"})
PASSWORD = "correct horse battery"
LAW = {path.name: path.read_text() for path in (ROOT / "processes/law").glob("*.toml")}
LAW_BOOK = LawBook.load(LAW)
API = "/api/v1"
WORKS_AS = {"caseworker": {"casework", "decision"}, "integrator": {"casework"}}
OTHER = "elsewhere"


def login_of(role: str) -> str:
    return f"{role}@northmoor.example"


@dataclass
class Clock:
    now: datetime = datetime.combine(MONDAY, time(9), LONDON).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Foundation:
    """What is made once for all tests: a database file and the tokens of its users."""

    file: Path
    tokens: dict[str, str]


def found(url: str, file: Path) -> Foundation:
    """Fill an empty database with users, a child, the small process, and a neighbour authority."""
    database, clock = Database(url), Clock()
    accounts, engine = Accounts(database, clock), Engine(database, clock)
    accounts.add_authority(AUTHORITY, "Northmoor Council", "NOR", {"letters": LETTERHEAD})
    accounts.add_authority(OTHER, "Elsewhere Council", "ELS")
    tokens = {}
    for role in ROLES:
        user = accounts.add_user(
            AUTHORITY, f"The {role}", login_of(role), PASSWORD, [role], works_as=WORKS_AS.get(role, set())
        )
        tokens[role] = accounts.make_token(AUTHORITY, user.id, "tests", timedelta(days=365))[1]
    stranger = accounts.add_user(OTHER, "The stranger", "stranger@elsewhere.example", PASSWORD, ["manager", "auditor"])
    tokens["stranger"] = accounts.make_token(OTHER, stranger.id, "tests", timedelta(days=365))[1]
    manager = Actor("U000005", "The manager", AUTHORITY, frozenset({"manager"}))
    engine.handle(commands.RegisterPerson(by=manager, details=CHILD))
    publish(database, "small_request", with_refusal_letter(), clock.now)
    database.close()
    return Foundation(file, tokens)


def publish(database: Database, process: str, files: dict[str, str], at: datetime) -> str:
    """Put a version on the shelf as it is, past the lint."""
    package = collect(process, files)
    with database.write() as tx:
        tx.add_version(
            AUTHORITY,
            process=process,
            hash=package.hash,
            package=package.to_bytes(),
            note="As the tests draw it",
            by="U000006",
            at=at,
        )
    return package.hash


class Answer(TestResponse):
    """An answer whose JSON a test looks into as it pleases."""

    json: Any


class Visitor(FlaskClient):
    """A browser: it keeps its cookies, and nobody has signed in with it yet."""

    def open(self, *args: Any, **given: Any) -> Answer:
        return cast(Answer, super().open(*args, **given))

    def get(self, *args: Any, **given: Any) -> Answer:
        return self.open(*args, method="GET", **given)

    def post(self, *args: Any, **given: Any) -> Answer:
        return self.open(*args, method="POST", **given)

    def delete(self, *args: Any, **given: Any) -> Answer:
        return self.open(*args, method="DELETE", **given)


@dataclass
class Caller:
    """Somebody who calls the API with a token."""

    app: Flask
    token: str

    def request(self, method: str, path: str, **given: Any) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", **given.pop("headers", {})}
        return Visitor(self.app, self.app.response_class).open(f"{API}{path}", method=method, headers=headers, **given)

    def get(self, path: str, **query: Any) -> Answer:
        return self.request("GET", path, query_string=query)

    def post(self, path: str, json: Any = None, **headers: str) -> Answer:
        return self.request("POST", path, json=json, headers=_spelt(headers))

    def put(self, path: str, json: Any = None, **headers: str) -> Answer:
        return self.request("PUT", path, json=json, headers=_spelt(headers))

    def patch(self, path: str, json: Any = None) -> Answer:
        return self.request("PATCH", path, json=json)

    def delete(self, path: str) -> Answer:
        return self.request("DELETE", path)


def _spelt(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass
class Town:
    """One test's own copy of everything."""

    app: Flask
    database: Database
    tokens: dict[str, str]
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.engine = Engine(self.database, self.clock)
        self.office = Office.of(settings_of(), self.engine, Accounts(self.database, self.clock), LAW_BOOK)
        move_in(self.app, self.office)

    def as_(self, role: str) -> Caller:
        return Caller(self.app, self.tokens[role])

    def visitor(self) -> Visitor:
        return Visitor(self.app, self.app.response_class)

    @property
    def manager(self) -> Caller:
        return self.as_("manager")

    def open_case(self, **facts: Any) -> str:
        """A case of the small process, by the manager."""
        given = {"request_received": MONDAY.isoformat(), **facts}
        answer = self.manager.post("/cases", {"process": "small_request", "person": "P000001", "facts": given})
        assert answer.status_code == 201, answer.text
        return str(answer.json["case"])

    def complete(self, case: str, task: str, **answers: Any) -> Answer:
        return self.manager.post(of_task(case, task, "complete"), {"answers": answers})

    def agreed_case(self) -> str:
        """A case in which it was agreed to assess, with one adviser asked."""
        case = self.open_case()
        advisers = [{"adviser": "Psychologist", "advice_request_received": MONDAY.isoformat()}]
        assert self.complete(case, "decide_whether_to_assess#1", decision="assess", advice=advisers).status_code == 201
        return case

    def pass_time(self, **time: int) -> None:
        self.clock.now += timedelta(**time)
        sweep(self.engine)

    def accesses(self) -> list[str]:
        """What the log of looks says, the latest first."""
        return [row["what"] for row in self.as_("auditor").get("/access-log").json["items"]]


def of_task(case: str, task: str, *more: str) -> str:
    return "/".join([f"/cases/{case}/tasks/{quote(task, safe='')}", *more])


def settings_of(**given: str) -> Settings:
    secret = "a secret that is only used in tests, and long enough"
    return Settings.read({"DUECOURSE_SECRET_KEY": secret, "DUECOURSE_DATABASE_URL": "sqlite://", **given})


def app_of_tests(database: Database) -> Flask:
    """The app that the tests share; each test puts its own office into it."""
    clock = Clock()
    settings = settings_of(DUECOURSE_SIGN_IN_LIMIT="5 per minute")
    app = create_app(Office.of(settings, Engine(database, clock), Accounts(database, clock), LAW_BOOK))
    app.testing = False  # a defect is answered as it would be, and the tests see that it was one
    return app
