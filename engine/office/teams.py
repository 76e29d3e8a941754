"""Teams: who leads them, who is in them, whose tasks they take, and which cases come to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.case.asked import ROLES
from engine.case.commands import Actor
from engine.case.office_rows import TeamRow
from engine.case.permissions import ADMINISTER, require
from engine.case.rejections import BadInput, Fault, NotFound, Rejected
from engine.case.rows import UserRow
from engine.engine import Engine
from engine.office.changes import note_change
from engine.store import Reading, Transaction

LONGEST_NAME, LONGEST_PLACE, MOST_PLACES = 60, 120, 100
RESERVED = "new"
"""Names of teams stand in addresses, in which this one leads elsewhere."""


class TeamKnown(Rejected):
    """There is a team of this name already."""


class Teams:
    """Kept by administrators; each change is written into their log."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rows(self, authority: str) -> list[TeamRow]:
        """Every team by name, those that are closed included."""
        with self._engine.database.read() as tx:
            return tx.teams(authority)

    def team(self, authority: str, name: str) -> TeamRow:
        with self._engine.database.read() as tx:
            return _expect(tx, authority, name)

    def add(self, by: Actor, name: str, **said: Any) -> TeamRow:
        """Make a team; `said` is as in `change`."""
        require(by, ADMINISTER)
        named = " ".join(name.split())
        if not 1 <= len(named) <= LONGEST_NAME or "/" in named or named.casefold() == RESERVED:
            sentence = f"Enter a name of {LONGEST_NAME} characters or fewer, without / and other than “{RESERVED}”"
            raise BadInput(sentence, (Fault("/name", sentence),))
        with self._engine.database.write() as tx:
            if named.casefold() in {one.name.casefold() for one in tx.teams(by.authority)}:
                sentence = f"There is a team called {named} already"
                raise TeamKnown(sentence, (Fault("/name", sentence),))
            return self._keep(tx, by, TeamRow(by.authority, named, None, frozenset(), (), True), "added", said)

    def change(self, by: Actor, name: str, **said: Any) -> TeamRow:
        """Change what is given of a team: its `lead`, `members`, `roles`, `places`, or whether it `is_active`."""
        require(by, ADMINISTER)
        with self._engine.database.write() as tx:
            return self._keep(tx, by, _expect(tx, by.authority, name), "changed", said)

    def _keep(self, tx: Transaction, by: Actor, before: TeamRow, verb: str, said: Mapping[str, Any]) -> TeamRow:
        users = {one.id: one for one in tx.users(by.authority) if one.is_active}
        members = said.get("members")
        team = replace(before, **_cleaned({name: value for name, value in said.items() if name != "members"}))
        faults = tuple(_faults(team, users, members))
        if faults:
            raise BadInput(faults[0].sentence, faults)
        tx.keep_team(team)
        moved = self._move(tx, team.name, users.values(), frozenset(members)) if members is not None else []
        named = sorted({*said} - {"members"} | ({"members"} if moved else set()))
        note_change(tx, by, self._engine.clock(), f"{verb} the team {team.name}", None, _told(named, moved))
        return team

    def _move(self, tx: Transaction, name: str, users: Iterable[UserRow], members: frozenset[str]) -> list[str]:
        """Put in whoever is to be in the team, and take out whoever is not; who that was."""
        moved = []
        for user in users:
            teams = user.teams | {name} if user.id in members else user.teams - {name}
            if teams != user.teams:
                tx.amend_user(replace(user, teams=teams))
                moved.append(f"{user.id} {'in' if user.id in members else 'out'}")
        return moved


def _told(named: list[str], moved: list[str]) -> str:
    said = f": {', '.join(named)}" if named else ""
    return f"{said} ({', '.join(moved)})" if moved else said


def _cleaned(said: Mapping[str, Any]) -> dict[str, Any]:
    cleaned = dict(said)
    if "roles" in said:
        cleaned["roles"] = frozenset(said["roles"])
    if "places" in said:
        places = (" ".join(place.split()) for place in said["places"])
        cleaned["places"] = tuple(dict.fromkeys(place for place in places if place))
    return cleaned


def _expect(tx: Reading, authority: str, name: str) -> TeamRow:
    for one in tx.teams(authority):
        if one.name == name:
            return one
    raise NotFound(f"Expected a team {name}, but there is none")


def _faults(team: TeamRow, users: Mapping[str, UserRow], members: Iterable[str] | None) -> Iterable[Fault]:
    if team.lead is not None and team.lead not in users:
        yield Fault("/lead", "Select who leads the team")
    if team.roles - set(ROLES):
        yield Fault("/roles", f"Roles must be among {', '.join(ROLES)}")
    if len(team.places) > MOST_PLACES or any(len(place) > LONGEST_PLACE for place in team.places):
        yield Fault("/places", f"Enter no more than {MOST_PLACES} places of {LONGEST_PLACE} characters or fewer")
    if members is not None and set(members) - set(users):
        yield Fault("/members", "Select members among the users of this authority")
