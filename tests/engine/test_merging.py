"""Two records of one child become one: its cases, its editions, its trail, and what is refused."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.case.commands import AmendPerson, KeepApart, MergePersons, OpenCase, RegisterPerson
from engine.case.filters import CaseFilter
from engine.case.rejections import AlreadyMerged, BadInput, CaseMovedOn, MayBeKnown, NotAllowed, NotFound, Rejected
from engine.effects import carry_out
from engine.replay import verify
from engine.store import Database, rebuild
from engine.store.tables.read_models import READ_MODELS
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER, OFFICER, World

TWIN = {"name": "Robyn Example", "date_of_birth": CHILD["date_of_birth"], "upn": "A123456789012"}


def add(world: World, **details: Any) -> str:
    made = world.do(RegisterPerson(by=MANAGER, details={**TWIN, **details})).made
    assert made is not None
    return made


def merge(world: World, other: Any, **more: Any) -> None:
    asked = {"by": MANAGER, "keep": world.person, "merge": other, "reason": "Registered twice", **more}
    world.do(MergePersons(**asked))


def open_case(world: World, person: str) -> str:
    facts = {"request_received": "2026-01-05"}
    receipt = world.do(OpenCase(by=MANAGER, process="small_request", person=person, facts=facts))
    assert receipt.case is not None
    return receipt.case


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.read() as tx:
        return {table.name: sorted(map(tuple, tx._connection.execute(table.select()))) for table in READ_MODELS}


@pytest.fixture
def merged(world_on_each: World) -> Iterator[World]:
    """A child with a case, registered again with an open and a closed case, and made one."""
    world = world_on_each.request_received()
    other = add(world, language="Welsh")
    world.turn_to(open_case(world, other)).complete("decide_whether_to_assess#1", decision="refuse")
    world.turn_to(open_case(world, other)).carry_out()
    merge(world, other, taken=("language", "upn", "nothing"))
    yield world


def test_all_cases_of_both_are_on_the_record_that_is_kept(merged: World) -> None:
    with merged.engine.database.read() as tx:
        kept = tx.person(AUTHORITY, "P000001")
        of_kept = tx.cases(AUTHORITY, CaseFilter(person="P000001")).items
        gone = tx.cases(AUTHORITY, CaseFilter(person="P000002")).items
        found = tx.cases(AUTHORITY, CaseFilter(text="robin")).items
    assert kept is not None and (kept.details["language"], kept.upn, kept.edition) == ("Welsh", TWIN["upn"], 2)
    assert (len(of_kept), gone, len(found)) == (3, [], 3)
    assert {row.person_name for row in of_kept} == {"Robin Example"}


def test_histories_verify_replay_and_rebuild_after_a_merge(merged: World) -> None:
    database, before = merged.engine.database, rows(merged.engine.database)
    assert list(verify(database)) == []
    assert all(merged.turn_to(case).replay().is_sound for case in ("NOR-000001", "NOR-000002", "NOR-000003"))
    rebuild(database)
    assert rows(database) == before


def test_a_case_goes_on_as_if_nothing_had_happened(merged: World) -> None:
    merged.complete("decide_whether_to_assess#1", decision="refuse")
    carry_out(merged.engine)
    assert (merged.state.is_closed, merged.state.person, merged.replay().is_sound) == (True, "P000001", True)


def test_the_trail_says_who_when_why_and_what_was_taken(merged: World) -> None:
    with merged.engine.database.read() as tx:
        [row] = tx.merges_into(AUTHORITY, "P000001")
        old = tx.person(AUTHORITY, "P000002")
        editions = tx.person_editions(AUTHORITY, "P000002")
    assert (row.merged, row.actor, row.reason, row.taken) == (
        "P000002",
        MANAGER.id,
        "Registered twice",
        ("upn", "language"),
    )
    assert row.cases == ("NOR-000002", "NOR-000003")
    assert old is not None and old.merged_into == "P000001"
    assert [one.details["name"] for one in editions] == ["Robyn Example"]


def test_nothing_can_be_done_with_a_record_that_was_merged(merged: World) -> None:
    for command in (
        AmendPerson(by=MANAGER, person="P000002", details=CHILD),
        MergePersons(by=MANAGER, keep="P000002", merge="P000001", reason="Again"),
        OpenCase(by=MANAGER, process="small_request", person="P000002", facts={"request_received": "2026-01-05"}),
    ):
        with pytest.raises(AlreadyMerged, match="merged into P000001"):
            merged.do(command)


def test_merging_on_sends_every_old_number_to_the_last_record(merged: World) -> None:
    third = add(merged, name="Robin Exampel")
    merged.do(MergePersons(by=MANAGER, keep=third, merge="P000001", reason="A third one"))
    with merged.engine.database.read() as tx:
        old = [tx.person(AUTHORITY, one) for one in ("P000001", "P000002")]
        people = tx.persons(AUTHORITY).items
    assert [one.merged_into for one in old if one] == [third, third]
    assert [one.id for one in people] == [third]


def test_a_merge_that_cannot_be_is_refused_and_changes_nothing(world: World) -> None:
    other, before = add(world), rows(world.engine.database)
    with world.engine.database.write() as tx:
        tx.add_authority("southmoor", "Southmoor Council", "SOU", {})
        tx.add_person("southmoor", "P000009", CHILD, by="u:south", at=world.now)
    refused: list[tuple[dict[str, Any], type[Rejected]]] = [
        ({"other": world.person}, BadInput),
        ({"other": "P000009"}, NotFound),
        ({"reason": " "}, BadInput),
        ({"expected": 7}, CaseMovedOn),
        ({"expected_other": 7}, CaseMovedOn),
        ({"by": OFFICER}, NotAllowed),
    ]
    for changed, refusal in refused:
        with pytest.raises(refusal):
            merge(world, **{"other": other, **changed})
    assert rows(world.engine.database) == before


def test_of_two_who_merge_at_the_same_time_one_is_refused(world_on_each: World) -> None:
    other = add(world_on_each)
    open_case(world_on_each, other)

    def one_of_two(ids: tuple[str, str]) -> bool:
        try:
            world_on_each.do(MergePersons(by=MANAGER, keep=ids[0], merge=ids[1], reason="The same child"))
        except AlreadyMerged:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(one_of_two, [(world_on_each.person, other), (other, world_on_each.person)]))
    assert sorted(done) == [False, True]
    assert list(verify(world_on_each.engine.database)) == []


def test_records_that_look_alike_are_found_as_they_are_written(world: World) -> None:
    other = add(world)
    stranger = add(world, name="Somebody Else", upn="B123456789012")
    with world.engine.database.read() as tx:
        pairs = tx.pairs(AUTHORITY).items
    assert [(row.one, row.other) for row in pairs] == [(world.person, other)]
    world.do(AmendPerson(by=MANAGER, person=stranger, details={**TWIN, "name": "Somebody Else"}))
    with world.engine.database.read() as tx:
        assert (other, stranger, "the same pupil number") in [
            (row.one, row.other, row.because) for row in tx.pairs(AUTHORITY).items
        ]


def test_two_who_are_kept_apart_are_not_offered_again(world: World) -> None:
    other = add(world)
    world.do(KeepApart(by=MANAGER, one=other, other=world.person, reason="Twins"))
    world.do(AmendPerson(by=MANAGER, person=other, details={**TWIN, "language": "Welsh"}))
    rebuild(world.engine.database)
    with world.engine.database.read() as tx:
        assert tx.pairs(AUTHORITY).items == []
        [row] = tx.pairs(AUTHORITY, is_open=False).items
    assert (row.reason, row.actor) == ("Twins", MANAGER.id)


def test_somebody_who_may_be_known_is_added_only_with_a_reason(world: World) -> None:
    with pytest.raises(MayBeKnown) as refused:
        world.do(RegisterPerson(by=MANAGER, details=TWIN, if_new=True))
    assert [fault.path for fault in refused.value.faults] == ["/persons/P000001"]
    world.do(RegisterPerson(by=MANAGER, details=TWIN, if_new=True, added_anyway="Not the same: her cousin"))
    with world.engine.database.read() as tx:
        assert [row.reason for row in tx.pairs(AUTHORITY, is_open=False).items] == ["Not the same: her cousin"]
