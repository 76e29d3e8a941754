"""Authorities, persons, versions and the contents of documents; and what commands were answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.case.rejections import BadInput
from engine.case.rows import Answer, UserRow
from engine.store import AlreadyRemembered, Database, PersonMovedOn
from tests.engine.store.lives import MONDAY, NORTH, SOUTH, moment, register

NOW = moment(MONDAY)


def test_numbers_are_given_out_one_after_another(database: Database) -> None:
    def take() -> int:
        with database.write() as tx:
            return tx.next_number(NORTH, "case")

    with ThreadPoolExecutor(4) as pool:
        taken = [pool.submit(take) for _ in range(12)]
    assert sorted(number.result() for number in taken) == list(range(1, 13))


def test_each_authority_counts_for_itself(database: Database) -> None:
    with database.write() as tx:
        assert [tx.next_number(owner, "case") for owner in (NORTH, SOUTH, NORTH)] == [1, 1, 2]


@pytest.mark.parametrize(("id", "prefix"), [(NORTH, "X"), (SOUTH, "n")])
def test_an_authority_needs_an_id_and_a_prefix_of_its_own(database: Database, id: str, prefix: str) -> None:
    with pytest.raises(BadInput, match="new id and prefix"), database.write() as tx:
        tx.add_authority(id, "Another", prefix, {})


@pytest.mark.parametrize("prefix", ["", "S1", "S-", "É"])
def test_case_numbers_begin_with_plain_letters(database: Database, prefix: str) -> None:
    with pytest.raises(BadInput, match="letters only"), database.write() as tx:
        tx.add_authority(SOUTH, "South", prefix, {})


def test_the_settings_of_an_authority_are_kept(database: Database) -> None:
    with database.write() as tx:
        added = tx.add_authority(SOUTH, "South", "S", {"letters": {"phone": "01"}})
        assert tx.authority(SOUTH) == added
        assert [authority.id for authority in tx.authorities()] == [NORTH, SOUTH]


def test_a_person_is_kept_in_every_edition(database: Database) -> None:
    with database.write() as tx:
        tx.amend_person(NORTH, "P-1", {"name": "Amina Noor"}, expected=1, by="bo", at=NOW + timedelta(days=1))
        person = tx.person(NORTH, "P-1")
        editions = tx.person_editions(NORTH, "P-1")
    assert person is not None and (person.edition, person.name, person.upn) == (2, "Amina Noor", None)
    assert [(one.edition, one.details["name"], one.actor) for one in editions] == [
        (1, "Amina Khan", "ada"),
        (2, "Amina Noor", "bo"),
    ]


def test_of_two_who_amend_a_person_the_later_is_told(database: Database) -> None:
    with database.write() as tx:
        tx.amend_person(NORTH, "P-1", {"name": "Amina Noor"}, expected=1, by="bo", at=NOW)
    with pytest.raises(PersonMovedOn, match="edition 1 of person P-1"), database.write() as tx:
        tx.amend_person(NORTH, "P-1", {"name": "Amina Lee"}, expected=1, by="cy", at=NOW)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("amina", ["P-1"]),
        ("AMI kh", ["P-1"]),
        ("mina", []),
        ("zoe", ["P-2"]),
        ("jones", ["P-2"]),
        ("a123", ["P-1"]),
        ("2015-03", ["P-1"]),
        ("", ["P-1", "P-2"]),
        ("%", []),
    ],
)
def test_a_person_is_found_by_the_beginnings_of_words(database: Database, text: str, found: list[str]) -> None:
    with database.write() as tx:
        register(tx, SOUTH, "S")
        tx.add_person(NORTH, "P-2", {"name": "Zoë Smith-Jones"}, by="ada", at=NOW)
        assert [person.id for person in tx.persons(NORTH, text=text).items] == found


def test_a_renamed_person_is_found_by_the_new_name_only(database: Database) -> None:
    with database.write() as tx:
        tx.amend_person(NORTH, "P-1", {"name": "Amina Noor"}, expected=1, by="bo", at=NOW)
        assert [tx.persons(NORTH, text=text).items != [] for text in ("noor", "khan")] == [True, False]


def test_a_person_is_found_by_pupil_number_or_birthday(database: Database) -> None:
    with database.read() as tx:
        assert len(tx.persons(NORTH, upn="A123").items) == 1
        assert len(tx.persons(NORTH, date_of_birth="2015-03-14").items) == 1
        assert len(tx.persons(NORTH, upn="A123", date_of_birth="2015-03-15").items) == 0


def test_versions_are_numbered_and_the_last_is_current(database: Database) -> None:
    with database.write() as tx:
        for hash in ("aa", "bb"):
            tx.add_version(NORTH, hash, "ehc_assessment", hash.encode(), note="First", by="pol", at=NOW)
        current = tx.current_version(NORTH, "ehc_assessment")
        listed = [(one.number, one.is_current, one.package) for one in tx.versions(NORTH)]
    assert current is not None and (current.hash, current.package) == ("bb", b"bb")
    assert listed == [(2, True, None), (1, False, None)]


def test_publishing_what_was_published_makes_it_current_again(database: Database) -> None:
    with database.write() as tx:
        for hash in ("aa", "bb", "aa"):
            tx.add_version(NORTH, hash, "ehc_assessment", b"", note="", by="pol", at=NOW)
        assert [(one.hash, one.number) for one in tx.processes(NORTH)] == [("aa", 1)]
        assert [one.hash for one in tx.versions(NORTH, "ehc_assessment")] == ["bb", "aa"]
        assert tx.version(SOUTH, "aa") is None


def test_the_bytes_of_a_document_are_kept_once(database: Database) -> None:
    with database.write() as tx:
        for _ in range(2):
            tx.store_document("cd" * 32, b"\x00\xff")
        assert tx.document("cd" * 32) == b"\x00\xff"
        assert tx.document("ef" * 32) is None


def test_the_same_command_again_gets_the_first_answer(database: Database) -> None:
    with database.write() as tx:
        assert tx.answer_to(NORTH, "c-1") is None
        tx.remember(NORTH, "c-1", "print", "[1,2]", NOW)
    with database.read() as tx:
        assert tx.answer_to(NORTH, "c-1") == Answer("print", "[1,2]")
        assert tx.answer_to(SOUTH, "c-1") is None


def test_an_id_that_was_answered_meanwhile_is_not_taken_twice(database: Database) -> None:
    with database.write() as tx:
        tx.remember(NORTH, "c-1", "print", "[]", NOW)
    with pytest.raises(AlreadyRemembered), database.write() as tx:
        tx.remember(NORTH, "c-1", "other", "[]", NOW)


def test_old_answers_can_be_forgotten(database: Database) -> None:
    with database.write() as tx:
        tx.remember(NORTH, "c-1", "print", "[]", NOW)
        tx.remember(NORTH, "c-2", "print", "[]", NOW + timedelta(days=1))
        assert tx.forget_answers(before=NOW + timedelta(days=1)) == 1
        assert tx.answer_to(NORTH, "c-2") is not None


def test_those_of_a_role_are_found_by_their_team(database: Database) -> None:
    teams = {
        "all": (),
        "north": ("North",),
        "small": ("north",),
        "percent": ("%",),
        "left": ("North",),
        "other": ("N",),
    }
    with database.write() as tx:
        for id, of in teams.items():
            roles = frozenset({"caseworker" if id == "other" else "manager"})
            is_active = id != "left"
            tx.add_user(UserRow(NORTH, id, id, id, roles, frozenset(), frozenset(of), is_active, NOW), "")
        found = {team: {one.id for one in tx.users_as(NORTH, frozenset({"manager"}), team)} for team in ("North", "%")}
        assert found == {"North": {"all", "north"}, "%": {"all", "percent"}}
        assert {one.id for one in tx.users_as(NORTH, frozenset({"caseworker"}), None)} == {"other"}
