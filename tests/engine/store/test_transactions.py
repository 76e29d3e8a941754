"""A transaction happens as a whole or not at all, and says what went wrong in our words."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue

import pytest

from engine.case.events import NoteAdded
from engine.case.rejections import BadInput, CaseMovedOn
from engine.case.state import apply
from engine.store import Database, DatabaseBusy
from engine.store.opening import PRAGMAS
from tests.engine.store.lives import NORTH, Life, read_models, register
from tests.system.at_work import PROCESSES


class Failure(Exception):
    pass


def test_nothing_is_left_of_a_transaction_that_failed(database: Database) -> None:
    before = read_models(database)
    with pytest.raises(Failure), database.write() as tx:
        Life("N-1").open(tx)
        raise Failure
    assert read_models(database) == before
    with database.read() as tx:
        assert tx.entries("N-1") == []


def test_a_reader_does_not_see_what_is_not_committed(database: Database) -> None:
    with database.write() as writer:
        Life("N-1").open(writer)
        with database.read() as reader:
            assert reader.head(NORTH, "N-1") is None


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as reader:
        assert reader.head(NORTH, "N-1") is None
        with database.write() as writer:
            Life("N-1").open(writer)
        assert reader.head(NORTH, "N-1") is None


def add_note(database: Database, at_once: Callable[[], object]) -> str:
    """Adds the fifth entry of the case as somebody who saw four; what came of it."""
    life = Life("N-1")
    for event in (life.opening(), life.deadline(), life.task()):
        apply(event, life.state, life.day)
    life.state.sequence = 4
    entries = life.seal(NoteAdded("note#1", "Rang"))
    at_once()
    try:
        with database.write() as tx:
            tx.append(NORTH, entries)
    except CaseMovedOn:
        return "moved on"
    return "written"


def test_of_two_threads_one_writes_and_the_other_is_told(database: Database) -> None:
    with database.write() as tx:
        Life("N-1").open(tx)
    barrier = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        outcomes = [pool.submit(add_note, database, barrier.wait) for _ in range(2)]
    assert sorted(outcome.result() for outcome in outcomes) == ["moved on", "written"]


def add_note_in_a_process(url: str, ready: "threading.Barrier", outcomes: "Queue[str]") -> None:
    database = Database(url)
    outcomes.put(add_note(database, ready.wait))
    database.close()


def test_of_two_processes_one_writes_and_the_other_is_told(database: Database, database_url: str) -> None:
    with database.write() as tx:
        Life("N-1").open(tx)
    ready, outcomes = PROCESSES.Barrier(2), PROCESSES.Queue()
    processes = [
        PROCESSES.Process(target=add_note_in_a_process, args=(database_url, ready, outcomes)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    found = sorted(outcomes.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    assert found == ["moved on", "written"]


def test_a_locked_case_makes_the_next_writer_wait(database: Database) -> None:
    with database.write() as tx:
        life = Life("N-1").open(tx)
    seen: list[int] = []

    def look() -> None:
        with database.write() as tx:
            head = tx.lock_case(NORTH, "N-1")
            seen.append(head.sequence if head else 0)

    with database.write() as tx:
        tx.lock_case(NORTH, "N-1")
        other = threading.Thread(target=look)
        other.start()
        life.record(tx, NoteAdded("note#1", "Rang"))
    other.join()
    assert seen == [5]


@pytest.mark.postgres
def test_who_will_not_wait_passes_over_a_locked_case(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as tx:
        register(tx)
        Life("N-1").open(tx)
    with database.write() as holder:
        holder.lock_case(NORTH, "N-1")
        with database.write() as other:
            assert other.lock_case(NORTH, "N-1", wait=False) is None
            assert other.head(NORTH, "N-1") is not None
    database.close()


@pytest.mark.postgres
def test_who_waited_for_a_case_gets_its_newest_snapshot(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as tx:
        register(tx)
        life = Life("N-1").open(tx)
        tx.save_snapshot("N-1", 4, "v", b"old")
    found: list[bytes] = []

    def look() -> None:
        with database.write() as tx:
            head = tx.lock_case(NORTH, "N-1")
            assert head is not None and head.snapshot is not None
            found.append(head.snapshot.blob)

    with database.write() as tx:
        tx.lock_case(NORTH, "N-1")
        other = threading.Thread(target=look)
        other.start()
        while not tx._connection.exec_driver_sql("SELECT 1 FROM pg_locks WHERE NOT granted").first():
            pass
        life.record(tx, NoteAdded("note#1", "Rang"))
        tx.save_snapshot("N-1", 5, "v", b"new")
    other.join()
    database.close()
    assert found == [b"new"]


def test_a_database_that_stays_locked_is_called_busy(sqlite: Database, sqlite_url: str) -> None:
    other = Database(sqlite_url)
    with other.read() as tx:
        tx._cursor.execute("PRAGMA busy_timeout = 1")
    with sqlite.write(), pytest.raises(DatabaseBusy), other.write():
        pass
    other.close()


def test_text_that_no_database_keeps_is_bad_input(database: Database) -> None:
    with pytest.raises(BadInput), database.read() as tx:
        tx.person(NORTH, "\ud800")


@pytest.mark.postgres
def test_text_that_postgresql_does_not_keep_is_bad_input(postgres_url: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(BadInput), database.read() as tx:
        tx.person(NORTH, "\x00")
    database.close()


def test_a_number_that_no_database_keeps_is_bad_input(database: Database) -> None:
    with pytest.raises(BadInput), database.read() as tx:
        tx.entries("N-1", after=2**70)


def test_a_database_in_memory_keeps_what_is_written() -> None:
    database = Database("sqlite://")
    database.migrate()
    with database.write() as tx:
        register(tx)
    with database.read() as tx:
        assert tx.person(NORTH, "P-1") is not None
    database.close()


def test_an_address_of_another_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        Database("mysql://localhost/x")


def test_an_acknowledged_command_survives_a_power_cut(sqlite_url: str) -> None:
    assert "PRAGMA synchronous = FULL" in PRAGMAS
    database = Database(sqlite_url)
    with database.read() as tx:
        settings = [
            tx._cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode", "foreign_keys")
        ]
    database.close()
    assert settings == [2, "wal", 1]
