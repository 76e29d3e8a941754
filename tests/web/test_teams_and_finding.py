"""Tests of the teams, of standing in for who is away, of finding anything, and of turning shortcuts off."""

from datetime import timedelta

import pytest

from engine import Absences
from engine.case.commands import ClaimTask
from engine.case.office_rows import TeamRow
from tests.fixtures.world import AUTHORITY
from tests.web.site import DECIDE, PERSON, Site, Visitor, actor, of_task, words


@pytest.fixture
def dee(site: Site) -> Visitor:
    return site.visitor("dee")


def stand_in(site: Site, user: str, covered_by: str, days: int = 3) -> None:
    today = site.engine.today()
    Absences(site.database, site.clock).record(actor("mo"), user, today, today + timedelta(days=days), covered_by)


def test_a_team_shows_who_carries_what(site: Site, mo: Visitor) -> None:
    case, _ = site.open_case(), site.open_case()
    site.engine.handle(ClaimTask(by=actor("dee"), case=case, task=DECIDE))
    said = words(mo.get("/teams", team="east"))
    assert "Manager decision 2 open tasks: Manager decision 0 0 1 that nobody has: Manager decision 0" in said
    assert "Dee Decider 1 open tasks: Dee Decider 0 0" in said and "Cass Caseworker 0 0 0" in said


def test_a_team_is_shown_the_work_that_it_takes(site: Site, mo: Visitor) -> None:
    case = site.open_case()
    with site.database.write() as tx:
        tx.keep_team(TeamRow(AUTHORITY, "east", None, frozenset({"health"}), (), True))
    for show, role, is_there in (
        ("duty", "", False),
        ("teams", "", False),
        ("duty", "decision", True),
        ("all", "", True),
    ):
        assert (case in words(mo.get("/", show=show, role=role))) is is_there
    assert case not in words(mo.get("/", show="all", team="east"))


def test_work_of_who_is_away_is_next_for_whoever_covers(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    site.engine.handle(ClaimTask(by=actor("mo"), case=case, task=DECIDE))
    assert case not in words(dee.get("/"))
    stand_in(site, "U000003", "U000002")
    assert "Mo Manager You cover for them" in words(dee.get("/"))
    site.clock.now += timedelta(days=5)
    assert case not in words(site.visitor("dee").get("/"))


def test_whoever_covers_completes_the_work(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    site.engine.handle(ClaimTask(by=actor("mo"), case=case, task=DECIDE))
    assert dee.post("/tasks/take", task=f"{case}/{DECIDE}").status_code == 409
    stand_in(site, "U000003", "U000002")
    assert "You can read it, but not complete it" not in words(dee.get(of_task(case)))
    dee.post(of_task(case), do="complete", decision="refuse")
    assert case not in words(dee.get("/", show="all"))


def test_an_absence_is_recorded_and_taken_back(site: Site, dee: Visitor) -> None:
    days = {f"{name}.{part}": said for name in ("first_on", "last_on")
            for part, said in (("day", "7"), ("month", "1"), ("year", "2026"))}  # fmt: skip
    assert dee.post("/absences", covered_by="U000001", **{**days, "last_on.year": "2036"}).status_code == 422
    dee.post("/absences", covered_by="U000001", **days)
    assert "Dee Decider 7 January 2026 7 January 2026 Cass Caseworker" in words(dee.get("/absences"))
    assert site.visitor("cass").post("/absences/B000001/take-back").status_code == 403
    site.visitor("cass").post("/absences", covered_by="U000003", **days)
    assert "Away too from 7 January 2026 to 7 January 2026" in words(dee.get("/absences"))
    site.visitor("mo").post("/absences/B000002/take-back")
    dee.post("/absences/B000001/take-back")
    assert "Nobody is away" in words(dee.get("/absences"))
    assert any(what.startswith("took back that U000002 is away") for _, what in site.looks())


def test_faults_of_an_absence_stand_at_their_questions(dee: Visitor) -> None:
    page = dee.post("/absences", covered_by="U000002").text
    assert 'href="#first_on"' in page and 'href="#last_on"' in page


def test_an_exact_number_goes_straight_there(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    assert dee.get("/find", text=f" {case.lower()} ").location == f"/cases/{case}"
    assert PERSON in dee.get("/find", text=PERSON).location


def test_words_find_people_cases_and_tasks(site: Site, dee: Visitor) -> None:
    site.open_case()
    said = words(dee.get("/find", text="robin"))
    assert said.index("Children and young people") < said.index("Cases Robin") < said.index("Open tasks")
    assert "Nothing was found." in words(dee.get("/find", text="xyz"))
    assert "Robin Example" in words(dee.get("/find/persons", text="rob"))


def test_shortcuts_are_turned_off_for_one_person(dee: Visitor, cass: Visitor) -> None:
    assert 'data-shortcuts="on"' in dee.get("/").text
    dee.post("/shortcuts", do="off")
    assert 'data-shortcuts="off"' in dee.get("/").text and "<dialog" not in dee.get("/").text
    assert 'data-shortcuts="on"' in cass.get("/").text
