"""The editions of the plan of a person, over all their cases."""

from sqlalchemy import bindparam, or_, select

from engine.case.plan_kinds import IN_FORCE
from engine.case.rows import PlanRow
from engine.store.connected import Connected
from engine.store.reading.columns import columns_of
from engine.store.tables.read_models import plan_edition

P = plan_edition.c
_COLUMNS = columns_of(plan_edition, PlanRow)
_OF_PERSON = select(*_COLUMNS).where(P.authority == bindparam("authority"), P.person == bindparam("person"))
# Numbered in the order in which they were written down: a number that somebody has noted never means another edition.
_EDITIONS = _OF_PERSON.order_by(P.recorded_at, P.case, P.sequence)
_IN_FORCE = (
    _OF_PERSON.where(or_(*(P.kind == kind for kind in IN_FORCE)))
    .order_by(P.recorded_at.desc(), P.case.desc(), P.sequence.desc())
    .limit(1)
)


class ReadsPlans(Connected):
    def plans_of(self, authority: str, person: str) -> list[PlanRow]:
        """All editions, the oldest first: the first is number 1."""
        return [_row(row) for row in self._all(_EDITIONS, authority=authority, person=person)]

    def plan_in_force(self, authority: str, person: str) -> PlanRow | None:
        """The newest edition that was more than a draft."""
        row = self._first(_IN_FORCE, authority=authority, person=person)
        return None if row is None else _row(row)


def _row(row: tuple[object, ...]) -> PlanRow:
    values = dict(zip(PlanRow.__dataclass_fields__, row, strict=True))
    return PlanRow(**{**values, "to": tuple(str(values["to"]).split())})  # type: ignore[arg-type]
