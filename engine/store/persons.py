"""The register of children and young people, with every edition of what is known about them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from engine.case.history import canonical
from engine.case.rows import PersonRow
from engine.store.connected import Connected
from engine.store.faults import PersonMovedOn
from engine.store.pairs import PERSON, WritesPairs, person_row
from engine.store.tables.read_models import case_summary, open_task
from engine.store.tables.truth import person, person_edition, person_word
from engine.store.types import written_moment
from engine.store.wording import case_search, plain, searched, task_search, words_of

_PERSON = select(*PERSON).where(person.c.authority == bindparam("authority"), person.c.id == bindparam("id"))
MERGED_INTO = person.c.merged_into
_ADD = insert(person)
_ADD_EDITION = insert(person_edition)
_AMEND = (
    update(person)
    .where(
        person.c.authority == bindparam("of_authority"),
        person.c.id == bindparam("of_id"),
        person.c.edition == bindparam("expected"),
        person.c.merged_into.is_(None),
    )
    .values(
        {column: bindparam(column.name) for column in person.c if not column.primary_key and column is not MERGED_INTO}
    )
)
_DROP_WORDS = delete(person_word).where(
    person_word.c.authority == bindparam("of_authority"), person_word.c.person == bindparam("of_person")
)
_ADD_WORD = insert(person_word)
SEARCHED = ("name", "known_as", "upn", "uln", "nhs_number", "date_of_birth")
_CASES = select(case_summary.c.case).where(
    case_summary.c.authority == bindparam("authority"), case_summary.c.person == bindparam("person")
)
_TASKS = select(open_task.c.case, open_task.c.task, open_task.c.title).where(open_task.c.case.in_(_CASES))
_NAMES: dict[str, Any] = {name: bindparam(name) for name in ("person_name", "person_sort", "search")}
_RENAME_CASE = update(case_summary).where(case_summary.c.case == bindparam("of_case")).values(_NAMES)
_RENAME_TASK = (
    update(open_task)
    .where(open_task.c.case == bindparam("of_case"), open_task.c.task == bindparam("of_task"))
    .values(_NAMES)
)


def _words(details: Mapping[str, Any]) -> list[str]:
    """The words by which a person is looked for."""
    return words_of(*(details.get(name) for name in SEARCHED))


def search_of(person: PersonRow) -> str:
    """The text that a search for this person looks through."""
    return searched(_words(person.details))


def _columns(edition: int, details: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    name = str(details.get("name", ""))
    return {
        "edition": edition,
        "name": name,
        "name_sort": plain(name),
        "date_of_birth": details.get("date_of_birth"),
        "upn": details.get("upn"),
        "search": searched(_words(details)),
        "details": canonical(details),
        "amended_at": written_moment(at),
    }


class ReadsPersons(Connected):
    def person(self, authority: str, id: str) -> PersonRow | None:
        found = self._first(_PERSON, authority=authority, id=id)
        return None if found is None else person_row(*found)

    def persons_numbered(self, authority: str, ids: Iterable[str]) -> dict[str, PersonRow]:
        """Several persons by their numbers."""
        query = select(*PERSON).where(person.c.authority == authority, person.c.id.in_(sorted(ids)))
        found = [person_row(*row) for row in self._connection.execute(query)]
        return {row.id: row for row in found}


class WritesPersons(ReadsPersons, WritesPairs):
    def add_person(self, authority: str, id: str, details: Mapping[str, Any], *, by: str, at: datetime) -> PersonRow:
        """Put somebody on the register; it is found by its names, numbers and date of birth."""
        self._write(_ADD, {"authority": authority, "id": id, "merged_into": None, **_columns(1, details, at)})
        return self._keep_edition(authority, id, by)

    def amend_person(
        self, authority: str, id: str, details: Mapping[str, Any], *, expected: int, by: str, at: datetime
    ) -> PersonRow:
        """Replace the details; raises `PersonMovedOn` unless `expected` is the edition that stands."""
        of = {"of_authority": authority, "of_id": id, "expected": expected}
        if not self._write(_AMEND, {**of, **_columns(expected + 1, details, at)}):
            raise PersonMovedOn(f"Expected edition {expected} of person {id}, but somebody has amended it meanwhile")
        amended = self._keep_edition(authority, id, by)
        self._rename_everywhere(amended)
        return amended

    def _keep_edition(self, authority: str, id: str, by: str) -> PersonRow:
        kept = self.person(authority, id)
        assert kept is not None
        edition = {"authority": authority, "id": id, "edition": kept.edition, "details": canonical(kept.details)}
        self._write(_ADD_EDITION, {**edition, "actor": by, "recorded_at": written_moment(kept.amended_at)})
        self._write_words(kept)
        self.pair_up(kept)
        return kept

    def _write_words(self, person: PersonRow) -> None:
        of = {"authority": person.authority, "person": person.id}
        self._write(_DROP_WORDS, {"of_authority": person.authority, "of_person": person.id})
        self._write(_ADD_WORD, *({**of, "word": word} for word in _words(person.details)))

    def _rename_everywhere(self, amended: PersonRow) -> None:
        of = {"authority": amended.authority, "person": amended.id}
        names = {"person_name": amended.name, "person_sort": plain(amended.name)}
        search = search_of(amended)
        for row in self._all(_CASES, **of):
            self._write(_RENAME_CASE, {**names, "of_case": row.case, "search": case_search(row.case, search)})
        for row in self._all(_TASKS, **of):
            found = task_search(row.case, search, row.title)
            self._write(_RENAME_TASK, {**names, "of_case": row.case, "of_task": row.task, "search": found})
