"""What people keep at their desks beside the cases: views of their work, and when they are away."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ViewRow:
    """A view of the queue that somebody saved: what it narrows to, by name; shared with a team or not."""

    authority: str
    id: str
    user: str
    name: str
    asked: dict[str, str]
    team: str | None
    made_at: datetime


@dataclass(frozen=True)
class AbsenceRow:
    """Somebody is away from the first day to the last, and somebody else does their work meanwhile."""

    authority: str
    id: str
    user: str
    first_on: date
    last_on: date
    covered_by: str
    recorded_by: str
    recorded_at: datetime

    def is_on(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class LoadRow:
    """How many open tasks of one team and role somebody carries (None: nobody has taken them)."""

    assignee: str | None
    team: str | None
    role: str
    open: int
    overdue: int
    this_week: int
