"""Team and duty queues: who carries what, by team and by role, and what nobody has taken."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine.case.desk_rows import LoadRow
from engine.case.permissions import SEE_CASES
from engine.case.rows import UserRow
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.working import ROLE_NAMES, working

COUNTED = ("open", "overdue", "this_week")


@dataclass
class Load:
    """How much somebody, or everybody of a role, carries."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    free: Counter[str] = field(default_factory=Counter)
    user: str = ""

    def add(self, row: LoadRow) -> None:
        numbers = {name: getattr(row, name) for name in COUNTED}
        self.counts.update(numbers)
        if row.assignee is None:
            self.free.update(numbers)


@pages.get("/teams")
@guard(SEE_CASES)
def teams() -> ResponseReturnValue:
    actor, engine = caller(), house().engine
    with engine.database.read() as tx:
        shown = working(tx, actor, engine.today())
        every = {one.name: one for one in tx.teams(actor.authority)}
        rows = tx.loads(actor.authority, engine.today())
    chosen = request.args.get("team", "")
    team = chosen if chosen in every else ""
    role = request.args.get("role", "") if request.args.get("role") in ROLE_NAMES else ""
    looked("looked at who carries what")
    ours = [row for row in rows if team in ("", row.team)]
    people = _by_person([row for row in ours if role in ("", row.role)], shown["workers"], shown["people"], team, role)
    return render_template(
        "teams/teams.html",
        every=every,
        team=team,
        record=every.get(team),
        role=role,
        role_names=ROLE_NAMES,
        by_person=people,
        by_role=_by_role(ours, every[team].roles if team else frozenset()),
        absences=house().absences.to_come(actor.authority),
        **shown,
    )


def _by_person(
    rows: Iterable[LoadRow], workers: list[UserRow], people: dict[str, str], team: str, role: str
) -> list[Load]:
    """Everybody of the team who does the work, and whoever else carries some of it; the most laden first."""
    loads = {user.id: Load(user.name, user=user.id) for user in workers if _does(user, team, role)}
    for row in rows:
        if row.assignee is not None:
            name = people.get(row.assignee, row.assignee)
            loads.setdefault(row.assignee, Load(name, user=row.assignee)).add(row)
    return sorted(loads.values(), key=lambda load: (-load.counts["open"], load.name))


def _does(user: UserRow, team: str, role: str) -> bool:
    return (not team or team in user.teams) and (not role or role in user.works_as)


def _by_role(rows: Iterable[LoadRow], taken: frozenset[str]) -> list[tuple[str, Load]]:
    """The work that a team takes (any, if it does not say), and whatever else it has."""
    loads = {role: Load(name) for role, name in ROLE_NAMES.items() if not taken or role in taken}
    for row in rows:
        loads.setdefault(row.role, Load(ROLE_NAMES.get(row.role, row.role))).add(row)
    return list(loads.items())
