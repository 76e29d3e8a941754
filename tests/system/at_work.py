"""What child processes do in the tests that kill them, race them, or take their database away."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from engine.case import commands as c
from engine.case.commands import Actor, Command
from engine.case.rejections import CaseMovedOn, TaskNotOpen
from engine.definitions import collect
from engine.effects import carry_out
from engine.engine import Engine
from engine.receipts import Receipt
from engine.store import Database, DatabaseAway, DatabaseBusy
from engine.sweep import sweep
from engine.version import compile_version
from tests.fixtures.world import AUTHORITY, MANAGER, small_files

# Children come from a server that has read everything and has no threads: a fork of the tests would have both.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = NOW + timedelta(weeks=10)
LANES = 3
PACKAGE = collect("small_request", small_files())
VERSION = compile_version(PACKAGE)
ADVISERS = [{"adviser": f"Adviser {n}", "advice_request_received": "2026-01-05"} for n in (1, 2)]
SENT = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "hand"}


def engine_for(url: str, now: datetime = NOW) -> Engine:
    """An engine of this process, which need not compile the version again."""
    made = Engine(Database(url), lambda: now)
    made.library._keep(VERSION)
    return made


def script(life: int, case: str, person: str) -> Iterator[Command]:
    """The commands of one life, each with an id; the first opens the case, and is repeated to learn its name."""
    facts = {"request_received": "2026-01-05"}
    yield c.OpenCase(by=MANAGER, id=f"{life}:0", process="small_request", person=person, facts=facts)
    of: dict[str, Any] = {"by": MANAGER, "case": case}
    answers = {"decision": "assess", "advice": ADVISERS}
    yield c.CompleteTask(**of, id=f"{life}:1", task="decide_whether_to_assess#1", answers=answers)
    yield c.AddNote(**of, id=f"{life}:2", text="The parent rang")
    for number in (1, 2):
        task, answers = f"record_advice#{number}", {"summary": "Done"}
        yield c.CompleteTask(**of, id=f"{life}:{number + 2}", task=task, answers=answers)
    yield c.CompleteTask(**of, id=f"{life}:5", task="serve_draft#1", answers=SENT)


STEPS = len(list(script(0, "", "")))


def _lane(engine: Engine, person: str, first: int, done: int, tell: Any) -> None:
    """Live one life after another, beginning in the middle of the first if that is where it stopped."""
    life = first
    while True:
        case = engine.handle(next(script(life, "", person))).case
        assert case is not None
        for step, command in enumerate(script(life, case, person)):
            if step >= done:
                engine.handle(command)
                tell(f"{life}:{step}")
        life, done = life + LANES, 0


def work(url: str, person: str, begun: dict[int, tuple[int, int]], told: Connection) -> None:
    """Several lanes at once, each acknowledging every command when it is done, until killed."""
    engine, lock = engine_for(url), threading.Lock()

    def tell(command: str) -> None:
        with lock:
            told.send_bytes(command.encode())

    def lane(first: int, done: int) -> None:
        with suppress(DatabaseAway, DatabaseBusy):
            _lane(engine, person, first, done, tell)

    lanes = [threading.Thread(target=lane, args=one) for one in begun.values()]
    for one in lanes:
        one.start()
    for one in lanes:
        one.join()


def keep_sweeping(url: str, told: Connection) -> None:
    """Fire what is due and carry out effects, a few at a time, until nothing is left or killed."""
    told.send_bytes(b"awake")
    finish_sweeping(url)


def finish_sweeping(url: str) -> None:
    engine = engine_for(url, LATER)
    while sweep(engine, most=5).fired or carry_out(engine).carried_out:
        pass
    engine.database.close()


def sweep_beside(url: str, ready: Any, told: Connection) -> None:
    """Fire what is due, as one worker of several, until nothing is due; tell how many timers that were."""
    engine, fired = engine_for(url, LATER), 0
    ready.wait()
    while (done := sweep(engine)).fired or done.passed_over:
        assert not done.failed
        fired += done.fired
    told.send(fired)
    engine.database.close()


def race(url: str, commands: list[Command], ready: Any, told: Connection) -> None:
    """Give every command, all at the same time as others; tell what became of each."""
    engine = engine_for(url)
    ready.wait()
    told.send([_outcome(engine, command) for command in commands])


def _outcome(engine: Engine, command: Command) -> str:
    try:
        receipt: Receipt = engine.handle(command)
    except (CaseMovedOn, TaskNotOpen) as refusal:
        return refusal.kind
    return f"{'again' if receipt.is_repeat else 'done'} {receipt.case} {[e.sequence for e in receipt.entries]}"


def client(number: int) -> Actor:
    return Actor(f"u:{number}", f"Client {number}", AUTHORITY, frozenset({"manager"}))
