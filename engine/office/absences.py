"""Absences: who is away from when to when, and who does their work meanwhile."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from engine.case.commands import Actor
from engine.case.desk_rows import AbsenceRow
from engine.case.permissions import LEAD_CASES, rights_of
from engine.case.rejections import BadInput, Fault, NotAllowed, NotFound
from engine.case.rows import AccessRow, UserRow
from engine.statute import day_of, short
from engine.store import Database, Reading, Transaction

LONGEST = timedelta(days=2 * 366)
"""More than this is a year that was mistyped, and would hide somebody's work for long."""

Clock = Callable[[], datetime]


class Absences:
    """People record their own, those who lead casework anybody's; each change is written into the log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def to_come(self, authority: str) -> list[AbsenceRow]:
        """Who is away today or later."""
        with self._database.read() as tx:
            return tx.absences(authority, day_of(self._clock()))

    def away(self, authority: str) -> dict[str, AbsenceRow]:
        """Who is away today, by user."""
        today = day_of(self._clock())
        return {one.user: one for one in self.to_come(authority) if one.is_on(today)}

    def record(self, by: Actor, user: str, first_on: date, last_on: date, covered_by: str) -> AbsenceRow:
        """Say that somebody is away, and who stands in for them."""
        _expect_leave(by, user)
        with self._database.write() as tx:
            faults = tuple(_faults(tx, by.authority, user, first_on, last_on, covered_by, day_of(self._clock())))
            if faults:
                raise BadInput("Expected an absence that can be covered", faults)
            id = f"B{tx.next_number(by.authority, 'absence'):06d}"
            away = AbsenceRow(by.authority, id, user, first_on, last_on, covered_by, by.id, self._clock())
            tx.add_absence(away)
            self._note(tx, by, f"recorded that {user} is away from {first_on} to {last_on}, covered by {covered_by}")
        return away

    def drop(self, by: Actor, id: str) -> None:
        """Take an absence back: it was recorded in error, or somebody is back early."""
        with self._database.write() as tx:
            away = tx.absence(by.authority, id)
            if away is None:
                raise NotFound(f"Expected an absence {id}, but there is none")
            _expect_leave(by, away.user)
            tx.drop_absence(by.authority, id)
            self._note(tx, by, f"took back that {away.user} is away from {away.first_on} to {away.last_on}")

    def _note(self, tx: Transaction, by: Actor, what: str) -> None:
        tx.note_access(by.authority, AccessRow(self._clock(), by.id, by.name, what, None, None))


def _expect_leave(by: Actor, user: str) -> None:
    if user != by.id and LEAD_CASES not in rights_of(by):
        raise NotAllowed(f"Expected someone who leads casework, because {by.name} is not {user}")


def _faults(
    tx: Reading, authority: str, user: str, first_on: date, last_on: date, covered_by: str, today: date
) -> list[Fault]:
    found = []
    if _active(tx, authority, user) is None:
        found.append(Fault("/user", "Select who is away"))
    if last_on < first_on:
        found.append(Fault("/last_on", "The last day must be on or after the first day"))
    if last_on < today:
        found.append(Fault("/last_on", "The last day must be today or later"))
    if last_on - first_on > LONGEST:
        found.append(Fault("/last_on", "The last day must be within two years of the first day"))
    if covered_by == user or _active(tx, authority, covered_by) is None:
        found.append(Fault("/covered_by", "Select somebody else who covers"))
    for other in tx.absences(authority, first_on):
        if other.first_on <= last_on and other.user in (user, covered_by):
            path = "/first_on" if other.user == user else "/covered_by"
            who = "They are" if other.user == user else "The person who would cover is"
            found.append(Fault(path, f"{who} away already from {short(other.first_on)} to {short(other.last_on)}"))
    return found


def _active(tx: Reading, authority: str, user: str) -> UserRow | None:
    found = tx.user(authority, user)
    return found if found is not None and found.is_active else None
