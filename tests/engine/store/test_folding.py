"""A folded history is the same history: whoever reads, adds to or rebuilds from it notices nothing."""

import lzma
import random
from dataclasses import replace
from datetime import timedelta
from json import dumps, loads

import pytest

from engine.case import events
from engine.case.history import Entry, flaws
from engine.case.rejections import CaseMovedOn
from engine.store import Database, HistoryUnreadable, fold_finished, rebuild
from engine.store.folding import COLUMNS, Folded, fold, unfold
from engine.store.tables.truth import folded_history, history
from tests.engine.store.lives import MONDAY, NORTH, SOUTH, Life, read_models, register
from tests.engine.store.random_lives import live

TUESDAY = MONDAY + timedelta(days=1)
CLOSED = events.CaseClosed("End", "The plan is final")


def finished(database: Database, case: str = "N-1") -> Life:
    life = Life(case)
    with database.write() as tx:
        life.open(tx).decide(tx)
        life.record(tx, CLOSED)
    return life


def entries(database: Database, case: str = "N-1") -> list[Entry]:
    with database.read() as tx:
        return tx.entries(case)


def unfolded(database: Database) -> list[tuple[str, int]]:
    with database.read() as tx:
        return [tuple(row) for row in tx._connection.execute(history.select().with_only_columns(*history.c[:2]))]


def sealed() -> list[Entry]:
    life = Life("N-1")
    return life.seal(life.opening(), life.deadline(), life.task(), CLOSED)


def folded_of(kept: list[Entry]) -> Folded:
    folded = fold(kept)
    assert folded is not None
    return folded


@pytest.mark.parametrize("seed", range(8), ids="seed-{}".format)
def test_random_lives_are_folded_and_unfolded_the_same(database: Database, seed: int) -> None:
    chance, life = random.Random(seed), Life("N-1")
    with database.write() as tx:
        life.open(tx)
    for _ in range(4):
        with database.write() as tx:
            for _ in range(chance.randrange(1, 6)):
                live(life, tx, chance)
            if not life.state.is_closed:
                life.record(tx, CLOSED)
        before, grown, waiting = entries(database), read_models(database), bool(unfolded(database))
        assert fold_finished(database, TUESDAY) == waiting
        assert (entries(database), unfolded(database)) == (before, [])
        assert rebuild(database) == 1
        assert read_models(database) == grown


def test_only_cases_closed_before_the_day_are_folded(database: Database) -> None:
    finished(database)
    with database.write() as tx:
        Life("N-2").open(tx)
    assert fold_finished(database, MONDAY) == 0
    assert fold_finished(database, TUESDAY) == 1
    assert unfolded(database) == [("N-2", number) for number in range(1, 5)]


def test_more_cases_than_a_batch_are_all_folded_once(sqlite: Database) -> None:
    for number in range(25):
        finished(sqlite, f"N-{number}")
    assert fold_finished(sqlite, TUESDAY) == 25
    assert fold_finished(sqlite, TUESDAY) == 0


def test_entries_are_appended_behind_what_is_folded(database: Database) -> None:
    life = finished(database)
    before = entries(database)
    fold_finished(database, TUESDAY)
    with database.write() as tx:
        life.record(tx, events.NoteAdded("note#1", "The parent rang"))
    assert unfolded(database) == [("N-1", 11)]
    assert entries(database)[:-1] == before
    assert flaws(entries(database)) == []
    with database.read() as tx:
        assert [[e.sequence for e in tx.entries("N-1", after=n)] for n in (8, 10, 11)] == [[9, 10, 11], [11], []]


def test_what_came_later_is_folded_with_the_rest(database: Database) -> None:
    life = finished(database)
    fold_finished(database, TUESDAY)
    with database.write() as tx:
        life.record(tx, events.CaseReopened(10, {}, "Closed in error"))
    assert fold_finished(database, TUESDAY) == 0
    with database.write() as tx:
        life.record(tx, CLOSED)
    before = entries(database)
    assert fold_finished(database, TUESDAY) == 1
    assert (entries(database), unfolded(database)) == (before, [])


def test_a_number_that_is_folded_is_still_taken(database: Database) -> None:
    finished(database)
    fold_finished(database, TUESDAY)
    with pytest.raises(CaseMovedOn, match="Expected entry 1 of case N-1"), database.write() as tx:
        tx.append(NORTH, sealed())


@pytest.mark.parametrize("sort", ["sequence", "-sequence"])
def test_pages_of_a_folded_history_are_the_same(database: Database, sort: str) -> None:
    life = finished(database)
    with database.read() as tx:
        pages = [tx.history_page(NORTH, "N-1", sort=sort, limit=limit) for limit in (3, 10, 50)]
        second = tx.history_page(NORTH, "N-1", sort=sort, limit=4, cursor=pages[0].next)
    fold_finished(database, TUESDAY)
    with database.write() as tx:
        assert [tx.history_page(NORTH, "N-1", sort=sort, limit=limit) for limit in (3, 10, 50)] == pages
        assert tx.history_page(NORTH, "N-1", sort=sort, limit=4, cursor=pages[0].next) == second
        life.record(tx, events.NoteAdded("note#1", "The parent rang"))
        assert len(tx.history_page(NORTH, "N-1", sort=sort).items) == 11
        assert tx.history_page(SOUTH, "N-1").items == []


