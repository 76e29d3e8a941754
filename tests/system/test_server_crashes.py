"""Kill -9 of a server under load, over HTTP: what was answered is there, once, however often it was asked.

Of 200 kills in all, 18 are here: of a real `duecourse serve`, 11 times on SQLite and 7 times on PostgreSQL. Its start
takes two seconds, so that all of it is killed 5 times, its arbiter alone 3 times, and 10 times its worker alone, in
which all the work is done. The other 182, of processes that work through the engine, are in `test_crashes.py`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from queue import Empty, Queue
from random import Random
from threading import Event

import pytest

from api.app import system_clock
from engine import Accounts
from engine.case.events import TimerFired
from tests.fixtures.world import AUTHORITY, World
from tests.system.crash_clients import Client
from tests.system.crash_server import LONGEST, Server
from tests.system.test_crashes import all_is_sound

Kill = Callable[[Server], None]
KILLS: dict[str, Sequence[Kill]] = {
    "sqlite": [Server.kill_all] * 3 + [Server.kill_arbiter] * 2 + [Server.kill_worker] * 6,
    "postgresql": [Server.kill_all] * 2 + [Server.kill_arbiter] * 1 + [Server.kill_worker] * 4,
}
CLIENTS = 5
MARKED = re.compile(r'"(\d+\.\d+\.\d)"')
MARKS = {"CaseOpened", "NoteAdded", "TaskCompleted"}
UNMARKED = ".5"
"""The last request of a life, whose form has no place for words."""


@pytest.fixture
def token(world_on_each: World) -> str:
    accounts = Accounts(world_on_each.engine.database, system_clock)
    user = accounts.add_user(AUTHORITY, "Mo", "mo@northmoor.example", "correct horse battery", ["manager"])
    return accounts.make_token(AUTHORITY, user.id, "clients", timedelta(days=1))[1]


@pytest.fixture
def server(tmp_path: Path, database_url: str) -> Iterator[Server]:
    settings = {"VAR": str(tmp_path), "DATABASE_URL": database_url, "SWEEP_SECONDS": "1", "EFFECTS_SECONDS": "1"}
    made = Server({f"DUECOURSE_{name}": value for name, value in settings.items()})
    yield made
    made.close()


class Trial:
    """Clients at work, and a server that is killed under their hands."""

    def __init__(self, server: Server, token: str, person: str, seed: int) -> None:
        self.server, self.chance = server, Random(seed)
        self.heard: Queue[bool] = Queue()
        self.is_over = Event()
        self.clients = [Client(n, server, token, person, self.heard, self.is_over) for n in range(CLIENTS)]

    def run(self, kills: Sequence[Kill]) -> None:
        self.server.start()
        with ThreadPoolExecutor(CLIENTS) as threads:
            lives = [threads.submit(client.live) for client in self.clients]
            try:
                for kill in self.chance.sample(kills, len(kills)):
                    self._let_them_work()
                    kill(self.server)
            finally:
                self.is_over.set()
        for life in lives:
            life.result()

    def _let_them_work(self) -> None:
        """Until some were answered, and a moment more."""
        for _ in range(self.chance.randint(1, 25)):
            if not self.heard.get(timeout=LONGEST):
                raise AssertionError("a client gave up")
        with suppress(Empty):
            self.heard.get(timeout=self.chance.random() * 0.02)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2026], ids="seed-{}".format)
def test_a_server_that_is_killed_loses_and_repeats_nothing(
    world_on_each: World, server: Server, token: str, database_url: str, seed: int
) -> None:
    trial = Trial(server, token, world_on_each.person, seed)
    trial.run(KILLS[database_url.partition(":")[0].partition("+")[0]])
    assert not [line for line in server.close() if "Traceback" in line]
    answers = {key: answer for client in trial.clients for key, answer in client.answers.items()}
    _each_request_once(world_on_each, set(answers))
    _what_was_said_is_kept(world_on_each, list(answers.values()))
    _every_timer_fired_once(world_on_each)
    all_is_sound(world_on_each)


def _each_request_once(world_on_each: World, keys: set[str]) -> None:
    """Every request was answered in the end, so that neither more nor fewer may stand in the histories."""
    with world_on_each.engine.database.read() as tx:
        entries = [entry for _, case in tx.all_cases() for entry in tx.entries(case) if entry.kind in MARKS]
    marks = Counter(mark for entry in entries for mark in MARKED.findall(entry.data or ""))
    assert marks == {key: 1 for key in keys if not key.endswith(UNMARKED)}
    served = sum(getattr(entry.event, "task", "") == "serve_draft#1" for entry in entries)
    assert served == sum(key.endswith(UNMARKED) for key in keys)


def _what_was_said_is_kept(world_on_each: World, answers: list[dict[str, object]]) -> None:
    kept: dict[str, dict[int, str]] = {}
    with world_on_each.engine.database.read() as tx:
        for _, case in tx.all_cases():
            kept[case] = {entry.sequence: entry.hash for entry in tx.entries(case)}
    for answer in answers:
        entries = answer["entries"]
        assert isinstance(entries, list)
        said = {entry["sequence"]: entry["hash"] for entry in entries}
        assert said and said.items() <= kept[str(answer["case"])].items()


def _every_timer_fired_once(world_on_each: World) -> None:
    with world_on_each.engine.database.read() as tx:
        events = [(case, entry.event) for _, case in tx.all_cases() for entry in tx.entries(case)]
    fired = Counter((case, event.timer) for case, event in events if isinstance(event, TimerFired))
    assert set(fired.values()) == {1}
