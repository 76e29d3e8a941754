"""Keeping records no longer than their time: whose time has come, what is held, and erasing what it is up for.

A history keeps its chain: of each entry the data go, and its digest, over which the chain runs, stays.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from sqlalchemy import Table, and_, bindparam, delete, func, insert, null, or_, select, update

from engine.case.history import canonical
from engine.case.office_rows import ErasedCase, ErasureRow, HoldRow, KeptRow
from engine.case.rows import Page
from engine.store.connected import Connected
from engine.store.folding import fold
from engine.store.histories import WritesHistories
from engine.store.prepared import deletion, upsert
from engine.store.reading.arms import Arm, Term, equals, up_to
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables import METADATA
from engine.store.tables.accounts import access_log
from engine.store.tables.administration import administration_log, erased_case, erasure, legal_hold
from engine.store.tables.desks import queue_view
from engine.store.tables.read_models import case_summary, document
from engine.store.tables.truth import (
    content,
    folded_history,
    history,
    pages_read,
    person,
    person_edition,
    person_merge,
    person_pair,
    person_word,
)
from engine.store.types import written_day, written_hash, written_moment

P, S, H, E, C = person.c, case_summary.c, legal_hold.c, erasure.c, erased_case.c
OF_PERSON = {
    person: ("id",),
    person_edition: ("id",),
    person_word: ("person",),
    person_merge: ("merged", "kept"),
    person_pair: ("one", "other"),
}
"""Where a person is named in tables of persons, which have no column of a case."""

STAYS = (history, folded_history, access_log, administration_log, erasure, erased_case)
"""What keeps its rows: of the histories the seals, of the logs who looked and who changed, and the certificates."""

SAYS_WORDS = ((access_log, "what"), (administration_log, "what"), (queue_view, "asked"), (queue_view, "name"))
"""Where somebody may have typed a name to look for it."""

GONE = "[erased]"
_DIGEST = re.compile(r"[0-9a-f]{64}")
DUE = Listed(columns_of(person, KeptRow), person, {"born": (P.date_of_birth, P.id)}, KeptRow)
_MERGED = select(P.id).where(P.authority == bindparam("authority"), P.merged_into == bindparam("into"))
_CASES = (
    select(S.case, S.process, S.is_closed)
    .where(S.authority == bindparam("authority"), S.person == bindparam("person"))
    .order_by(S.case)
)
_EDITIONS = select(person_edition.c.details).where(
    person_edition.c.authority == bindparam("authority"), person_edition.c.id == bindparam("person")
)
_HOLDS = select(*columns_of(legal_hold, HoldRow)).where(H.authority == bindparam("authority")).order_by(H.put_at)
_PUT_HOLD = upsert(legal_hold)
_LIFT_HOLD = deletion(legal_hold)
_ERASURES = select(*columns_of(erasure, ErasureRow)).where(E.authority == bindparam("authority"))
_NEWEST = _ERASURES.order_by(E.proposed_at.desc(), E.id.desc()).limit(bindparam("most"))
_ERASURE = _ERASURES.where(E.id == bindparam("id"))
_KEEP_ERASURE = upsert(erasure)
_ERASED = select(*columns_of(erased_case, ErasedCase)).where(C.case == bindparam("case"))
_ADD_ERASED = insert(erased_case)
_EMPTY = update(history).where(history.c.case == bindparam("of_case")).values(data=null())
_KEEP_FOLDED = upsert(folded_history)


class ReadsRetention(Connected):
    def born_by(self, authority: str, day: str, *, limit: int = 50, cursor: str | None = None) -> Page[KeptRow]:
        """Records of people born on a day or before, the eldest first."""
        stands = Term(P.merged_into, lambda written: written.is_(None))
        arm = Arm((equals(P.authority, authority), up_to(P.date_of_birth, day), stands))
        return page(self._connection, DUE, [arm], Wanted("born", limit, cursor))

    def one_record(self, authority: str, id: str) -> list[str]:
        """The record and all that were merged into it, by number."""
        found = [id]
        for one in found:
            found += [row.id for row in self._all(_MERGED, authority=authority, into=one)]
        return found

    def cases_kept(self, authority: str, persons: Iterable[str]) -> list[tuple[str, str, bool]]:
        """Number, process, and whether it is closed, of every case of these records."""
        return [tuple(row) for one in persons for row in self._all(_CASES, authority=authority, person=one)]

    def holds(self, authority: str) -> dict[str, HoldRow]:
        return {row.person: HoldRow(*row) for row in self._all(_HOLDS, authority=authority)}

    def erasures(self, authority: str, most: int = 100) -> list[ErasureRow]:
        """Proposals and certificates, the latest first."""
        return [_erasure(row) for row in self._all(_NEWEST, authority=authority, most=most)]

    def erasure(self, authority: str, id: str) -> ErasureRow | None:
        row = self._first(_ERASURE, authority=authority, id=id)
        return None if row is None else _erasure(row)

    def erased(self, case: str) -> ErasedCase | None:
        """What remains of a case that was erased."""
        row = self._first(_ERASED, case=case)
        return None if row is None else ErasedCase(*row)

    def count_erased(self, authority: str | None = None) -> int:
        """How many cases were erased (of one authority)."""
        query = select(func.count()).select_from(erased_case)
        return int(
            self._connection.execute(query if authority is None else query.where(C.authority == authority)).scalar_one()
        )

    def rows_to_erase(self, authority: str, persons: Sequence[str], cases: Sequence[str]) -> dict[str, int]:
        """How many rows of each table are about these records and cases."""
        return {
            table.name: int(self._connection.execute(select(func.count()).select_from(table).where(about)).scalar_one())
            for table, about in _about(authority, persons, cases)
        }


class WritesRetention(WritesHistories):
    def put_hold(self, row: HoldRow) -> None:
        self._write(_PUT_HOLD, {**vars(row), "put_at": written_moment(row.put_at)})

    def lift_hold(self, authority: str, person: str) -> bool:
        return bool(self._write(_LIFT_HOLD, {"authority": authority, "person": person}))

    def keep_erasure(self, row: ErasureRow) -> None:
        written = {"due_on": written_day(row.due_on), "counts": canonical(row.counts)}
        moments = {name: written_moment(getattr(row, name)) for name in ("proposed_at", "settled_at")}
        self._write(_KEEP_ERASURE, {**vars(row), **written, **moments})

    def erase(self, authority: str, persons: Sequence[str], cases: Sequence[ErasedCase]) -> None:
        """Erase records and their cases; the chains of the cases stay, and so do numbers in the logs."""
        said = [word for one in persons for word in self._names(authority, one)]
        digests = {digest for one in cases for digest in self._empty(authority, one)}
        digests |= self._documents([one.case for one in cases])
        for table, about in reversed(list(_about(authority, persons, [one.case for one in cases]))):
            self._connection.execute(delete(table).where(about))
        self._drop_contents(digests)
        for table, column in SAYS_WORDS:
            self._take_out(table, column, authority, said)

    def _names(self, authority: str, id: str) -> list[str]:
        """Every word of every name that a person ever had."""
        editions = [json.loads(row.details) for row in self._all(_EDITIONS, authority=authority, person=id)]
        names = " ".join(str(each.get(name, "")) for each in editions for name in ("name", "known_as"))
        return sorted({word for word in re.split(r"\W+", names) if len(word) > 1}, key=len, reverse=True)

    def _empty(self, authority: str, gone: ErasedCase) -> set[str]:
        """Take the data out of every entry of a case; the digests of contents that they named."""
        entries = self.entries(gone.case)
        named = {digest for entry in entries for digest in _DIGEST.findall(entry.data or "")}
        self._write(_EMPTY, {"of_case": gone.case})
        folded = self._folded(gone.case)
        if folded:
            emptied = fold([replace(entry, data=None) for entry in folded])
            assert emptied is not None, f"the folded history of {gone.case} cannot be emptied"
            self._write(_KEEP_FOLDED, {"authority": authority, **vars(emptied)})
        row = {**vars(gone), "erased_on": written_day(gone.erased_on), "head_hash": written_hash(gone.head_hash)}
        self._write(_ADD_ERASED, row)
        return named

    def _documents(self, cases: Sequence[str]) -> set[str]:
        query = select(document.c.digest).where(document.c.case.in_(cases))
        return {str(digest) for (digest,) in self._connection.execute(query)}

    def _drop_contents(self, digests: set[str]) -> None:
        """Contents that nothing refers to any more; the same bytes may also be a document of somebody else."""
        others = select(document.c.digest).where(document.c.digest.in_(digests))
        kept = {str(digest) for (digest,) in self._connection.execute(others)} | self._logos()
        for table in (content, pages_read):
            self._connection.execute(delete(table).where(table.c.digest.in_(digests - kept)))

    def _logos(self) -> set[str]:
        settings = METADATA.tables["authority"].c.settings
        return {found for (said,) in self._connection.execute(select(settings)) for found in _DIGEST.findall(said)}

    def _take_out(self, table: Table, column: str, authority: str, said: Sequence[str]) -> None:
        """Take typed words out of what somebody looked for or wrote into a log."""
        if not said:
            return
        written, pattern = table.c[column], _in_text(said)
        may_say = or_(*(written.icontains(form, autoescape=True) for word in said for form in (word, quote(word))))
        query = select(*table.primary_key, written).where(table.c.authority == authority, may_say)
        for row in self._connection.execute(query).all():
            keys = [column == value for column, value in zip(table.primary_key, row[:-1], strict=True)]
            self._connection.execute(update(table).where(*keys).values({column: pattern.sub(GONE, row[-1])}))


def _about(authority: str, persons: Sequence[str], cases: Sequence[str]) -> Iterable[tuple[Table, Any]]:
    """Each table that says something about these, with what picks its rows; those that others refer to first."""
    for table in METADATA.sorted_tables:
        columns = OF_PERSON.get(table, ("person",))
        picked = [table.c[name].in_(persons) for name in columns if name in table.c]
        picked += [table.c.case.in_(cases)] if "case" in table.c else []
        if picked and table not in STAYS:
            yield table, and_(or_(*picked), table.c.authority == authority) if "authority" in table.c else or_(*picked)


def _in_text(words: Sequence[str]) -> re.Pattern[str]:
    """Finds the words as they are typed and as addresses write them, but not inside of longer ones."""
    written = {form for word in words for form in (word, quote(word))}
    either = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    return re.compile(rf"(?i)(?:(?<![^\W\d_])|(?<=%[0-9a-f]{{2}}))(?:{either})(?![^\W\d_])")


def _erasure(row: Any) -> ErasureRow:
    return ErasureRow(**{**row._asdict(), "counts": json.loads(row.counts)})
