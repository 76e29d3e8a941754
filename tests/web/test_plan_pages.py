"""Tests of the pages of a plan: its editions, one of them, and what changed between two."""

import pytest

from tests.fixtures.planned import SAID, SPEAKS
from tests.web.plans_sent import send_plan
from tests.web.site import PERSON, Site, Visitor, words

PLANS = f"/persons/{PERSON}/plans"


@pytest.fixture
def planned(site: Site) -> str:
    """A case that sent the newest of three editions."""
    send_plan(site, "draft", **SAID)
    send_plan(site, "final", **{**SAID, "section_b": str(SAID["section_b"]).replace("two", "three")})
    return send_plan(site, "amended", outcomes=[*SAID["outcomes"], SPEAKS])


def test_a_case_leads_to_the_plan_of_its_person(mo: Visitor, planned: str) -> None:
    assert f'href="{PLANS}">3 editions' in mo.get(f"/cases/{planned}").text


def test_the_editions_are_listed_newest_first(mo: Visitor, planned: str) -> None:
    said = words(mo.get(PLANS))
    assert said.index("3: Amended plan") < said.index("2: Final plan") < said.index("1: Draft plan 1")


def test_a_draft_says_why_section_i_is_blank(mo: Visitor, planned: str) -> None:
    said = words(mo.get(f"{PLANS}/1"))
    assert "Section I: Name and type of the institution, or its type Left blank in a draft" in said
    assert "Family: sent by hand on 5 January 2026, with “Draft plan notice”" in said


def test_an_amended_plan_says_what_it_took_over(mo: Visitor, planned: str) -> None:
    said = words(mo.get(f"{PLANS}/3"))
    assert "I like trains." in said and "Hill School" in said
    assert "Speech therapy, 1 hour a week." in said


def test_changes_are_told_to_those_who_cannot_see_them(mo: Visitor, planned: str) -> None:
    said = words(mo.get(f"{PLANS}/1/compared-with/2"))
    assert "Robin reads removed: two end of removed added: three end of added years below" in said
    assert "1 paragraph changed." in said


def test_two_editions_are_chosen_and_compared(mo: Visitor, planned: str) -> None:
    answer = mo.get(f"{PLANS}/compare", old="1", new="3")
    assert (answer.status_code, answer.location) == (302, f"{PLANS}/1/compared-with/3")
    assert mo.get(f"{PLANS}/compare", old="1").status_code == 404


@pytest.mark.parametrize(("sort", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_an_edition_is_kept_as_a_file(mo: Visitor, planned: str, sort: str, begins: bytes) -> None:
    answer = mo.get(f"{PLANS}/3/file/{sort}")
    assert answer.data.startswith(begins)
    assert f"Amended plan {planned}.{sort}" in answer.headers["Content-Disposition"]


def test_a_file_of_another_sort_is_not_found(mo: Visitor, planned: str) -> None:
    assert mo.get(f"{PLANS}/3/file/exe").status_code == 404


def test_an_auditor_sees_who_looked_and_others_do_not(site: Site, mo: Visitor, planned: str) -> None:
    assert "Who looked at it here" not in words(mo.get(f"{PLANS}/3"))
    said = words(site.visitor("audrey").get(f"{PLANS}/3"))
    assert "Mo Manager, 5 January 2026 at 09:03: read edition 3 of the plan" in said


def test_a_person_without_a_plan_is_told_so(mo: Visitor) -> None:
    assert "No plan of Robin Example has been sent from this system." in words(mo.get(PLANS))
