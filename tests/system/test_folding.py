"""Folding goes on beside everything else: it may be killed, run twice, or meet those who write to the same cases."""

from contextlib import suppress
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.case import commands as c
from engine.case.history import Entry
from engine.housekeeping import tidy
from engine.replay import replay, verify
from engine.store import Database, DatabaseBusy, fold_finished
from engine.store.tables.truth import folded_history, history
from tests.fixtures.world import AUTHORITY, MANAGER, World
from tests.simulation.agreement import kept_and_rebuilt
from tests.system.at_work import PROCESSES, engine_for

CASES = 24
KILLS = 10
SENT = {"draft_plan_notice_sent_on": "2026-01-05", "draft_plan_notice_means": "hand"}
Kept = dict[str, list[Entry]]


@pytest.fixture
def finished(world_on_each: World) -> World:
    """Many finished cases."""
    for _ in range(CASES):
        world_on_each.request_received().complete("decide_whether_to_assess#1", decision="refuse", reasons="Not needed")
    return world_on_each


def kept(world: World) -> Kept:
    with world.engine.database.read() as tx:
        return {case: tx.entries(case) for _, case in tx.all_cases()}


def halves(world: World) -> tuple[set[str], set[str]]:
    """The cases that are folded, and those that have entries which are not."""
    with world.engine.database.read() as tx:
        found = [tx._connection.execute(select(table.c.case).distinct()) for table in (folded_history, history)]
        folded, unfolded = ({row.case for row in rows} for rows in found)
    return folded, unfolded


def all_is_sound(world: World) -> None:
    grown, rebuilt = kept_and_rebuilt(world.engine.database)
    assert grown == rebuilt
    assert list(verify(world.engine.database)) == []
    with world.engine.database.read() as tx:
        for authority, case in tx.all_cases():
            assert replay(tx, authority, case, world.engine.library).flaws == ()


def keep_folding(url: str, told: Any) -> None:
    database = Database(url)
    told.send_bytes(b"awake")
    with suppress(DatabaseBusy):
        fold_finished(database, date.max)
    database.close()


def keep_noting(url: str, cases: list[str], told: Any) -> None:
    """Write a note on each case, and open some of them again."""
    engine = engine_for(url)
    told.send_bytes(b"awake")
    for number, case in enumerate(cases):
        engine.handle(c.AddNote(by=MANAGER, case=case, text="The parent rang"))
        if number % 3 == 0:
            engine.handle(c.ReopenCase(by=MANAGER, case=case, reason="Another child was meant"))
    engine.database.close()


def begun(target: Any, *arguments: Any) -> tuple[Any, Any]:
    """A child that has come as far as its work."""
    told, tells = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=target, args=(*arguments, tells))
    child.start()
    tells.close()
    told.recv_bytes()
    return child, told


def test_a_case_is_reopened_and_finished_after_folding(world_on_each: World) -> None:
    world_on_each.request_received().receive("request_withdrawn")
    assert fold_finished(world_on_each.engine.database, date.max) == 1
    world_on_each.tell(c.ReopenCase, reason="The parent meant another child")
    world_on_each.complete("decide_whether_to_assess#1", decision="refuse")
    assert world_on_each.replay().is_sound
    assert fold_finished(world_on_each.engine.database, date.max) == 1
    assert world_on_each.state.outcome == "finished"
    all_is_sound(world_on_each)


def test_what_comes_after_the_end_is_added_to_a_folded_case(world_on_each: World) -> None:
    world_on_each.request_received().receive("request_withdrawn")
    fold_finished(world_on_each.engine.database, date.max)
    world_on_each.tell(c.AddNote, text="The parent rang")
    world_on_each.tell(c.AttachDocument, name="letter.txt", media_type="text/plain", content=b"Thank you. " * 50)
    with world_on_each.engine.database.read() as tx:
        assert [note.text for note in tx.notes_of(AUTHORITY, world_on_each.case)] == ["The parent rang"]
    assert halves(world_on_each) == ({world_on_each.case}, {world_on_each.case})
    all_is_sound(world_on_each)


def test_a_command_asked_again_gets_its_folded_answer(world_on_each: World) -> None:
    world_on_each.request_received()
    withdrawn = c.ReceiveMessage(
        by=MANAGER, id="once", case=world_on_each.case, message="request_withdrawn", payload={}
    )
    first = world_on_each.do(withdrawn)
    fold_finished(world_on_each.engine.database, date.max)
    again = world_on_each.do(withdrawn)
    assert again.is_repeat
    assert again.entries == first.entries


def test_the_daily_work_folds_what_closed_long_enough_ago(finished: World) -> None:
    before = kept(finished)
    finished.pass_time(days=14)
    assert tidy(finished.engine).folded == 0
    finished.pass_time(days=1)
    assert tidy(finished.engine).folded == CASES
    assert halves(finished) == (set(before), set())
    assert kept(finished) == before
    all_is_sound(finished)


def test_folding_killed_at_any_moment_leaves_every_case_whole(finished: World, database_url: str) -> None:
    before, chance = kept(finished), Random(9)
    for _ in range(KILLS):
        child, told = begun(keep_folding, database_url)
        told.poll(chance.random() * 0.05)
        child.kill()
        child.join()
        folded, unfolded = halves(finished)
        assert folded.isdisjoint(unfolded)
        assert kept(finished) == before
    fold_finished(finished.engine.database, date.max)
    assert halves(finished) == (set(before), set())
    all_is_sound(finished)


def test_two_that_fold_and_one_that_writes_get_on(finished: World, database_url: str) -> None:
    before = kept(finished)
    writing, _ = begun(keep_noting, database_url, sorted(before))
    children = [begun(keep_folding, database_url)[0] for _ in range(2)]
    for child in (writing, *children):
        child.join()
        assert child.exitcode == 0
    fold_finished(finished.engine.database, date.max)
    after = kept(finished)
    assert all(after[case][: len(entries)] == entries for case, entries in before.items())
    assert all(len(after[case]) > len(entries) for case, entries in before.items())
    all_is_sound(finished)


def test_a_folded_case_takes_a_fraction_of_its_room(finished: World) -> None:
    with finished.engine.database.read() as tx:
        [before] = tx._connection.execute(select(func.sum(func.length(history.c.data) + 4 * 32))).one()
    fold_finished(finished.engine.database, date.max)
    F = folded_history.c
    with finished.engine.database.read() as tx:
        [after] = tx._connection.execute(select(func.sum(func.length(F.texts) + func.length(F.hashes)))).one()
    assert after < before / 2
