"""Many at once, on one case and on many: every command is applied once or refused, and every timer fires once."""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from random import Random
from typing import Any

import pytest

from engine.case import commands as c
from engine.case.commands import Actor, Command
from engine.case.events import NoteAdded, TaskCompleted
from tests.fixtures.world import World
from tests.simulation.agreement import kept_and_rebuilt
from tests.system.at_work import PROCESSES, client, race, sweep_beside

CLIENTS = 8
MANY = 1000
TASK = "decide_whether_to_assess#1"


def at_once(*work: tuple[Callable[..., None], *tuple[Any, ...]]) -> list[Any]:
    """What each tells of its work, each in a process of its own, all beginning at the same moment."""
    ready = PROCESSES.Barrier(len(work))
    pipes = [PROCESSES.Pipe(duplex=False) for _ in work]
    children = [
        PROCESSES.Process(target=target, args=(*given, ready, tells))
        for (target, *given), (_, tells) in zip(work, pipes, strict=True)
    ]
    for child in children:
        child.start()
    for _, tells in pipes:
        tells.close()
    told = [told.recv() for told, _ in pipes]
    for child in children:
        child.join()
    return told


def raced(url: str, work: list[list[Command]]) -> list[list[str]]:
    """What became of the commands of each client."""
    return at_once(*((race, url, commands) for commands in work))


def kinds(world: World, case: str) -> Counter[str]:
    with world.engine.database.read() as tx:
        return Counter(entry.kind for entry in tx.entries(case))


def agree(world: World) -> None:
    kept, rebuilt = kept_and_rebuilt(world.engine.database)
    assert kept == rebuilt
    assert world.replay().is_sound


def test_one_of_many_completes_a_task(world_on_each: World, database_url: str) -> None:
    case = world_on_each.request_received().case
    work: list[list[Command]] = [
        [c.CompleteTask(by=client(n), case=case, task=TASK, answers={"decision": "assess"})] for n in range(CLIENTS)
    ]
    outcomes = Counter(outcome.split()[0] for [outcome] in raced(database_url, work))
    assert outcomes == {"done": 1, "TaskNotOpen": CLIENTS - 1}
    agree(world_on_each)


def test_only_one_is_right_about_where_the_case_stood(world_on_each: World, database_url: str) -> None:
    case, expected = world_on_each.request_received().case, world_on_each.state.sequence
    work: list[list[Command]] = [
        [c.AddNote(by=client(n), case=case, text="Mine", expected=expected)] for n in range(CLIENTS)
    ]
    outcomes = Counter(outcome.split()[0] for [outcome] in raced(database_url, work))
    assert outcomes == {"done": 1, "CaseMovedOn": CLIENTS - 1}
    agree(world_on_each)


def test_every_note_on_one_case_is_kept_once(world_on_each: World, database_url: str) -> None:
    case = world_on_each.request_received().case
    work: list[list[Command]] = [
        [c.AddNote(by=client(n), id=f"{n}:{k}", case=case, text=f"{n}:{k}") for k in range(6)] for n in range(CLIENTS)
    ]
    outcomes = [outcome for outcomes in raced(database_url, work) for outcome in outcomes]
    assert {outcome.split()[0] for outcome in outcomes} == {"done"}
    with world_on_each.engine.database.read() as tx:
        texts = Counter(entry.event.text for entry in tx.entries(case) if entry.kind == "NoteAdded")
    assert texts == {f"{n}:{k}": 1 for n in range(CLIENTS) for k in range(6)}
    agree(world_on_each)


def test_the_same_command_from_many_has_one_effect_and_one_answer(world_on_each: World, database_url: str) -> None:
    case = world_on_each.request_received().case
    command = c.AddNote(by=client(1), id="the-same", case=case, text="Once")
    opening: dict[str, Any] = {"process": "small_request", "facts": {"request_received": "2026-01-05"}}
    opens = c.OpenCase(by=client(1), id="open-once", person=world_on_each.person, **opening)
    outcomes = raced(database_url, [[command, command, opens, opens] for _ in range(CLIENTS)])
    settled = [outcome for outcomes in outcomes for outcome in outcomes if outcome != "CaseMovedOn"]
    assert Counter(outcome.split()[0] for outcome in settled)["done"] == 2
    assert len({outcome.split(maxsplit=1)[1] for outcome in settled}) == 2
    assert kinds(world_on_each, case)["NoteAdded"] == 1
    with world_on_each.engine.database.read() as tx:
        assert len(tx.all_cases()) == 2
    agree(world_on_each)


@pytest.mark.parametrize("seed", [2026], ids="seed-{}".format)
@pytest.mark.parametrize(("many", "each"), [(1, 6), (MANY, 60)], ids=["one-case", "many-cases"])
def test_eight_clients_and_two_workers_do_all_of_it_once(
    world_on_each: World, database_url: str, many: int, each: int, seed: int
) -> None:
    # SQLite lets one writer in at a time, so that fewer cases show it as well.
    cases = [
        world_on_each.request_received().case for _ in range(many if "postgres" in database_url else min(many, 200))
    ]
    seen, chance = world_on_each.state.sequence, Random(seed)
    asked = [_asked(chance, client(n), cases, seen, each) for n in range(CLIENTS)]
    clients = [(race, database_url, commands) for commands in asked]
    *outcomes, one, other = at_once(*clients, *[(sweep_beside, database_url)] * 2)
    lives = {case: kinds(world_on_each, case) for case in cases}
    assert sum(life["TimerFired"] for life in lives.values()) == one + other
    # Either the day passed before the decision, or the decision lifted the timer.
    assert all(life["TimerFired"] == life["DeadlineMissed"] <= 1 for life in lives.values())
    assert all(life["TimerFired"] or life["TaskCompleted"] for life in lives.values())
    _each_done_once_or_refused(world_on_each, list(zip(chain(*asked), chain(*outcomes), strict=True)))
    agree(world_on_each)


def _asked(chance: Random, by: Actor, cases: list[str], seen: int, each: int) -> list[Command]:
    """On cases picked at random: a decision, or a note by somebody who saw the case as it was opened."""
    commands: list[Command] = []
    for number, case in enumerate(chance.choices(cases, k=each)):
        key = f"{by.id}.{number}"
        if number % 2:
            commands.append(c.AddNote(by=by, id=key, case=case, text=key, expected=seen))
        else:
            commands.append(c.CompleteTask(by=by, id=key, case=case, task=TASK, answers={"decision": "assess"}))
    return commands


def _each_done_once_or_refused(world: World, asked: list[tuple[Command, str]]) -> None:
    done = [command for command, outcome in asked if outcome.startswith("done")]
    refused = {(type(command), outcome) for command, outcome in asked if not outcome.startswith("done")}
    assert refused <= {(c.AddNote, "CaseMovedOn"), (c.CompleteTask, "TaskNotOpen"), (c.CompleteTask, "CaseMovedOn")}
    with world.engine.database.read() as tx:
        events = [(case, entry.event) for _, case in tx.all_cases() for entry in tx.entries(case)]
    notes = Counter((case, event.text) for case, event in events if isinstance(event, NoteAdded))
    assert notes == {(one.case, one.text): 1 for one in done if isinstance(one, c.AddNote)}
    completed = Counter(case for case, event in events if isinstance(event, TaskCompleted))
    assert completed == {one.case: 1 for one in done if isinstance(one, c.CompleteTask)}
