"""Teams: who leads them, who is in them, whose tasks they take, and for which settings or areas."""

from collections.abc import Iterable
from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from api.guard import SIGNED_IN, caller, guard
from api.office import office
from api.resource import Input, Output, Resource
from api.shapes import flag, maybe, one_of, said, several, texts, words
from engine.case.asked import ROLES
from engine.case.office_rows import TeamRow
from engine.case.permissions import ADMINISTER
from engine.case.rows import UserRow

teams = Resource("teams", __name__, "Teams: who leads them, who is in them, and which tasks and cases they take")

MOST = validate.Length(max=200)


def listed(description: str, one: fields.String) -> fields.List[Any]:
    return fields.List(one, validate=MOST, metadata={"description": description})


class TeamChange(Input):
    lead = words("Who leads it; null for nobody", allow_none=True)
    members = listed("The users who are in it, and no others", words("A user"))
    roles = listed("The roles whose tasks it takes; none for any", one_of("A role", *ROLES))
    places = listed(
        "The settings or areas whose cases come to it", words("A setting, or a part of an address", longest=120)
    )
    is_active = fields.Boolean(metadata={"description": "Whether it takes new cases"})


class NewTeam(TeamChange):
    name = words("Its name, which cannot be changed: it stands in the histories of cases", longest=60, required=True)


class Team(Output):
    name = said("Its name")
    lead = maybe("Who leads it")
    members = texts("The users who are in it")
    roles = texts("The roles whose tasks it takes; none for any")
    places = texts("The settings or areas whose cases come to it")
    is_active = flag("Whether it takes new cases")


class TeamList(Output):
    items = several(Team)


def _told(team: TeamRow, users: Iterable[UserRow]) -> dict[str, Any]:
    members = [one.id for one in users if one.is_active and team.name in one.teams]
    return {
        "name": team.name,
        "lead": team.lead,
        "members": sorted(members),
        "roles": sorted(team.roles),
        "places": list(team.places),
        "is_active": team.is_active,
    }


def _users() -> list[UserRow]:
    return office().accounts.users(caller().authority)


@teams.get("/teams")
@guard(SIGNED_IN)
@teams.gives(200, TeamList)
def list_teams() -> dict[str, Any]:
    """List the teams of the authority."""
    users = _users()
    return {"items": [_told(one, users) for one in office().teams.rows(caller().authority)]}


@teams.post("/teams")
@guard(ADMINISTER)
@teams.takes(NewTeam)
@teams.gives(201, Team)
def add_team(body: dict[str, Any]) -> Response:
    """Make a team."""
    made = office().teams.add(caller(), **body)
    response = jsonify(_told(made, _users()))
    response.status_code = 201
    return response


@teams.get("/teams/<team>")
@guard(SIGNED_IN)
@teams.gives(200, Team)
def get_team(team: str) -> dict[str, Any]:
    """Read a team."""
    return _told(office().teams.team(caller().authority, team), _users())


@teams.patch("/teams/<team>")
@guard(ADMINISTER)
@teams.takes(TeamChange)
@teams.gives(200, Team)
def change_team(body: dict[str, Any], team: str) -> dict[str, Any]:
    """Change what is given of a team; the rest stays. One that is not active gets no new cases."""
    return _told(office().teams.change(caller(), team, **body), _users())
