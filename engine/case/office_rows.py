"""What an authority decides about its own office: who may take decisions, what was changed, what is kept how long."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class ChangeRow:
    """One line of the administration log: who changed what, and on whose account or about which record."""

    at: datetime
    actor: str
    actor_name: str
    about: str | None
    what: str


@dataclass(frozen=True)
class HeldRow:
    """An open task that somebody has, named without the person it is about."""

    case: str
    task: str
    title: str
    process: str
    role: str


@dataclass(frozen=True)
class DelegationRow:
    """Who may take a decision, by the authority's scheme of delegation: a user, or everybody of a role.

    It counts for one step, or one process (no step), or every decision (no process). Of decisions that cost money it
    goes up to `most` pounds a year, or without end.
    """

    authority: str
    id: str
    process: str | None
    step: str | None
    user: str | None
    role: str | None
    most: int | None
    first_on: date
    last_on: date | None
    scheme: str
    made_by: str
    made_at: datetime

    @property
    def whom(self) -> str:
        return self.user or f"every {self.role}"

    def is_about(self, user: str, roles: frozenset[str]) -> bool:
        return user == self.user or self.role in roles

    def is_on(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True)
class TeamRow:
    """A team: who leads it, whose tasks it takes (no role: any), and for which settings or areas (none: any).

    Its name stands in the histories of cases, so it stays; who is in it stands with the users.
    """

    authority: str
    name: str
    lead: str | None
    roles: frozenset[str]
    places: tuple[str, ...]
    is_active: bool

    def is_for(self, setting: str, address: str) -> bool:
        """Whether it takes the cases of a child at this setting, or at this address."""
        known = [place.casefold() for place in self.places]
        written = f" {' '.join(re.split(r'[^0-9a-z]+', address.casefold()))} "
        return any(one == setting.strip().casefold() or f" {one} " in written for one in known)


def taken_by(teams: Iterable[TeamRow]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The teams that take the tasks of some roles alone, each with these."""
    return tuple((one.name, one.roles) for one in teams if one.roles)


def team_for(teams: Iterable[TeamRow], details: Mapping[str, Any], own: frozenset[str]) -> str | None:
    """The team that takes the cases of a child: by the setting or the address, else a team of whoever opens one."""
    setting, address = str(details.get("setting") or ""), str(details.get("address") or "")
    fitting = {one.name for one in teams if one.is_active and one.is_for(setting, address)}
    return min(fitting & own or fitting or own, default=None)


@dataclass(frozen=True)
class HoldRow:
    """A record that must not be erased, whatever its time."""

    authority: str
    person: str
    reason: str
    put_by: str
    put_at: datetime


@dataclass(frozen=True)
class ErasureRow:
    """A record whose erasure was proposed; once it is erased, the certificate that remains of it."""

    authority: str
    id: str
    person: str
    retention: str
    due_on: date
    standing: str
    counts: dict[str, int]
    proposed_by: str
    proposed_at: datetime
    settled_by: str | None
    settled_at: datetime | None


@dataclass(frozen=True)
class ErasedCase:
    """Where the history of a case ended when its contents were erased."""

    case: str
    authority: str
    erasure: str
    sequence: int
    head_hash: str
    erased_on: date


@dataclass(frozen=True)
class KeptRow:
    """A record with its date of birth, as far as keeping it is concerned; the name only for those who see cases."""

    id: str
    name: str
    date_of_birth: str