def test_every_folded_case_is_still_listed(database: Database) -> None:
    finished(database)
    fold_finished(database, TUESDAY)
    with database.read() as tx:
        assert tx.all_cases() == [(NORTH, "N-1")]
        assert tx.all_cases(SOUTH) == []


@pytest.mark.parametrize("column", ["digest", "previous", "data", "sequence", "authority", "recorded_at"])
def test_what_would_be_lost_by_folding_is_not_folded(database: Database, column: str) -> None:
    finished(database)
    value = {"sequence": 77, "authority": SOUTH, "data": '{"x":1}'}.get(column, "cd" * 32)
    with database.write() as tx:
        if column == "recorded_at":
            tx._cursor.execute("UPDATE history SET recorded_at = 'long ago' WHERE sequence = 3")
        else:
            tx._connection.execute(history.update().where(history.c.sequence == 3).values({column: value}))
    assert fold_finished(database, TUESDAY) == 0
    assert len(unfolded(database)) == 10


def test_a_case_that_somebody_holds_is_left_for_later(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as tx:
        register(tx)
    finished(database)
    with database.write() as tx:
        tx.lock_case(NORTH, "N-1")
        assert fold_finished(database, TUESDAY) == 0
    assert fold_finished(database, TUESDAY) == 1
    database.close()


def test_erased_data_stays_erased_and_the_chain_stays(database: Database) -> None:
    finished(database)
    fold_finished(database, TUESDAY)
    kept = [replace(entry, data=None) if entry.sequence < 9 else entry for entry in entries(database)]
    folded = folded_of(kept)
    with database.write() as tx:
        tx._connection.execute(folded_history.update().values(texts=folded.texts))
    assert entries(database) == kept
    assert {flaw.partition(": ")[2] for flaw in flaws(kept)} == {"its data is missing"}


def test_every_changed_bit_of_the_texts_is_noticed() -> None:
    folded = folded_of(sealed())
    for place in range(len(folded.texts) * 8):
        spoilt = bytearray(folded.texts)
        spoilt[place // 8] ^= 1 << place % 8
        with pytest.raises(HistoryUnreadable) as found:
            unfold(replace(folded, texts=bytes(spoilt)))
        assert (found.value.case, found.value.sequence) == ("N-1", 1)


def test_every_changed_byte_of_the_hashes_names_its_entry() -> None:
    folded = folded_of(sealed())
    for place in range(len(folded.hashes)):
        spoilt = bytearray(folded.hashes)
        spoilt[place] ^= 1
        found = flaws(unfold(replace(folded, hashes=bytes(spoilt))))
        assert found[0].startswith(f"case N-1, entry {place // 32 + 1}:")


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"\0", lambda b: b + b, lambda b: b""])
def test_texts_cut_off_or_added_to_are_noticed(change: object) -> None:
    folded = folded_of(sealed())
    with pytest.raises(HistoryUnreadable, match="case N-1, entry 1"):
        unfold(replace(folded, texts=change(folded.texts)))  # type: ignore[operator]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("value", [None, 5, "yesterday", ["x"]], ids=repr)
def test_a_changed_text_names_its_entry(column: str, value: object) -> None:
    folded = folded_of(sealed())
    columns = loads(lzma.decompress(folded.texts))
    columns[COLUMNS.index(column)][2] = value
    spoilt = replace(folded, texts=lzma.compress(dumps(columns).encode()))
    if (column, value) == ("digest", None):
        assert unfold(spoilt) == sealed()
    else:
        assert found_in(spoilt).startswith("case N-1, entry 3:")


def found_in(folded: Folded) -> str:
    try:
        return flaws(unfold(folded))[0]
    except HistoryUnreadable as unreadable:
        return str(unreadable)


@pytest.mark.parametrize("texts", ["5", "[]", '{"a":1}', "[1,2,3,4,5,6,7]", "[[],[],[],[],[],[],[]]", "nothing"])
def test_texts_of_another_form_are_noticed(texts: str) -> None:
    spoilt = replace(folded_of(sealed()), texts=lzma.compress(texts.encode()))
    assert found_in(spoilt).startswith("case N-1, entry 1:")


@pytest.mark.parametrize(("size", "named"), [(0, 1), (32 * 3, 4), (32 * 5, 5)])
def test_hashes_without_texts_or_texts_without_hashes(size: int, named: int) -> None:
    folded = folded_of(sealed())
    spoilt = replace(folded, hashes=(folded.hashes * 2)[:size])
    assert found_in(spoilt).startswith(f"case N-1, entry {named}:")
