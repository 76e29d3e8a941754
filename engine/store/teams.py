"""The teams of authorities."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from engine.case.history import canonical
from engine.case.office_rows import TeamRow
from engine.store.connected import Connected
from engine.store.prepared import insertion, upsert
from engine.store.reading.columns import columns_of
from engine.store.tables.administration import team

T = team.c
_TEAMS = select(*columns_of(team, TeamRow)).where(T.authority == bindparam("authority")).order_by(T.name)
_KEEP, _MEET = upsert(team), insertion(team)


def _written(of: TeamRow) -> dict[str, Any]:
    return {**vars(of), "roles": canonical(sorted(of.roles)), "places": canonical(list(of.places))}


def _team(authority: str, name: str, lead: str | None, roles: str, places: str, is_active: bool) -> TeamRow:
    return TeamRow(authority, name, lead, frozenset(json.loads(roles)), tuple(json.loads(places)), bool(is_active))


class ReadsTeams(Connected):
    def teams(self, authority: str) -> list[TeamRow]:
        """Every team by name, those that are closed included."""
        return [_team(*row) for row in self._all(_TEAMS, authority=authority)]


class WritesTeams(ReadsTeams):
    def keep_team(self, of: TeamRow) -> None:
        self._write(_KEEP, _written(of))

    def meet_teams(self, authority: str, names: Iterable[str]) -> None:
        """Make a record of each team that has none yet."""
        rows = [_written(TeamRow(authority, name, None, frozenset(), (), True)) for name in sorted(names)]
        self._write(_MEET, *rows)
