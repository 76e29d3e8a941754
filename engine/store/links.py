"""Links through which people outside answer: kept with the digest of their token, never with the token."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, insert, literal_column, select, update

from engine.case.outside import LinkRow
from engine.store.connected import Connected
from engine.store.reading.columns import columns_of
from engine.store.tables.outside import link
from engine.store.types import written_hash, written_moment

L = link.c
_COLUMNS = columns_of(link, LinkRow)
_BY_ID = select(*_COLUMNS).where(L.authority == bindparam("authority"), L.id == bindparam("id"))
_BY_DIGEST = select(*_COLUMNS).where(L.digest == bindparam("digest"))
_OF_CASE = (
    select(*_COLUMNS)
    .where(L.authority == bindparam("authority"), L.case == bindparam("case"))
    .order_by(L.made_at.desc(), L.id.desc())
)
_OF_CASES = select(*_COLUMNS).where(L.authority == bindparam("authority")).order_by(L.made_at, L.id)
_ADD = insert(link)
_THIS = (L.authority == bindparam("of_authority"), L.id == bindparam("of_id"))
_REVOKE = update(link).where(*_THIS, L.revoked_at.is_(None)).values(revoked_at=bindparam("at"))
_OPEN = update(link).where(*_THIS, L.opened_at.is_(None)).values(opened_at=bindparam("at"))
_ANSWER = (
    update(link)
    .where(*_THIS)
    .values(answered_at=bindparam("at"), answer=bindparam("given"), answers=L.answers + literal_column("1"))
)
_RENAME = (
    update(link).where(L.case == bindparam("of_case"), L.task == bindparam("was")).values(task=bindparam("now_called"))
)
MOMENTS = ("made_at", "expires_at", "revoked_at", "opened_at", "answered_at")


class ReadsLinks(Connected):
    def link(self, authority: str, id: str) -> LinkRow | None:
        row = self._first(_BY_ID, authority=authority, id=id)
        return None if row is None else LinkRow(*row)

    def link_of_token(self, digest: str) -> LinkRow | None:
        row = self._first(_BY_DIGEST, digest=digest)
        return None if row is None else LinkRow(*row)

    def links_of(self, authority: str, case: str) -> list[LinkRow]:
        """All links of a case, the latest first."""
        return [LinkRow(*row) for row in self._all(_OF_CASE, authority=authority, case=case)]

    def latest_links(self, authority: str, cases: Iterable[str]) -> dict[tuple[str, str | None], LinkRow]:
        """The last link that was made for each item of these cases."""
        query = _OF_CASES.where(L.case.in_(sorted(set(cases))))
        found = (LinkRow(*row) for row in self._connection.execute(query, {"authority": authority}))
        return {(one.case, one.item): one for one in found}


class WritesLinks(ReadsLinks):
    def add_link(self, of: LinkRow, digest: str) -> None:
        moments = {name: written_moment(getattr(of, name)) for name in MOMENTS}
        self._write(_ADD, {**vars(of), **moments, "digest": written_hash(digest)})

    def revoke_link(self, authority: str, id: str, at: datetime) -> bool:
        """Whether there was such a link that could still be used."""
        return bool(self._write(_REVOKE, {"of_authority": authority, "of_id": id, "at": written_moment(at)}))

    def note_opened(self, authority: str, id: str, at: datetime) -> bool:
        """Whether it is opened for the first time."""
        return bool(self._write(_OPEN, {"of_authority": authority, "of_id": id, "at": written_moment(at)}))

    def note_answered(self, authority: str, id: str, answer: str, at: datetime) -> None:
        key = {"of_authority": authority, "of_id": id}
        self._write(_ANSWER, {**key, "given": answer, "at": written_moment(at)})

    def _rename_links(self, case: str, renamed: Mapping[str, str]) -> None:
        """Links follow their tasks to the names that another version gives them."""
        for was, now in renamed.items():
            self._write(_RENAME, {"of_case": case, "was": was, "now_called": now})
