"""Records that may be about the same person, and what became of each two: merged, or kept apart."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from engine.case.likeness import likeness
from engine.case.rows import MergeRow, PersonRow
from engine.store.connected import Connected
from engine.store.prepared import deletion, upsert
from engine.store.tables.read_models import case_summary
from engine.store.tables.truth import person, person_merge, person_pair, person_word
from engine.store.types import written_moment
from engine.store.wording import plain

P, M, W = person.c, person_merge.c, person_pair.c
FEW = 200
"""As many records as are compared with one; an import may have given the same birthday to thousands."""

PERSON = [P[name] for name in PersonRow.__dataclass_fields__]
# One question for each index, because a database that has all three in one may choose none of them.
_NEAR = [
    select(*PERSON)
    .where(P.authority == bindparam("authority"), column == bindparam("value"), P.merged_into.is_(None))
    .limit(FEW)
    for column in (P.upn, P.date_of_birth, P.name_sort)
]
_EVERYBODY = select(*PERSON).where(P.merged_into.is_(None)).order_by(P.authority, P.id)
_PAIRED = select(W.one, W.other, W.is_open).where(
    W.authority == bindparam("authority"), or_(W.one == bindparam("person"), W.other == bindparam("person"))
)
_PAIR = upsert(person_pair)
_DROP_OPEN = delete(person_pair).where(
    W.authority == bindparam("authority"),
    or_(W.one == bindparam("person"), W.other == bindparam("again")),
    W.is_open.is_(True),
)
_DROP_WORDS = deletion(person_word, person_word.c.authority, person_word.c.person)
_DROP = delete(person_pair).where(
    W.authority == bindparam("authority"), or_(W.one == bindparam("person"), W.other == bindparam("again"))
)
_ADD_MERGE = insert(person_merge)
_SEND_ON = (
    update(person)
    .where(P.authority == bindparam("of_authority"), or_(P.id == bindparam("of_id"), P.merged_into == bindparam("was")))
    .values(merged_into=bindparam("kept"))
)
_LOCKED = select(P.id).where(P.authority == bindparam("authority"), P.id == bindparam("id"))
_LOCK = _LOCKED.with_for_update()
_HOLD = _LOCKED.with_for_update(read=True)
_CASES = (
    select(case_summary.c.case)
    .where(case_summary.c.authority == bindparam("authority"), case_summary.c.person == bindparam("person"))
    .order_by(case_summary.c.case)
)


def person_row(*found: Any) -> PersonRow:
    """A person from the columns `PERSON`."""
    row = dict(zip(PersonRow.__dataclass_fields__, found, strict=True))
    return PersonRow(**row | {"details": json.loads(row["details"])})


class ReadsPairs(Connected):
    def alike(self, authority: str, details: Mapping[str, Any], but: str = "") -> list[tuple[PersonRow, str]]:
        """Those on the register who may be the person that the details are about, each with why."""
        values = (details.get("upn"), details.get("date_of_birth"), plain(str(details.get("name", ""))))
        asked = [(query, value) for query, value in zip(_NEAR, values, strict=True) if value]
        rows = [row for query, value in asked for row in self._all(query, authority=authority, value=value)]
        near = {row.id: person_row(*row) for row in rows if row.id != but}
        found = [(near[id], likeness(details, near[id].details)) for id in sorted(near)]
        return [(row, because) for row, because in found if because is not None]

    def cases_of(self, authority: str, person: str) -> list[str]:
        """The numbers of all cases of a person."""
        return [row.case for row in self._all(_CASES, authority=authority, person=person)]


class WritesPairs(ReadsPairs):
    def hold_person(self, authority: str, id: str) -> None:
        """Until the end of this transaction nobody merges the record into another."""
        self._first(_HOLD, authority=authority, id=id)

    def lock_persons(self, authority: str, ids: Sequence[str]) -> None:
        """Nobody amends or merges these records until the end of this transaction, nor opens a case of theirs."""
        for id in sorted(ids):
            self._first(_LOCK, authority=authority, id=id)

    def keep_merge(self, authority: str, row: MergeRow) -> None:
        """Send who asks for the merged record on to the kept one, and write down how it came about."""
        listed = {"taken": json.dumps(row.taken), "cases": json.dumps(row.cases)}
        moment = {"recorded_at": written_moment(row.recorded_at)}
        self._write(_ADD_MERGE, {**vars(row), **listed, **moment, "authority": authority})
        self._write(_SEND_ON, {"of_authority": authority, "of_id": row.merged, "was": row.merged, "kept": row.kept})
        self._write(_DROP, {"authority": authority, "person": row.merged, "again": row.merged})
        self._write(_DROP_WORDS, {"authority": authority, "person": row.merged})

    def settle_pair(
        self, authority: str, pair: tuple[str, str], because: str, reason: str, by: str, at: datetime
    ) -> None:
        """Keep two records apart, for good."""
        self._write(
            _PAIR,
            _pair_row(authority, pair, because, at)
            | {"is_open": False, "reason": reason, "actor": by, "settled_at": written_moment(at)},
        )

    def pair_up(self, subject: PersonRow) -> None:
        """Look anew whom a record may be about; what was settled stays."""
        authority, asked = subject.authority, {"person": subject.id, "again": subject.id}
        self._write(_DROP_OPEN, {"authority": authority, **asked})
        settled = {(row.one, row.other) for row in self._all(_PAIRED, authority=authority, person=subject.id)}
        for found, because in self.alike(authority, subject.details, but=subject.id):
            pair = as_pair(subject.id, found.id)
            if pair not in settled:
                self._write(_PAIR, _pair_row(authority, pair, because, subject.amended_at))

    def pair_up_anew(self) -> None:
        """Look anew for all records that may be about one person, after the rule for it has changed."""
        for row in self._all(_EVERYBODY):
            self.pair_up(person_row(*row))


def as_pair(one: str, other: str) -> tuple[str, str]:
    """Two ids in their order, so that each two have one row."""
    return (one, other) if one < other else (other, one)


def _pair_row(authority: str, pair: tuple[str, str], because: str, at: datetime) -> dict[str, Any]:
    return {
        "authority": authority,
        "one": pair[0],
        "other": pair[1],
        "because": because,
        "found_at": written_moment(at),
        "is_open": True,
        "reason": None,
        "actor": None,
        "settled_at": None,
    }
