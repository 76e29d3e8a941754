"""Any single change to a folded history is found as well, and named by its case and entry, on each kind of database."""

import lzma
from collections.abc import Callable
from datetime import date
from json import loads
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from engine.case.history import Entry, canonical, digest_of, hash_of
from engine.replay import verify
from engine.store import Transaction, fold_finished
from engine.store.folding import COLUMNS
from engine.store.tables.truth import folded_history, history
from tests.fixtures.world import AUTHORITY, World

F = folded_history.c
FIRST, SECOND = "NOR-000001", "NOR-000002"
CHANGED = {
    "recorded_at": "2026-01-05T09:30:00.000000Z",
    "effective_on": "2026-01-03",
    "actor": "u:somebody",
    "kind": "NoteAdded",
    "version": "cd" * 32,
    "data": '{"note":"note#1","text":"Invented"}',
    "digest": "ab" * 32,
    "hash": "01" * 32,
}
Texts = list[list[Any]]
Tampering = Callable[[Transaction], Any]


@pytest.fixture
def lived(world_on_each: World) -> World:
    """Two finished cases, both folded."""
    world = world_on_each
    for _ in range(2):
        world.request_received()
        world.complete("decide_whether_to_assess#1", decision="refuse", reasons="Not needed")
    assert fold_finished(world.engine.database, date.max) == 2
    return world


def entries(world: World, case: str = FIRST) -> list[Entry]:
    with world.engine.database.read() as tx:
        return tx.entries(case)


def tampered(world: World, change: Tampering) -> str:
    with world.engine.database.write() as tx:
        change(tx)
    return "\n".join(flaw for found in verify(world.engine.database) for flaw in found.flaws)


def repacked(change: Callable[[Texts, list[bytes]], None]) -> Tampering:
    """Unfold the first case, change it, and fold it again as if nothing had happened."""

    def tamper(tx: Transaction) -> None:
        [row] = tx._connection.execute(select(folded_history).where(F.case == FIRST))
        texts = loads(lzma.decompress(row.texts))
        hashes = [row.hashes[at : at + 32] for at in range(0, len(row.hashes), 32)]
        change(texts, hashes)
        packed = {"texts": lzma.compress(canonical(texts).encode()), "hashes": b"".join(hashes)}
        tx._connection.execute(update(folded_history).where(F.case == FIRST).values(packed))

    return tamper


def _set(column: str, sequence: int, value: str) -> Tampering:
    def change(texts: Texts, hashes: list[bytes]) -> None:
        if column == "hash":
            hashes[sequence - 1] = bytes.fromhex(value)
        else:
            texts[COLUMNS.index(column)][sequence - 1] = value

    return repacked(change)


def _row(**values: Any) -> Tampering:
    return lambda tx: tx._connection.execute(update(folded_history).where(F.case == FIRST).values(values))


def test_folded_histories_that_nobody_touched_are_sound(lived: World) -> None:
    assert tampered(lived, lambda tx: None) == ""
    assert lived.replay().is_sound


