"""The tables that migrations make are the tables that the code knows, however they come about."""

from typing import Any

from sqlalchemy import Connection, insert, inspect, text

from engine.starting import start_waiting
from engine.store import Database
from engine.store.migrating import upgrade
from engine.store.migrations.versions import m0021_moves
from engine.store.tables import METADATA
from engine.store.tables.truth import history
from tests.engine.store.lives import NORTH, Life
from tests.fixtures.cohorts import PlansTown
from tests.system.at_work import PROCESSES

OLD = bytes(range(32))
MOVES = text('SELECT "case", profile, move_year FROM case_summary')


def drawn(connection: Connection) -> dict[str, Any]:
    """Everything that the database says about its tables."""
    said = inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": repr(column["type"])} for column in said.get_columns(table)],
            "key": said.get_pk_constraint(table),
            "foreign": sorted(said.get_foreign_keys(table), key=repr),
            "unique": sorted(said.get_unique_constraints(table), key=repr),
            "indexes": sorted(map(_index, said.get_indexes(table)), key=repr),
            "options": said.get_table_options(table),
        }
        for table in said.get_table_names()
        if table != "alembic_version"
    }


def _index(said: Any) -> dict[str, Any]:
    """With its conditions in words, so that two can be compared."""
    options = said.get("dialect_options", {})
    return {**said, "dialect_options": {name: str(option) for name, option in options.items()}}


def test_migrations_make_the_tables_that_the_code_knows(bare_database_url: str) -> None:
    database = Database(bare_database_url)
    database.migrate()
    with database._engine.connect() as connection:
        migrated = drawn(connection)
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
        assert drawn(connection) == migrated
    database.close()


def test_text_sorts_by_code_point_in_every_column(bare_postgres_url: str) -> None:
    database = Database(bare_postgres_url)
    database.migrate()
    with database._engine.connect() as connection:
        said = inspect(connection)
        texts = [
            (table.name, column["name"])
            for table in METADATA.sorted_tables
            for column in said.get_columns(table.name)
            if str(column["type"]).startswith("TEXT") and "C" not in repr(column["type"])
        ]
    database.close()
    assert texts == []


def test_migrating_twice_changes_nothing(bare_database_url: str) -> None:
    database = Database(bare_database_url)
    for _ in range(2):
        database.migrate()
    with database.read() as tx:
        assert tx.authorities() == []
    database.close()


def test_what_was_kept_before_folding_is_kept_after_it(bare_database_url: str) -> None:
    database, life = Database(bare_database_url), Life("N-1")
    with database._writing() as connection:
        upgrade(connection, "0004")
    entries = life.seal(life.opening(), life.task())
    with database._engine.begin() as connection:
        connection.execute(insert(history).values([{**vars(entry), "authority": NORTH} for entry in entries]))
        connection.execute(text("INSERT INTO content VALUES (:digest, :content)"), {"digest": OLD, "content": b"old"})
    database.migrate()
    with database.read() as tx:
        assert tx.entries("N-1") == entries
        assert tx.document(OLD.hex()) == b"old"
    database.close()


def test_who_moves_is_known_after_the_update_without_a_rebuild(sqlite_database: Database) -> None:
    town = PlansTown(sqlite_database)
    town.child(6, phase_now="primary", stays_until="2027-07-31")
    town.ask(town.child(11, phase_now="secondary"))
    start_waiting(town.engine)
    town.carry_out()
    with sqlite_database._writing() as connection:
        projected = connection.execute(MOVES).all()
        filled = {one["case"]: (one["profile"], one["move_year"]) for one in m0021_moves.filled(connection)}
    assert filled == {case: (profile, year) for case, profile, year in projected}


def migrate_in_a_process(url: str, ready: Any, outcomes: Any) -> None:
    database = Database(url)
    ready.wait()
    database.migrate()
    outcomes.put("migrated")
    database.close()


def test_two_processes_can_migrate_at_once(bare_database_url: str) -> None:
    ready, outcomes = PROCESSES.Barrier(2), PROCESSES.Queue()
    processes = [
        PROCESSES.Process(target=migrate_in_a_process, args=(bare_database_url, ready, outcomes)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    found = [outcomes.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert found == ["migrated", "migrated"]
