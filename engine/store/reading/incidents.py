"""What the system could not do, and a person must look at."""

from sqlalchemy import bindparam, select

from engine.case.rows import IncidentRow, Page
from engine.store.connected import Connected
from engine.store.reading.arms import Arm, equals
from engine.store.reading.columns import columns_of
from engine.store.reading.pages import Listed, Wanted, page
from engine.store.tables.read_models import incident

I = incident.c  # noqa: E741
_COLUMNS = columns_of(incident, IncidentRow)
INCIDENTS = Listed(_COLUMNS, incident, {"raised": (I.raised_at, I.case, I.incident)}, IncidentRow)
_OF_CASE = (
    select(*_COLUMNS)
    .where(I.case == bindparam("case"), I.authority == bindparam("authority"))
    .order_by(I.raised_at, I.incident)
)


class ReadsIncidents(Connected):
    def incidents_of(self, authority: str, case: str) -> list[IncidentRow]:
        return [IncidentRow(*row) for row in self._all(_OF_CASE, authority=authority, case=case)]

    def incidents(
        self, authority: str, *, is_open: bool = True, sort: str = "-raised", limit: int = 50, cursor: str | None = None
    ) -> Page[IncidentRow]:
        """Incidents of all cases, by the moment they were raised."""
        arm = Arm((equals(I.authority, authority), equals(I.is_open, is_open)))
        return page(self._connection, INCIDENTS, [arm], Wanted(sort, limit, cursor))
