"""Many at once, on one case and on many: every command is applied once or refused, and every timer fires once."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from engine.case import commands as c
from engine.case.commands import Command
from engine.store import Database
from tests.fixtures.world import World, small_files
from tests.simulation.agreement import kept_and_rebuilt
from tests.system.at_work import PROCESSES, client, finish_sweeping, race

CLIENTS = 8
TASK = "decide_whether_to_assess#1"


@pytest.fixture
def office(database_url: str) -> Iterator[World]:
    database = Database(database_url)
    world = World(database)
    world.publish("small_request", small_files())
    yield world
    database.close()


def raced(url: str, work: list[list[Command]]) -> list[list[str]]:
    """Each client in a process of its own, all beginning at the same moment."""
    ready = PROCESSES.Barrier(len(work))
    pipes = [PROCESSES.Pipe(duplex=False) for _ in work]
    children = [
        PROCESSES.Process(target=race, args=(url, commands, ready, tells))
        for commands, (_, tells) in zip(work, pipes, strict=True)
    ]
    for child in children:
        child.start()
    outcomes: list[list[str]] = [told.recv() for told, _ in pipes]
    for child in children:
        child.join()
    return outcomes


def swept_by_two(url: str) -> None:
    children = [PROCESSES.Process(target=finish_sweeping, args=(url,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0


def kinds(world: World, case: str) -> Counter[str]:
    with world.engine.database.read() as tx:
        return Counter(entry.kind for entry in tx.entries(case))


def agree(world: World) -> None:
    kept, rebuilt = kept_and_rebuilt(world.engine.database)
    assert kept == rebuilt
    assert world.replay().is_sound


def test_one_of_many_completes_a_task(office: World, database_url: str) -> None:
    case = office.request_received().case
    work: list[list[Command]] = [
        [c.CompleteTask(by=client(n), case=case, task=TASK, answers={"decision": "assess"})] for n in range(CLIENTS)
    ]
    outcomes = Counter(outcome.split()[0] for [outcome] in raced(database_url, work))
    assert outcomes == {"done": 1, "TaskNotOpen": CLIENTS - 1}
    agree(office)


def test_only_one_is_right_about_where_the_case_stood(office: World, database_url: str) -> None:
    case, expected = office.request_received().case, office.state.sequence
    work: list[list[Command]] = [
        [c.AddNote(by=client(n), case=case, text="Mine", expected=expected)] for n in range(CLIENTS)
    ]
    outcomes = Counter(outcome.split()[0] for [outcome] in raced(database_url, work))
    assert outcomes == {"done": 1, "CaseMovedOn": CLIENTS - 1}
    agree(office)


def test_every_note_on_one_case_is_kept_once(office: World, database_url: str) -> None:
    case = office.request_received().case
    work: list[list[Command]] = [
        [c.AddNote(by=client(n), id=f"{n}:{k}", case=case, text=f"{n}:{k}") for k in range(6)] for n in range(CLIENTS)
    ]
    outcomes = [outcome for outcomes in raced(database_url, work) for outcome in outcomes]
    assert {outcome.split()[0] for outcome in outcomes} == {"done"}
    with office.engine.database.read() as tx:
        texts = Counter(entry.event.text for entry in tx.entries(case) if entry.kind == "NoteAdded")
    assert texts == {f"{n}:{k}": 1 for n in range(CLIENTS) for k in range(6)}
    agree(office)


def test_the_same_command_from_many_has_one_effect_and_one_answer(office: World, database_url: str) -> None:
    case = office.request_received().case
    command = c.AddNote(by=client(1), id="the-same", case=case, text="Once")
    opening: dict[str, Any] = {"process": "small_request", "facts": {"request_received": "2026-01-05"}}
    opens = c.OpenCase(by=client(1), id="open-once", person=office.person, **opening)
    outcomes = raced(database_url, [[command, command, opens, opens] for _ in range(CLIENTS)])
    settled = [outcome for outcomes in outcomes for outcome in outcomes if outcome != "CaseMovedOn"]
    assert Counter(outcome.split()[0] for outcome in settled)["done"] == 2
    assert len({outcome.split(maxsplit=1)[1] for outcome in settled}) == 2
    assert kinds(office, case)["NoteAdded"] == 1
    with office.engine.database.read() as tx:
        assert len(tx.all_cases()) == 2
    agree(office)


def test_many_clients_and_two_workers_on_many_cases(office: World, database_url: str) -> None:
    cases = [office.request_received().case for _ in range(60)]
    work: list[list[Command]] = [
        [
            c.CompleteTask(by=client(n), case=case, task=TASK, answers={"decision": "assess"})
            for case in cases[n % 4 :: 4]
        ]
        for n in range(CLIENTS)
    ]
    outcomes = Counter(outcome.split()[0] for outcomes in raced(database_url, work) for outcome in outcomes)
    assert outcomes["done"] == len(cases)
    assert set(outcomes) <= {"done", "TaskNotOpen", "CaseMovedOn"}
    assert {kinds(office, case)["TaskCompleted"] for case in cases} == {1}
    agree(office)


def test_timers_fire_once_under_two_sweeps(office: World, database_url: str) -> None:
    cases = [office.request_received().case for _ in range(60)]
    swept_by_two(database_url)
    finish_sweeping(database_url)
    assert {kinds(office, case)["TimerFired"] for case in cases} == {1}
    assert {kinds(office, case)["DeadlineMissed"] for case in cases} == {1}
    agree(office)
