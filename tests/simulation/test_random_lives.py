"""After each step of lives that nobody would think of, all that is kept about a case agrees."""

from collections import Counter
from collections.abc import Iterator

import pytest

from engine.store import Database
from tests.simulation.random_life import RandomLife

STEPS = 12


@pytest.mark.parametrize("seed", range(50), ids="seed-{}".format)
def test_history_queues_and_replay_agree(sqlite_database: Database, seed: int) -> None:
    life = RandomLife(sqlite_database, seed)
    assert life.faults() == []
    for _ in range(STEPS):
        life.step()
        assert life.faults() == []


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    yield database
    database.close()


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(100, 112), ids="seed-{}".format)
def test_they_agree_on_postgresql_too(postgres_database: Database, seed: int) -> None:
    life = RandomLife(postgres_database, seed)
    for _ in range(STEPS):
        life.step()
        assert life.faults() == []


def test_chance_reaches_most_of_what_can_happen(sqlite_database: Database) -> None:
    life = RandomLife(sqlite_database, 7)
    for _ in range(STEPS * 4):
        life.step()
    with sqlite_database.read() as tx:
        kinds = Counter(entry.kind for entry in tx.entries(life.world.case))
    assert len(kinds) >= 15, kinds
