"""Every read model follows from the histories: dropped and rebuilt, it is the same."""

import random

import pytest

from engine.case.events import KINDS
from engine.store import Database, rebuild
from engine.store.tables.read_models import READ_MODELS
from engine.store.tables.truth import history
from tests.engine.store.lives import NORTH, SOUTH, Life, moment, read_models, register
from tests.engine.store.random_lives import live


def test_rebuilt_read_models_equal_those_that_grew(database: Database) -> None:
    with database.write() as tx:
        for number in range(3):
            Life(f"N-{number}").open(tx).decide(tx)
    grown = read_models(database)
    assert rebuild(database) == 3
    assert read_models(database) == grown


@pytest.mark.parametrize("seed", range(8), ids="seed-{}".format)
def test_random_lives_leave_what_a_rebuild_gives(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    life = Life("N-1")
    with database.write() as tx:
        life.open(tx, team=chance.choice([None, "Early years"]))
    for _ in range(5):
        for _ in range(5):
            with database.write() as tx:
                live(life, tx, chance)
        grown = read_models(database)
        rebuild(database)
        assert read_models(database) == grown


def test_random_lives_meet_every_kind_of_event(sqlite: Database) -> None:
    met: set[str] = set()
    with sqlite.write() as tx:
        for seed in range(13):
            life, chance = Life(f"N-{seed}").open(tx), random.Random(seed)
            met |= {kind for _ in range(25) for kind in live(life, tx, chance)}
    assert set(KINDS) - met == {"CaseOpened"}


def test_a_spoilt_read_model_is_put_right(database: Database) -> None:
    with database.write() as tx:
        Life("N-1").open(tx)
    sound = read_models(database)
    with database.write() as tx:
        for table in READ_MODELS:
            tx._connection.execute(table.delete())
    rebuild(database)
    assert read_models(database) == sound


def test_a_rebuild_tells_how_far_it_is(database: Database) -> None:
    told: list[tuple[int, int]] = []
    with database.write() as tx:
        register(tx, SOUTH, "S")
        for number in range(150):
            Life(f"N-{number:03d}", NORTH if number % 2 else SOUTH).open(tx)
    rebuild(database, lambda done, total: told.append((done, total)))
    assert told == [(100, 150), (150, 150)]


def test_a_rebuild_keeps_drafts_and_notes_of_failures(database: Database) -> None:
    life = Life("N-1")
    with database.write() as tx:
        life.open(tx)
        tx.save_draft(NORTH, "N-1", "decide#1", {}, "ada", moment(life.day))
        tx.note_failure("N-1", "due_decide#1", moment(life.day), moment(life.day), "No answer")
    rebuild(database)
    with database.read() as tx:
        assert tx.draft("N-1", "decide#1") is not None
        assert tx.failure("N-1", "due_decide#1") is not None


def test_a_case_whose_entries_were_erased_has_no_rows(database: Database) -> None:
    with database.write() as tx:
        Life("N-1").open(tx)
        tx._connection.execute(history.update().values(data=None))
    assert rebuild(database) == 1
    assert all(rows == [] for rows in read_models(database).values())
