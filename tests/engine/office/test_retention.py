"""Records are kept no longer than their time: what is due, what is held, and that nothing is left of what is erased."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.case.commands import Actor, AddNote, AttachDocument, RegisterPerson
from engine.case.filters import AccessFilter
from engine.case.rejections import BadInput, CaseClosed, NotAllowed, NotFound
from engine.case.rows import AccessRow
from engine.office.retention import NotItsTime, Retention
from engine.replay import verify
from engine.store import Database, fold_finished, rebuild
from engine.store.tables import METADATA
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER, World

ADMIN = Actor("U000009", "Ada Administrator", AUTHORITY, frozenset({"administrator"}))
DUE = datetime(2041, 5, 4, 9, tzinfo=UTC)
SIBLING = {**CHILD, "name": "Sandy Sibling", "date_of_birth": "2018-01-01"}


@pytest.fixture
def aged(world_on_each: World) -> World:
    """A child whose only case was closed by a refusal, on the day on which the time of the record has come."""
    return grown(world_on_each)


def grown(world: World) -> World:
    world.request_received()
    for name in ("About Robin.txt", "Leaflet.txt"):
        content = b"The same for all" if name == "Leaflet.txt" else b"Robin likes trains"
        world.tell(AttachDocument, name=name, media_type="text/plain", content=content)
        with world.engine.database.write() as tx:
            tx.keep_pages_read(sha256(content).hexdigest(), [content.decode()])
    world.tell(AddNote, text="Robin came with both parents")
    world.complete("decide_whether_to_assess#1", decision="refuse")
    world.carry_out()
    world.now = DUE
    return world


def keeper(world: World) -> Retention:
    return Retention(world.engine.database, world.engine.clock)


def erase(world: World) -> str:
    id = keeper(world).propose(ADMIN, world.person).id
    return keeper(world).approve(MANAGER, id).id


def content_of(database: Database) -> str:
    """All that stands in any table, as text."""
    with database.read() as tx:
        tables = METADATA.sorted_tables
        return "\n".join(str(row) for table in tables for row in tx._connection.execute(table.select()))


def test_a_record_is_due_on_the_day_of_its_class(aged: World) -> None:
    [due] = keeper(aged).due(AUTHORITY).items
    assert (due.person, due.retention, due.due_on) == (aged.person, "no_plan", date(2041, 5, 4))
    aged.now = datetime(2041, 5, 3, 9, tzinfo=UTC)
    assert keeper(aged).due(AUTHORITY).items == []


def test_an_authority_may_keep_records_for_longer(aged: World) -> None:
    assert keeper(aged).set_periods(ADMIN, {"no_plan": 30})["no_plan"] == 30
    assert keeper(aged).due(AUTHORITY).items == []
    with pytest.raises(BadInput):
        keeper(aged).set_periods(ADMIN, {"no_plan": 3})


def test_a_record_before_its_time_cannot_be_proposed(aged: World) -> None:
    aged.now = datetime(2041, 5, 3, 9, tzinfo=UTC)
    with pytest.raises(NotItsTime, match="time has not come"):
        keeper(aged).propose(ADMIN, aged.person)


def test_a_record_with_an_open_case_is_not_erased(aged: World) -> None:
    aged.request_received(on=aged.today)
    with pytest.raises(NotItsTime, match="a case of it is open"):
        keeper(aged).propose(ADMIN, aged.person)


def test_a_record_on_hold_is_not_erased_until_it_is_lifted(aged: World) -> None:
    proposed = keeper(aged).propose(ADMIN, aged.person)
    keeper(aged).hold(ADMIN, aged.person, "The ombudsman looks into it")
    with pytest.raises(NotItsTime, match="it is held"):
        keeper(aged).approve(MANAGER, proposed.id)
    keeper(aged).lift(ADMIN, aged.person, "The ombudsman has decided")
    assert keeper(aged).approve(MANAGER, proposed.id).standing == "erased"


def test_whoever_proposed_an_erasure_cannot_approve_it(aged: World) -> None:
    proposed = keeper(aged).propose(MANAGER, aged.person)
    with pytest.raises(NotAllowed, match="somebody else"):
        keeper(aged).approve(MANAGER, proposed.id)


def test_a_record_that_changed_since_is_not_erased(aged: World) -> None:
    proposed = keeper(aged).propose(ADMIN, aged.person)
    aged.tell(AddNote, text="A question came in")
    with pytest.raises(NotItsTime, match="as it was when it was proposed"):
        keeper(aged).approve(MANAGER, proposed.id)
    assert keeper(aged).withdraw(MANAGER, proposed.id).standing == "withdrawn"


@pytest.mark.parametrize("is_folded", [False, True])
def test_nothing_of_an_erased_record_is_left_in_any_table(aged: World, is_folded: bool) -> None:
    database = aged.engine.database
    with database.write() as tx:
        asked = "listed cases: text=Robin+example&x=%20Robin"
        tx.note_access(AUTHORITY, AccessRow(aged.now, "U1", "A caseworker", asked, None, None))
    assert fold_finished(database, aged.today) == 1 if is_folded else True
    keeper(aged).hold(ADMIN, aged.person, "The parents of Robin complain")
    keeper(aged).lift(ADMIN, aged.person, "Settled with Robin")
    erase(aged)
    left = content_of(database)
    assert "robin" not in left.lower() and "trains" not in left
    assert list(verify(database)) == []


def test_an_erased_case_keeps_a_chain_that_can_be_proved(aged: World) -> None:
    erase(aged)
    proved = aged.replay()
    assert (proved.is_sound, proved.erased_on) == (True, date(2041, 5, 4)) and proved.entries > 3
    assert rebuild(aged.engine.database) >= 0
    with pytest.raises(NotFound):
        aged.looking.state(AUTHORITY, aged.case)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM history WHERE sequence = (SELECT max(sequence) FROM history)",
        "UPDATE history SET kind = 'NoteAdded' WHERE sequence = 1",
        "DELETE FROM erased_case",
    ],
)
def test_an_erased_case_that_was_altered_is_not_sound(aged: World, change: str) -> None:
    erase(aged)
    with aged.engine.database.write() as tx:
        tx._connection.execute(text(change))
    assert list(verify(aged.engine.database)) != []


def test_a_certificate_says_what_was_erased_and_by_whom(aged: World) -> None:
    kept = keeper(aged).erasure(AUTHORITY, erase(aged))
    assert (kept.person, kept.proposed_by, kept.settled_by) == (aged.person, ADMIN.id, MANAGER.id)
    assert (kept.counts["cases"], kept.counts["documents"]) == (1, 2)
    with aged.engine.database.read() as tx:
        said = [row.what for row in tx.changes(AUTHORITY).items]
        assert [row.what for row in tx.accesses(AUTHORITY, AccessFilter(actor=MANAGER.id)).items][:1] == said[:1]
    assert said == [f"erased {aged.person} (E000001)", f"proposed to erase {aged.person} (E000001)"]


def test_what_others_share_with_an_erased_record_stays(aged: World) -> None:
    gone = aged.case
    sibling = aged.do(RegisterPerson(by=MANAGER, details=SIBLING)).made
    person, aged.person = aged.person, str(sibling)
    aged.request_received(on=aged.today)
    aged.tell(AttachDocument, name="Leaflet.txt", media_type="text/plain", content=b"The same for all")
    aged.person = person
    erase(aged)
    assert aged.replay().is_sound and aged.case != gone
    with aged.engine.database.read() as tx:
        [leaflet] = [one for one in tx.documents_of(AUTHORITY, aged.case) if one.name == "Leaflet.txt"]
        assert tx.document(leaflet.digest) == b"The same for all"


def test_an_authority_erases_nothing_of_another(aged: World) -> None:
    with aged.engine.database.write() as tx:
        tx.add_authority("elsewhere", "Elsewhere Council", "ELS", {})
    there = replace(MANAGER, authority="elsewhere")
    aged.do(RegisterPerson(by=there, details={**CHILD, "name": "Kit Elsewhere"}))
    erase(aged)
    with aged.engine.database.read() as tx:
        found = tx.person("elsewhere", aged.person)
    assert found is not None and found.name == "Kit Elsewhere"


def test_no_byte_of_a_name_is_left_in_a_scrubbed_file(world: World, sqlite_url: str) -> None:
    grown(world)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    assert b"Robin" in file.read_bytes() + Path(f"{file}-wal").read_bytes()
    erase(world)
    world.engine.database.scrub()
    files = [one for one in file.parent.iterdir() if one.name.startswith(file.name)]
    assert not any(b"robin" in one.read_bytes().lower() for one in files)


def test_a_closed_case_takes_no_more_once_it_is_erased(aged: World) -> None:
    with pytest.raises(CaseClosed):
        aged.complete("decide_whether_to_assess#1", decision="refuse")
    erase(aged)
    with pytest.raises(NotFound):
        aged.tell(AddNote, text="Too late")


def test_a_scrubbed_database_still_proves_every_chain(aged: World) -> None:
    erase(aged)
    aged.engine.database.scrub()
    assert aged.replay().is_sound and list(verify(aged.engine.database)) == []
