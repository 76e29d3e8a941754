"""The people of an authority as lists of work show them: who they are, who is away, and what one can choose."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from engine import Reading
from engine.case.asked import ROLES, Asked
from engine.case.commands import Actor
from engine.case.desk_rows import AbsenceRow, ViewRow
from engine.case.office_rows import TeamRow
from engine.case.permissions import RIGHTS, WORK_CASES
from engine.case.rows import UserRow
from engine.case.words import readable
from web.groups import in_words

ROLE_NAMES = {
    "casework": "Casework",
    "decision": "Manager decision",
    "psychology": "Educational psychology",
    "health": "Health",
    "social_care": "Social care",
    "business_support": "Business support",
}


def works(user: UserRow) -> bool:
    """Whether somebody can be given tasks."""
    return user.is_active and any(WORK_CASES in RIGHTS[role] for role in user.roles)


def working(tx: Reading, actor: Actor, today: date) -> dict[str, Any]:
    """Everybody by name, those who can be given work, and who is away today."""
    users = tx.users(actor.authority)
    absences = tx.absences(actor.authority, today)
    return {
        "people": {user.id: user.name for user in users},
        "workers": [user for user in users if works(user)],
        "away": {one.user: one for one in absences if one.is_on(today)},
    }


def choices(tx: Reading, actor: Actor, teams: Iterable[TeamRow]) -> dict[str, list[tuple[str, str]]]:
    """What a list of tasks can be narrowed to, in words: processes, roles and teams."""
    every = [("", "All")]
    processes = sorted({row.process for row in tx.processes(actor.authority)})
    return {
        "processes": [*every, *((process, readable(process)) for process in processes)],
        "roles": [*every, *ROLE_NAMES.items()],
        "teams": [*every, *((team.name, team.name) for team in teams)],
    }


def teams_of(tx: Reading, authority: str) -> list[str]:
    """The names of the teams; closed ones too, for they may still have cases."""
    return [team.name for team in tx.teams(authority)]


def mates_first(workers: Iterable[UserRow], actor: Actor) -> list[UserRow]:
    """Those of one's own teams before the others."""
    return sorted(workers, key=lambda user: (not user.teams & actor.teams, user.name))


def fits(user: UserRow, roles: Iterable[str]) -> bool:
    """Whether somebody works as all of these roles; those who lead casework take any."""
    return "manager" in user.roles or user.works_as >= set(roles) & set(ROLES)


def away_in_words(away: AbsenceRow | None, people: dict[str, str], day: Any) -> str:
    """ "away until 5 March 2026, covered by Casey Caseworker" """
    if away is None:
        return ""
    return f"away until {day(away.last_on)}, covered by {people.get(away.covered_by, away.covered_by)}"


def in_view(
    tx: Reading, actor: Actor, view: ViewRow, covering: frozenset[str], today: date, teams: Iterable[TeamRow]
) -> str:
    """How many tasks a saved view shows."""
    filter = Asked.of(view.asked).filter(actor, covering, today, teams)
    return in_words(tx.count_tasks(actor.authority, filter, most=99), 99)
