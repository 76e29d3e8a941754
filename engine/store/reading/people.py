"""The register of persons as a list, and what was known about each at any time."""

import json

from sqlalchemy import bindparam, select

from engine.case.rows import EditionRow, Page, PersonRow
from engine.store.connected import Connected
from engine.store.pairs import PERSON, person_row
from engine.store.reading.arms import Arm, absent, equals, given
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.reading.searching import Search, says
from engine.store.tables.truth import person, person_edition

P, E = person.c, person_edition.c
_EDITIONS = (
    select(*columns_of(person_edition, EditionRow))
    .where(E.authority == bindparam("authority"), E.id == bindparam("id"))
    .order_by(E.edition)
)


PERSONS = Listed(PERSON, person, {"name": (P.name_sort, P.id)}, person_row)


class ReadsPeople(Connected):
    def persons(
        self,
        authority: str,
        *,
        text: str | None = None,
        upn: str | None = None,
        date_of_birth: str | None = None,
        sort: str = "name",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[PersonRow]:
        """Persons by name; `text` looks for words in names, pupil numbers and dates of birth."""
        meant = Search(self._connection, authority, text).among_persons()
        said = [*given(equals, P.upn, upn), *given(equals, P.date_of_birth, date_of_birth), *says(P.search, text)]
        narrow = frozenset({"authority", "upn"}) if upn else frozenset({"authority", "id"}) if meant else None
        arm = Arm(
            (equals(P.authority, authority), absent(P.merged_into), *said, *meant), narrow, is_sorted=narrow is not None
        )
        return page(self._connection, PERSONS, [arm], Wanted(sort, limit, cursor))

    def person_editions(self, authority: str, id: str) -> list[EditionRow]:
        rows = self._all(_EDITIONS, authority=authority, id=id)
        return [EditionRow(row.edition, json.loads(row.details), row.actor, row.recorded_at) for row in rows]
