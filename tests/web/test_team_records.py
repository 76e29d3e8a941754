"""Tests of teams as records: who leads them, who is in them, and which cases come to them."""

import pytest

from engine.case.commands import AmendPerson
from engine.office.teams import Teams
from tests.fixtures.world import AUTHORITY, CHILD
from tests.web.site import PASSWORD, PERSON, Site, Visitor, words

TEAMS = "/administration/teams"
CASS, MO = "U000001", "U000003"


@pytest.fixture
def ada(site: Site) -> Visitor:
    """An administrator who is signed in."""
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    return site.visitor("ada")


def test_a_team_is_made_with_lead_members_and_work(site: Site, ada: Visitor, mo: Visitor) -> None:
    said = {"name": "Early years", "lead": MO, "members": CASS, "roles": "casework", "places": "Little Acorns\n NM4 "}
    assert ada.post(f"{TEAMS}/new", **said).location == TEAMS
    assert "Early years Mo Manager Casework Little Acorns, NM4 Cass Caseworker" in words(ada.get(TEAMS))
    shown = words(mo.get("/teams", team="Early years"))
    assert "Led by Mo Manager. It takes tasks of: casework." in shown
    assert "Early years" in words(ada.get(f"/administration/people/{CASS}"))


def test_members_go_in_and_out_and_the_log_says_so(site: Site, ada: Visitor) -> None:
    assert "Audrey Auditor" in words(ada.get(f"{TEAMS}/east"))
    assert ada.post(f"{TEAMS}/east", members=MO, is_active="yes").location == TEAMS
    users = {one.id: one.teams for one in site.accounts.users(AUTHORITY)}
    assert users[MO] == {"east"} and users[CASS] == frozenset()
    assert "changed the team east" in (log := words(ada.get("/administration/log"))).lower() and f"({CASS}) out" in log


def test_what_is_wrong_with_a_team_is_said_at_its_fields(ada: Visitor) -> None:
    twice = ada.post(f"{TEAMS}/new", name=" EAST")
    assert twice.status_code == 409 and 'href="#name"' in twice.text
    assert [ada.post(f"{TEAMS}/new", name=name).status_code for name in ("", "East/West", "New")] == [422] * 3
    nobody = ada.post(f"{TEAMS}/east", lead="U999999", is_active="yes")
    assert nobody.status_code == 422 and 'href="#lead"' in nobody.text


def test_a_closed_team_gets_no_new_members_or_cases(site: Site, ada: Visitor, mo: Visitor) -> None:
    ada.post(f"{TEAMS}/new", name="West", places="Hill Road School")
    ada.post(f"{TEAMS}/West", places="Hill Road School", is_active="no")
    assert "No open cases stay in it, and 0 people are still in it" in (said := words(ada.get(TEAMS)))
    assert "West Closed" in said
    assert 'value="West"' not in ada.get("/administration/people/new").text
    assert 'value="West"' in mo.get("/teams").text


@pytest.mark.parametrize(
    ("details", "team"),
    [
        ({"setting": "hill road school"}, "West"),
        ({"address": "3 Mill Lane, Northmoor, NM4 2AB"}, "West"),
        ({"address": "3 Mill Lane, Northmoor, NM40 2AB"}, "east"),
        ({}, "east"),
    ],
)
def test_a_new_case_comes_to_the_team_of_the_place(
    site: Site, ada: Visitor, cass: Visitor, details: dict[str, str], team: str
) -> None:
    ada.post(f"{TEAMS}/new", name="West", places="Hill Road School\nNM4")
    site.do(AmendPerson, person=PERSON, details={**CHILD, **details})
    days = {"request_received.day": "5", "request_received.month": "1", "request_received.year": "2026"}
    answer = cass.post(f"/persons/{PERSON}/start/small_request", **days)
    with site.database.read() as tx:
        row = tx.case(AUTHORITY, answer.location.split("/")[2])
    assert row is not None and row.team == team
    assert [one.name for one in Teams(site.engine).rows(AUTHORITY)] == ["West", "east"]
