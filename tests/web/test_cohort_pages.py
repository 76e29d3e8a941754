"""Tests of the pages of cohorts: the list, the preview, the start and how far it has come."""

import pytest

from engine import carry_out, start_waiting
from tests.fixtures.cohorts import YEAR, plan_kept
from tests.fixtures.world import read_files
from tests.web.site import Site, Visitor, shelve, words


@pytest.fixture
def plan(site: Site) -> str:
    """The case of the plan of a child who leaves primary school."""
    for process in ("plan_maintenance", "phase_transfer"):
        shelve(site.database, process, read_files(), site.clock.now)
    return plan_kept(site.engine, 6, "Robin Mover", setting_name="Hill Road School", phase_now="primary")


def test_the_list_says_who_moves_when_and_by_which_day(mo: Visitor, plan: str) -> None:
    said = words(mo.get(f"/cohorts/{YEAR}"))
    assert "1 due 0 of them begun 0 to check 0 not due" in said
    assert "Year 6" in said and "Primary to secondary" in said and "14 February 2027" in said
    assert "Nobody with a plan was found here." in words(mo.get(f"/cohorts/{YEAR}", show="not_due"))


def test_the_navigation_leads_to_the_september_to_prepare(mo: Visitor) -> None:
    assert mo.get("/cohorts").location == "/cohorts/2026"


def test_a_cohort_is_previewed_begun_and_followed_without_scripts(mo: Visitor, site: Site, plan: str) -> None:
    preview = words(mo.post(f"/cohorts/{YEAR}/preview", everyone="yes"))
    assert "1 transfer would begin" in preview and "Sunday 14 February 2027" in preview
    assert mo.post(f"/cohorts/{YEAR}/start", case=plan, form_id="one").location == f"/cohorts/{YEAR}/start"
    assert "0 of 1 has begun" in words(mo.get(f"/cohorts/{YEAR}/start"))
    start_waiting(site.engine)
    carry_out(site.engine)
    assert "1 of 1 has begun" in words(mo.get(f"/cohorts/{YEAR}/start"))
    assert "Case open" in words(mo.get(f"/cohorts/{YEAR}"))


def test_nothing_ticked_begins_nothing(mo: Visitor, plan: str) -> None:
    assert "Nobody was ticked" in words(mo.post(f"/cohorts/{YEAR}/preview", ticked="yes"))
    assert mo.post(f"/cohorts/{YEAR}/start").status_code == 422
    assert "None has been asked for." in words(mo.get(f"/cohorts/{YEAR}/start"))


def test_a_caseworker_reads_the_list_and_begins_nothing(site: Site, plan: str) -> None:
    cass = site.visitor("cass")
    assert "Preview" not in cass.get(f"/cohorts/{YEAR}").text
    assert cass.post(f"/cohorts/{YEAR}/start", case=plan).status_code == 403


def test_what_is_not_recorded_of_somebody_is_said(mo: Visitor, site: Site, plan: str) -> None:
    plan_kept(site.engine, 2, "Alex Unknown")
    said = words(mo.get(f"/cohorts/{YEAR}", text="alex"))
    assert "Check" in said and "Not recorded: name of the school, phase of the school." in said
