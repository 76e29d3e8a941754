"""The working calendars of authorities: terms of schools, and closures of schools and of the office."""

from sqlalchemy import bindparam, select

from engine.case.working_calendar import WorkingRow
from engine.store.connected import Connected
from engine.store.prepared import deletion, upsert
from engine.store.reading.columns import columns_of
from engine.store.tables.administration import working_row
from engine.store.types import written_day, written_moment

W = working_row.c
_ROWS = (
    select(*columns_of(working_row, WorkingRow))
    .where(W.authority == bindparam("authority"))
    .order_by(W.first_on, W.kind, W.setting, W.id)
)
_OF_KIND = _ROWS.where(W.kind == bindparam("kind"))
_KEEP, _DROP = upsert(working_row), deletion(working_row)


class ReadsWorkingRows(Connected):
    def working_rows(self, authority: str, kind: str | None = None) -> list[WorkingRow]:
        """Every row of the working calendar, or those of a kind, the earliest first."""
        if kind is None:
            return [WorkingRow(*row) for row in self._all(_ROWS, authority=authority)]
        return [WorkingRow(*row) for row in self._all(_OF_KIND, authority=authority, kind=kind)]


class WritesWorkingRows(ReadsWorkingRows):
    def keep_working_row(self, row: WorkingRow) -> None:
        days = {"first_on": written_day(row.first_on), "last_on": written_day(row.last_on)}
        self._write(_KEEP, {**vars(row), **days, "kept_at": written_moment(row.kept_at)})

    def drop_working_row(self, authority: str, id: str) -> bool:
        """Whether there was such a row."""
        return bool(self._write(_DROP, {"authority": authority, "id": id}))
