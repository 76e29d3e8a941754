"""Kill -9 at any moment: no acknowledged command is lost, none is applied twice, and everything kept agrees.

Of 200 kills in all, 182 are here: of processes that work through the engine, 95 times on SQLite and 37 times on
PostgreSQL, and 50 times of one that sweeps. The other 18, of a server under load, are in `test_server_crashes.py`.
"""

from collections import Counter
from multiprocessing.connection import Connection
from random import Random

from engine.replay import replay, verify
from engine.store import Database
from tests.fixtures.world import AUTHORITY, World, small_files
from tests.simulation.agreement import kept_and_rebuilt
from tests.system.at_work import LANES, PROCESSES, STEPS, finish_sweeping, keep_sweeping, work

KILLS = 95
KILLS_ON_POSTGRES = 37
KILLS_OF_SWEEPS = 50


def until_killed(told: Connection, chance: Random) -> list[str]:
    """Read acknowledgements; after some of them, and a moment more, it is time."""
    heard = []
    for _ in range(chance.randint(1, 6)):
        heard.append(told.recv_bytes().decode())
    told.poll(chance.random() * 0.012)
    return heard


def the_rest(told: Connection) -> list[str]:
    """What was acknowledged before the end, and read after it."""
    heard = []
    try:
        while True:
            heard.append(told.recv_bytes().decode())
    except EOFError:
        return heard


class Killer:
    """Starts the worker again and again where its acknowledgements say that it stopped."""

    def __init__(self, url: str, person: str, seed: int) -> None:
        self.url, self.person, self.chance = url, person, Random(seed)
        self.acknowledged: Counter[str] = Counter()

    def kill_once(self) -> None:
        begun = {lane: self._stopped_at(lane) for lane in range(LANES)}
        told, tells = PROCESSES.Pipe(duplex=False)
        child = PROCESSES.Process(target=work, args=(self.url, self.person, begun, tells))
        child.start()
        tells.close()
        self.acknowledged.update(until_killed(told, self.chance))
        child.kill()
        child.join()
        self.acknowledged.update(the_rest(told))

    def _stopped_at(self, lane: int) -> tuple[int, int]:
        """The life of a lane that is not finished, and how many of its commands are acknowledged."""
        life = lane
        while self.acknowledged[f"{life}:{STEPS - 1}"]:
            life += LANES
        return life, sum(self.acknowledged[f"{life}:{step}"] for step in range(STEPS))


def kinds_by_life(world: World) -> dict[str, Counter[str]]:
    with world.engine.database.read() as tx:
        return {case: Counter(entry.kind for entry in tx.entries(case)) for _, case in tx.all_cases()}


def test_nothing_acknowledged_is_lost_and_nothing_done_twice(world_on_each: World, database_url: str) -> None:
    killer = Killer(database_url, world_on_each.person, seed=2026)
    for _ in range(KILLS if database_url.startswith("sqlite") else KILLS_ON_POSTGRES):
        killer.kill_once()
    assert set(killer.acknowledged.values()) == {1}
    with world_on_each.engine.database.read() as tx:
        for command in killer.acknowledged:
            assert tx.answer_to(AUTHORITY, command) is not None, f"lost: {command}"
    _each_command_once(world_on_each, killer)
    all_is_sound(world_on_each)


def _each_command_once(world_on_each: World, killer: Killer) -> None:
    lives = kinds_by_life(world_on_each)
    finished = [f"{life}:" for life in range(len(lives) + LANES) if killer.acknowledged[f"{life}:{STEPS - 1}"]]
    whole = Counter(counts["TaskCompleted"] for counts in lives.values())
    assert len(finished) <= whole[4] <= len(finished) + LANES
    assert all(counts["CaseOpened"] == 1 and counts["NoteAdded"] <= 1 for counts in lives.values())
    assert all(counts["TaskCompleted"] <= 4 for counts in lives.values())
    opened = sum(1 for command in killer.acknowledged if command.endswith(":0"))
    assert opened <= len(lives) <= opened + LANES


def all_is_sound(world_on_each: World) -> None:
    kept, rebuilt = kept_and_rebuilt(world_on_each.engine.database)
    assert kept == rebuilt
    assert list(verify(world_on_each.engine.database)) == []
    with world_on_each.engine.database.read() as tx:
        for authority, case in tx.all_cases():
            assert replay(tx, authority, case, world_on_each.engine.library).flaws == ()


def test_a_killed_sweep_fires_every_timer_once(sqlite_url: str) -> None:
    world = World(Database(sqlite_url))
    world.publish("small_request", small_files())
    chance = Random(7)
    cases = [_with_timers_and_a_letter(world) for _ in range(KILLS_OF_SWEEPS * 2)]
    for _ in range(KILLS_OF_SWEEPS):
        told, tells = PROCESSES.Pipe(duplex=False)
        child = PROCESSES.Process(target=keep_sweeping, args=(sqlite_url, tells))
        child.start()
        tells.close()
        told.recv_bytes()
        told.poll(chance.random() * 0.04)
        child.kill()
        child.join()
    finish_sweeping(sqlite_url)
    counts = kinds_by_life(world)
    assert {counts[case]["TimerFired"] for case in cases} == {1}
    assert {counts[case]["DocumentAttached"] for case in cases} == {1}
    assert {counts[case]["EffectCarriedOut"] for case in cases} == {1}
    all_is_sound(world)
    world.engine.database.close()


def _with_timers_and_a_letter(world: World) -> str:
    """A case that waits fifteen days for the family, and has a letter to be filed."""
    world.request_received().complete("decide_whether_to_assess#1", decision="assess")
    world.complete("serve_draft#1", draft_plan_notice_sent_on="2026-01-05", draft_plan_notice_means="hand")
    return world.case