@pytest.mark.parametrize("column", CHANGED)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_change_of_any_folded_text_is_found(lived: World, column: str, place: str) -> None:
    last = len(entries(lived))
    sequence = {"first": 1, "middle": last // 2, "last": last}[place]
    found = tampered(lived, _set(column, sequence, CHANGED[column]))
    assert found.startswith(f"case {FIRST}, entry {sequence}:")


@pytest.mark.parametrize("column", ["recorded_at", "effective_on"])
def test_a_folded_text_that_cannot_be_read_is_named(lived: World, column: str) -> None:
    assert f"case {FIRST}, entry 3: it cannot be read" in tampered(lived, _set(column, 3, "yesterday"))


def test_every_single_character_of_a_folded_entry_counts(lived: World) -> None:
    for entry in entries(lived)[:6]:
        assert entry.data is not None
        for place in range(0, len(entry.data), 23):
            other = "x" if entry.data[place] != "x" else "y"
            text = entry.data[:place] + other + entry.data[place + 1 :]
            assert f"case {FIRST}, entry {entry.sequence}:" in tampered(lived, _set("data", entry.sequence, text))
        assert tampered(lived, _set("data", entry.sequence, entry.data)) == ""


@pytest.mark.parametrize("place", [0, 0.3, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("part", ["texts", "hashes"])
def test_a_changed_byte_of_a_folded_row_is_found(lived: World, part: str, place: float) -> None:
    with lived.engine.database.read() as tx:
        [row] = tx._connection.execute(select(folded_history).where(F.case == FIRST))
    spoilt = bytearray(row._mapping[part])
    at = int(len(spoilt) * place)
    spoilt[at] ^= 4
    sequence = 1 if part == "texts" else at // 32 + 1
    assert f"case {FIRST}, entry {sequence}:" in tampered(lived, _row(**{part: bytes(spoilt)}))


@pytest.mark.parametrize(("column", "value"), [("case", "NOR-000009"), ("authority", "southmoor")])
def test_a_folded_row_given_to_another_is_found(lived: World, column: str, value: str) -> None:
    found = tampered(lived, _row(**{column: value}))
    assert (f"case {FIRST}, entry 1:" if column == "case" else f"case {FIRST}, entry") in found


def test_a_folded_history_taken_out_is_missed(lived: World) -> None:
    found = tampered(lived, lambda tx: tx._connection.execute(delete(folded_history).where(F.case == FIRST)))
    assert f"case {FIRST}, entry 1: expected the history to end at entry" in found


@pytest.mark.parametrize("taken", [1, 4, -1])
def test_entries_taken_out_of_what_is_folded_are_missed(lived: World, taken: int) -> None:
    last = len(entries(lived))

    def change(texts: Texts, hashes: list[bytes]) -> None:
        for column in (*texts, hashes):
            del column[taken if taken < 0 else taken - 1]

    named = last if taken < 0 else taken
    assert f"case {FIRST}, entry {named}:" in tampered(lived, repacked(change))


def test_folded_entries_that_changed_places_are_found(lived: World) -> None:
    def change(texts: Texts, hashes: list[bytes]) -> None:
        for column in (*texts, hashes):
            column[2], column[3] = column[3], column[2]

    assert f"case {FIRST}, entry 3:" in tampered(lived, repacked(change))


def test_folded_histories_that_changed_places_are_found(lived: World) -> None:
    def change(tx: Transaction) -> None:
        for old, new in ((FIRST, "elsewhere"), (SECOND, FIRST), ("elsewhere", SECOND)):
            tx._connection.execute(update(folded_history).where(F.case == old).values(case=new))

    found = tampered(lived, change)
    assert f"case {FIRST}, entry 1:" in found
    assert f"case {SECOND}, entry 1:" in found


@pytest.mark.parametrize("sequence", [3, None], ids=["before", "behind"])
def test_an_entry_put_in_beside_what_is_folded_is_found(lived: World, sequence: int | None) -> None:
    kept = entries(lived)
    put_in = sequence or len(kept) + 1
    row = {**vars(kept[2]), "authority": AUTHORITY, "sequence": put_in}
    found = tampered(lived, lambda tx: tx._connection.execute(insert(history).values(row)))
    assert f"case {FIRST}, entry {put_in}:" in found


@pytest.mark.parametrize("place", [0, 4, -1])
def test_a_folded_entry_with_its_hash_made_anew_is_found(lived: World, place: int) -> None:
    kept = entries(lived)
    entry, data = kept[place], '{"note":"note#1","text":"Nothing to see here"}'
    said = vars(entry) | {"digest": digest_of(data)}
    del said["data"], said["hash"]

    def change(texts: Texts, hashes: list[bytes]) -> None:
        texts[COLUMNS.index("data")][place] = data
        hashes[place] = bytes.fromhex(hash_of(**said))

    assert f"case {FIRST}, entry {entry.sequence + 1}:" in tampered(lived, repacked(change))


def test_one_folded_history_does_not_hide_another(lived: World) -> None:
    found = tampered(lived, lambda tx: tx._connection.execute(update(folded_history).values(texts=b"gone")))
    assert f"case {FIRST}, entry 1: it cannot be read" in found
    assert f"case {SECOND}, entry 1: it cannot be read" in found


def test_tampering_before_folding_is_found_after_it(lived: World) -> None:
    lived.request_received()
    lived.complete("decide_whether_to_assess#1", decision="refuse", reasons="Not needed")
    where = (history.c.case == lived.case, history.c.sequence == 5)
    found = tampered(lived, lambda tx: tx._connection.execute(update(history).where(*where).values(actor="u:nobody")))
    fold_finished(lived.engine.database, date.max)
    assert tampered(lived, lambda tx: None) == found != ""
