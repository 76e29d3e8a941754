"""The truth of each case: entries, who comes first, and the snapshot beside them."""

from dataclasses import replace

import pytest

from engine.case.history import Entry, flaws
from engine.case.rejections import CaseMovedOn
from engine.store import Database, HistoryUnreadable
from engine.store.tables.truth import history
from tests.engine.store.lives import MONDAY, NORTH, SOUTH, VERSION, Life, register


@pytest.fixture
def life(database: Database) -> Life:
    with database.write() as tx:
        return Life("N-1").open(tx, team="Early years")


def test_entries_are_read_exactly_as_they_were_sealed(database: Database) -> None:
    life = Life("N-9")
    entries = life.seal(life.opening(), life.task())
    with database.write() as tx:
        tx.append(NORTH, entries)
        assert tx.entries("N-9") == entries


def test_the_chain_of_a_stored_history_is_sound(database: Database, life: Life) -> None:
    with database.read() as tx:
        assert flaws(tx.entries("N-1")) == []


def test_entries_can_be_read_from_any_place(database: Database, life: Life) -> None:
    with database.read() as tx:
        assert [entry.sequence for entry in tx.entries("N-1", after=2)] == [3, 4]


def test_an_entry_whose_number_is_taken_is_refused(database: Database, life: Life) -> None:
    late = Life("N-1").seal(life.opening())
    with pytest.raises(CaseMovedOn, match="Expected entry 1 of case N-1"), database.write() as tx:
        tx.append(NORTH, late)


def test_the_head_says_where_a_case_stands(database: Database, life: Life) -> None:
    with database.write() as tx:
        head = tx.lock_case(NORTH, "N-1")
    assert head is not None
    assert (head.sequence, head.head_hash, head.version) == (4, life.head, VERSION)
    assert (head.person_name, head.team, head.is_closed) == ("Amina Khan", "Early years", False)


def test_another_authority_does_not_find_the_case(database: Database, life: Life) -> None:
    with database.write() as tx:
        register(tx, SOUTH, "S")
        assert tx.lock_case(SOUTH, "N-1") is None
        assert tx.head(SOUTH, "N-1") is None


def test_the_snapshot_comes_with_the_head_of_its_case(database: Database, life: Life) -> None:
    with database.write() as tx:
        tx.save_snapshot("N-1", 4, VERSION, b"\x00state")
        head = tx.lock_case(NORTH, "N-1")
        assert head is not None and head.snapshot == tx.snapshot("N-1")
        tx.drop_snapshot("N-1")
        assert tx.snapshot("N-1") is None


def test_a_later_snapshot_takes_the_place_of_an_earlier(database: Database, life: Life) -> None:
    with database.write() as tx:
        tx.save_snapshot("N-1", 3, VERSION, b"three")
        tx.save_snapshot("N-1", 4, VERSION, b"four")
        kept = tx.snapshot("N-1")
    assert kept is not None and (kept.sequence, kept.blob) == (4, b"four")


def test_every_case_is_listed_even_without_its_first_entry(database: Database, life: Life) -> None:
    with database.write() as tx:
        tx._connection.execute(history.delete().where(history.c.sequence == 1))
        assert tx.all_cases() == [(NORTH, "N-1")]
        assert tx.all_cases(SOUTH) == []


def test_an_entry_moved_to_another_authority_is_listed_there(database: Database, life: Life) -> None:
    with database.write() as tx:
        tx._connection.execute(history.update().where(history.c.sequence == 2).values(authority=SOUTH))
        assert tx.all_cases() == [(NORTH, "N-1"), (SOUTH, "N-1")]


@pytest.mark.parametrize("column", ["recorded_at", "effective_on"])
def test_an_entry_that_cannot_be_read_is_named(database: Database, life: Life, column: str) -> None:
    with database.write() as tx:
        tx._cursor.execute(f"UPDATE history SET {column} = 'long ago' WHERE sequence = 3")
    with pytest.raises(HistoryUnreadable) as found, database.read() as tx:
        tx.entries("N-1")
    assert (found.value.case, found.value.sequence) == ("N-1", 3)


def test_erased_data_leaves_the_entry_and_its_digest(database: Database, life: Life) -> None:
    with database.write() as tx:
        before = tx.entries("N-1")[0]
        tx._connection.execute(history.update().where(history.c.sequence == 1).values(data=None))
        assert tx.entries("N-1")[0] == replace(before, data=None)


def test_a_page_of_history_goes_on_where_the_last_ended(database: Database, life: Life) -> None:
    with database.read() as tx:
        first = tx.history_page(NORTH, "N-1", limit=3)
        rest = tx.history_page(NORTH, "N-1", limit=3, cursor=first.next)
        assert [*first.items, *rest.items] == tx.entries("N-1")
        assert rest.next is None


def test_the_history_can_be_read_from_its_end(database: Database, life: Life) -> None:
    with database.read() as tx:
        last: list[Entry] = tx.history_page(NORTH, "N-1", sort="-sequence", limit=1).items
    assert [(entry.kind, entry.effective_on) for entry in last] == [("MessagesAwaited", MONDAY)]
