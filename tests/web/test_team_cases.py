"""Tests of the pages on which cases go to another team, one or many."""

from typing import Any

import pytest

from engine.case.commands import ClaimTask
from engine.case.office_rows import TeamRow
from tests.fixtures.world import AUTHORITY
from tests.web.site import DECIDE, PASSWORD, Site, Visitor, actor, words

WHY = "The east closes"


@pytest.fixture
def cases(site: Site) -> list[str]:
    """Two open cases of one child in the east, and a team in the west."""
    with site.database.write() as tx:
        tx.keep_team(TeamRow(AUTHORITY, "West", None, frozenset(), (), True))
    return [site.open_case(), site.open_case()]


def team_of(site: Site, case: str) -> str | None:
    with site.database.read() as tx:
        row = tx.case(AUTHORITY, case)
    assert row is not None
    return row.team


def teams_of(site: Site, cases: list[str]) -> list[str | None]:
    return [team_of(site, case) for case in cases]


def test_a_case_takes_others_of_the_child_along(site: Site, mo: Visitor, cases: list[str]) -> None:
    one, other = cases
    assert "Give this case to another team" in words(mo.get(f"/cases/{one}"))
    assert f'value="{other}" checked' in mo.get(f"/cases/{one}/team").text
    typed: dict[str, Any] = {"to": "West", "reason": WHY, "case": other, "form_id": "once"}
    assert [mo.post(f"/cases/{one}/team", **typed).location for _ in range(2)] == [f"/cases/{one}"] * 2
    assert teams_of(site, cases) == ["West", "West"]
    assert "and 1 other case of the same person are given to the team West" in words(mo.get(f"/cases/{one}"))
    assert words(mo.get(f"/cases/{one}/history")).count("was given to the team West") == 1


def test_another_case_that_is_unticked_stays(site: Site, mo: Visitor, cases: list[str]) -> None:
    mo.post(f"/cases/{cases[0]}/team", to="/", reason=WHY)
    assert teams_of(site, cases) == [None, "east"]
    assert "Give this case to a team" in words(mo.get(f"/cases/{cases[0]}"))


def test_who_has_a_task_is_named_before_it_is_given(site: Site, mo: Visitor, cases: list[str]) -> None:
    site.do(ClaimTask, by=actor("dee"), case=cases[0], task=DECIDE)
    assert "Decide whether to assess: Dee Decider has it" in words(mo.get(f"/cases/{cases[0]}/team"))


def test_what_is_missing_is_said_at_its_field(mo: Visitor, cases: list[str]) -> None:
    for path in (f"/cases/{cases[0]}/team", "/teams/east/cases"):
        page = mo.post(path, to="", reason=" ")
        assert page.status_code == 422 and 'href="#to"' in page.text and 'href="#reason"' in page.text
    closed = mo.post(f"/cases/{cases[0]}/team", to="none", reason=WHY)
    assert closed.status_code == 422 and "none does not exist" in words(closed)


def test_cases_of_a_team_go_some_at_a_time(
    site: Site, mo: Visitor, cases: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.teams.team_cases.AT_ONCE", 1)
    assert "2 open cases are with east; 1 is shown" in words(mo.get("/teams/east/cases"))
    assert (
        " checked" in mo.get("/teams/east/cases").text and " checked" not in mo.get("/teams/east/cases?tick=none").text
    )
    said = words(mo.post("/teams/east/cases", to="West", reason=WHY, case=cases[0]))
    assert "1 case is given to the team West." in said and "1 open case is with east" in said
    assert teams_of(site, cases) == ["West", "east"]
    refused = words(mo.post("/teams/east/cases", to="West", reason=WHY, case=cases[0]))
    assert "No cases are given to the team West, 1 is not" in refused


def test_an_administrator_is_told_what_stays_in_a_team(site: Site, cases: list[str]) -> None:
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    said = words(site.visitor("ada").get("/administration/teams/east"))
    assert f"{len(cases)} open cases are with this team" in said and "Somebody who leads casework can give" in said


def test_a_caseworker_gives_no_case_away(cass: Visitor, cases: list[str]) -> None:
    assert cass.get(f"/cases/{cases[0]}/team").status_code == cass.get("/teams/east/cases").status_code == 403
    assert "another team" not in words(cass.get(f"/cases/{cases[0]}"))
