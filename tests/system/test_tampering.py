"""Any single change to what is stored of a history is found, and named by its case and entry."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from engine.case.history import Entry, digest_of, hash_of
from engine.replay import verify
from engine.store import Database, Transaction
from engine.store.tables.truth import history
from tests.fixtures.world import AUTHORITY, World, small_files

COLUMNS = {
    "recorded_at": datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
    "effective_on": date(2026, 1, 3),
    "actor": "u:somebody",
    "kind": "NoteAdded",
    "data": '{"note":"note#1","text":"Invented"}',
    "digest": "ab" * 32,
    "version": "cd" * 32,
    "previous": "ef" * 32,
    "hash": "01" * 32,
    "authority": "southmoor",
    "case": "NOR-000009",
    "sequence": 4711,
}
Change = Callable[[Transaction], None]


class _Undo(Exception):
    """The database is to stay as it was."""


@pytest.fixture
def lived(world: World) -> World:
    """Two cases with some entries each; the first is in hand."""
    world.request_received()
    world.complete("decide_whether_to_assess#1", decision="refuse", reasons="Not needed")
    first = world.case
    world.request_received()
    world.case = first
    return world


def flaws(world: World) -> str:
    return "\n".join(flaw for found in verify(world.engine.database) for flaw in found.flaws)


def tampered(world: World, change: Change) -> str:
    with world.engine.database.write() as tx:
        change(tx)
    return flaws(world)


def entries(world: World) -> list[Entry]:
    with world.engine.database.read() as tx:
        return tx.entries(world.case)


def _set(world: World, place: int, /, **values: Any) -> Change:
    where = (history.c.case == world.case, history.c.sequence == place)
    return lambda tx: _run(tx, update(history).where(*where).values(values))


def _run(tx: Transaction, statement: Any) -> None:
    assert tx._connection.execute(statement).rowcount >= 1


def _named(world: World, sequence: int) -> str:
    return f"case {world.case}, entry {sequence}:"


def test_a_history_that_nobody_touched_is_sound(lived: World) -> None:
    assert flaws(lived) == ""


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_change_of_any_column_is_found(lived: World, column: str, place: str) -> None:
    last = len(entries(lived))
    sequence = {"first": 1, "middle": last // 2, "last": last}[place]
    found = tampered(lived, _set(lived, sequence, **{column: COLUMNS[column]}))
    expected = {"case": lived.case, "sequence": f"case {lived.case}, entry", "authority": f"case {lived.case}, entry"}
    assert expected.get(column, _named(lived, sequence)) in found


@pytest.mark.parametrize("column", ["recorded_at", "effective_on", "digest"])
def test_what_cannot_even_be_read_is_found(lived: World, column: str) -> None:
    unreadable = b"\xfe" if column == "digest" else "yesterday"

    def change(tx: Transaction) -> None:
        tx._connection.exec_driver_sql(
            f'UPDATE history SET {column} = ? WHERE "case" = ? AND sequence = 3', (unreadable, lived.case)
        )

    assert _named(lived, 3) in tampered(lived, change)


def test_every_single_character_of_an_entry_counts(lived: World) -> None:
    for entry in entries(lived)[:6]:
        assert entry.data is not None
        for place in range(0, len(entry.data), 7):
            other = "x" if entry.data[place] != "x" else "y"
            text = entry.data[:place] + other + entry.data[place + 1 :]
            assert _found_for_a_moment(lived, _set(lived, entry.sequence, data=text), entry.sequence)


def _found_for_a_moment(world: World, change: Change, sequence: int) -> bool:
    kept = entries(world)[sequence - 1].data
    found = tampered(world, change)
    with world.engine.database.write() as tx:
        _set(world, sequence, data=kept)(tx)
    return _named(world, sequence) in found


@pytest.mark.parametrize("place", ["first", "middle", "last", "all"])
def test_entries_taken_out_are_missed(lived: World, place: str) -> None:
    last = len(entries(lived))
    sequence = {"first": 1, "middle": 4, "last": last, "all": 1}[place]
    taken = history.c.sequence >= 1 if place == "all" else history.c.sequence == sequence
    found = tampered(lived, lambda tx: _run(tx, delete(history).where(history.c.case == lived.case, taken)))
    assert f"case {lived.case}, entry" in found


def test_an_entry_put_in_is_found(lived: World) -> None:
    def change(tx: Transaction) -> None:
        [row] = tx._connection.execute(select(history).where(history.c.case == lived.case, history.c.sequence == 5))
        last = len(tx.entries(lived.case))
        tx._connection.execute(insert(history).values({**row._mapping, "sequence": last + 1}))

    last = len(entries(lived))
    assert _named(lived, last + 1) in tampered(lived, change)


def test_two_entries_that_changed_places_are_found(lived: World) -> None:
    def change(tx: Transaction) -> None:
        for old, new in ((3, 900), (4, 3), (900, 4)):
            _set(lived, old, sequence=new)(tx)

    found = tampered(lived, change)
    assert _named(lived, 3) in found
    assert _named(lived, 4) in found


def test_histories_of_two_cases_that_changed_places_are_found(lived: World) -> None:
    def change(tx: Transaction) -> None:
        for old, new in (("NOR-000001", "elsewhere"), ("NOR-000002", "NOR-000001"), ("elsewhere", "NOR-000002")):
            _run(tx, update(history).where(history.c.case == old).values(case=new))

    found = tampered(lived, change)
    assert "case NOR-000001, entry 1:" in found
    assert "case NOR-000002, entry 1:" in found


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_an_entry_with_its_hashes_made_anew_is_found(lived: World, place: str) -> None:
    kept = entries(lived)
    entry = {"first": kept[0], "middle": kept[4], "last": kept[-1]}[place]
    data = '{"note":"note#1","text":"Nothing to see here"}'
    digest = digest_of(data)
    made_anew = hash_of(
        entry.case,
        entry.sequence,
        entry.recorded_at,
        entry.effective_on,
        entry.actor,
        entry.kind,
        digest,
        entry.version,
        entry.previous,
    )
    found = tampered(lived, _set(lived, entry.sequence, data=data, digest=digest, hash=made_anew))
    assert f"case {lived.case}, entry {min(entry.sequence + 1, len(kept) + 1)}:" in found


def test_one_broken_history_does_not_hide_another(lived: World) -> None:
    def change(tx: Transaction) -> None:
        tx._connection.exec_driver_sql("UPDATE history SET effective_on = 'never' WHERE sequence = 2")

    found = tampered(lived, change)
    assert "case NOR-000001, entry 2:" in found
    assert "case NOR-000002, entry 2:" in found


def test_verify_for_one_authority_finds_its_own(lived: World) -> None:
    with lived.engine.database.write() as tx:
        _set(lived, 2, actor="u:nobody")(tx)
    assert [found.case for found in verify(lived.engine.database, AUTHORITY)] == [lived.case]
    assert list(verify(lived.engine.database, "southmoor")) == []


@pytest.mark.postgres
def test_changes_are_found_on_postgresql_too(postgres_url: str) -> None:
    database = Database(postgres_url)
    made = World(database)
    made.publish("small_request", small_files())
    for number, (column, value) in enumerate(COLUMNS.items(), start=1):
        made.request_received()
        elsewhere = {"case": f"NOR-9999{number:02d}"}.get(column, value)
        assert f"case {made.case}, entry" in tampered(made, _set(made, 2, **{column: elsewhere})), column
    database.close()
