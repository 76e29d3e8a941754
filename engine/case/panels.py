"""Panels, their meetings and agendas, and the addresses at which programs read a calendar, as plain rows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.case.rows import TaskRow

FULL, INITIALS = "full", "initials"
NAMES: dict[str, str] = {INITIALS: "Initials and case number", FULL: "Full names"}
"""How a calendar that leaves the system names children."""

USUAL_MINUTES = 10

PAST, AHEAD = timedelta(days=60), timedelta(days=2 * 366)
"""How long ago a meeting can have been that is entered now, and how far ahead one is fixed."""


@dataclass(frozen=True)
class PanelRow:
    """People who decide together; those who do not sign in are `others` of a meeting."""

    authority: str
    id: str
    name: str
    team: str | None
    place: str
    members: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True)
class MeetingRow:
    authority: str
    id: str
    panel: str
    day: date
    starts_at: str
    place: str
    present: tuple[str, ...]
    others: str
    sequence: int
    changed_at: datetime
    panel_name: str
    team: str | None
    members: tuple[str, ...]


@dataclass(frozen=True)
class AgendaRow:
    """A decision that comes before a meeting; `is_open` until its task is done or withdrawn.

    `papers` are the documents that were chosen for its members; None stands for the usual ones.
    """

    authority: str
    meeting: str
    case: str
    task: str
    place: int
    minutes: int
    note: str | None
    added_by: str
    added_at: datetime
    person: str
    person_name: str
    title: str | None
    is_open: bool
    papers: tuple[str, ...] | None = None
    deferred_to: date | None = None
    """The day of the later meeting that it stands before too."""

    @property
    def is_to_decide(self) -> bool:
        return self.is_open and self.deferred_to is None


@dataclass(frozen=True)
class AgendaOfCase:
    """That a case comes before a meeting."""

    meeting: str
    panel_name: str
    day: date
    task: str


@dataclass(frozen=True)
class FeedRow:
    """An address at which a program reads somebody's calendar; what opens it is kept as a digest."""

    id: str
    authority: str
    user: str
    name: str
    names: str
    whose: str
    kinds: frozenset[str]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


def times_of(starts_at: str, items: list[AgendaRow]) -> list[str]:
    """When each item of an agenda is called, as `10:20`."""
    at = datetime.strptime(starts_at, "%H:%M")  # noqa: DTZ007 - a time of day, of no zone
    found = []
    for item in items:
        found.append(at.strftime("%H:%M"))
        at += timedelta(minutes=item.minutes)
    return found


def was_held(meeting: MeetingRow, items: list[AgendaRow], today: date) -> bool:
    """Whether something is kept of it: minutes, who was there, or on its day or later a decision."""
    is_over = meeting.day <= today and any(not one.is_open for one in items)
    return bool(meeting.present or meeting.others or is_over or any(one.note for one in items))


def is_for_panels(task: TaskRow) -> bool:
    """Whether a panel can take it: a decision."""
    return task.role == "decision"
