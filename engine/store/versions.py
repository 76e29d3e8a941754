"""Published versions of processes, and which one is current."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select

from engine.case.rows import VersionRow
from engine.store.connected import Connected
from engine.store.prepared import upsert
from engine.store.tables.truth import current_version, version
from engine.store.types import written_moment

_JOINED = version.outerjoin(
    current_version,
    and_(
        current_version.c.authority == version.c.authority,
        current_version.c.process == version.c.process,
        current_version.c.hash == version.c.hash,
    ),
)
_LISTED = (
    select(
        version.c.authority,
        version.c.hash,
        version.c.process,
        version.c.number,
        version.c.note,
        version.c.published_by,
        version.c.published_at,
        current_version.c.hash.is_not(None),
    )
    .select_from(_JOINED)
    .where(version.c.authority == bindparam("authority"))
)
_WHOLE = _LISTED.add_columns(version.c.package)
_BY_HASH = _WHOLE.where(version.c.hash == bindparam("hash"))
_CURRENT = _WHOLE.where(version.c.process == bindparam("process"), current_version.c.hash.is_not(None))
_ALL = _LISTED.order_by(version.c.process, version.c.number.desc())
_ALL_OF = _ALL.where(version.c.process == bindparam("process"))
_PROCESSES = _LISTED.where(current_version.c.hash.is_not(None)).order_by(version.c.process)
_LAST = select(func.coalesce(func.max(version.c.number), 0)).where(
    version.c.authority == bindparam("authority"), version.c.process == bindparam("process")
)
_ADD = insert(version)
_MAKE_CURRENT = upsert(current_version)


class ReadsVersions(Connected):
    def version(self, authority: str, hash: str) -> VersionRow | None:
        row = self._first(_BY_HASH, authority=authority, hash=hash)
        return None if row is None else VersionRow(*row)

    def current_version(self, authority: str, process: str) -> VersionRow | None:
        row = self._first(_CURRENT, authority=authority, process=process)
        return None if row is None else VersionRow(*row)

    def versions(self, authority: str, process: str | None = None) -> list[VersionRow]:
        """Every published version, the newest of each process first, without packages."""
        if process is None:
            return [VersionRow(*row) for row in self._all(_ALL, authority=authority)]
        return [VersionRow(*row) for row in self._all(_ALL_OF, authority=authority, process=process)]

    def processes(self, authority: str) -> list[VersionRow]:
        """The current version of each process, without packages."""
        return [VersionRow(*row) for row in self._all(_PROCESSES, authority=authority)]


class WritesVersions(ReadsVersions):
    def add_version(
        self, authority: str, hash: str, process: str, package: bytes, *, note: str, by: str, at: datetime
    ) -> VersionRow:
        """Keep a version and make it the current one; one that is there already only becomes current."""
        if self.version(authority, hash) is None:
            last = self._first(_LAST, authority=authority, process=process)
            row: dict[str, Any] = {"authority": authority, "hash": hash, "process": process, "package": package}
            row |= {"number": last[0] + 1 if last else 1, "note": note}
            self._write(_ADD, {**row, "published_by": by, "published_at": written_moment(at)})
        self._write(_MAKE_CURRENT, {"authority": authority, "process": process, "hash": hash})
        kept = self.version(authority, hash)
        assert kept is not None
        return kept
