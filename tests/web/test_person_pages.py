"""Tests of the page of a person: the record told once, changed part by part, merged with another, and who sees what."""

import re

import pytest

from engine import Looking
from engine.case.commands import AmendPerson, MergePersons
from tests.fixtures.world import AUTHORITY, CHILD, MANAGER, PARENT
from tests.web.site import DECIDE, PERSON, Site, Visitor, words

PAGE = f"/persons/{PERSON}"
DAYS = {"date_of_birth.day": "4", "date_of_birth.month": "5", "date_of_birth.year": "2016"}


def change(site: Site, **details: object) -> None:
    site.do(AmendPerson, person=PERSON, details={**CHILD, **details})


def test_a_record_is_told_once_with_its_age_and_days(mo: Visitor) -> None:
    said = words(mo.get(PAGE))
    assert "born 4 May 2016, 9 years, Year 5 by age" in said
    assert "25 June 2032" in said and "Education Act 1996 s.8(3)" in said and "31 July 2041" in said
    assert "Pat Example, parent" in said and "There has been no case yet." in said


def test_all_cases_stand_on_it_with_how_they_ended(site: Site, mo: Visitor) -> None:
    site.complete(site.open_case(), DECIDE, decision="refuse")
    said = words(mo.get(PAGE))
    assert "NOR-000001 Small request 5 January 2026 Closed 5 January 2026" in said


def test_capacity_and_consents_are_shown_with_whether_they_run(site: Site, mo: Visitor) -> None:
    consent = {"consent": "sharing", "with_whom": "Hill Road School", "given_by": "Pat", "given_on": "2025-01-05"}
    ended = {**consent, "with_whom": "The GP", "ends_on": "2025-12-31"}
    capacity = {"about": "A request", "decided_on": "2025-11-03", "has_capacity": False, "decided_by": "Dr Marsh"}
    change(site, consents=[consent, ended], capacity_decisions=[capacity])
    said = words(mo.get(PAGE))
    assert "Hill Road School Pat 5 January 2025 – Running" in said and "31 December 2025 Not running" in said
    assert "3 November 2025 A request Lacks capacity Dr Marsh" in said


def test_only_who_has_the_right_sees_who_looked(site: Site, cass: Visitor) -> None:
    assert "Who looked at this record" not in words(cass.get(PAGE))
    assert "Cass Caseworker read the record" in words(site.visitor("audrey").get(PAGE))


def test_an_auditor_has_no_buttons_and_a_stranger_no_page(site: Site) -> None:
    assert "Start something else" not in words(site.visitor("audrey").get(PAGE))
    assert site.visitor("polly").get(PAGE).status_code == 403
    site.accounts.add_authority("elsewhere", "Elsewhere Council", "ELS")
    site.accounts.add_user("elsewhere", "Sam", "sam", "correct horse battery", ["manager"])
    assert site.visitor("sam").get(PAGE).status_code == 404


def test_a_part_is_changed_and_the_others_stay(cass: Visitor) -> None:
    answer = cass.post(f"{PAGE}/change/who", name="Robin Marsh", edition="1", **DAYS)
    assert answer.status_code == 302
    said = words(cass.get(PAGE))
    assert "Robin Marsh" in said and "Pat Example, parent" in said and "Edition 2" in said
    told = words(cass.get(f"{PAGE}/editions"))
    assert "Full name Robin Example Robin Marsh" in told and "by Cass Caseworker" in told


def test_a_part_with_faults_says_them_at_the_question(cass: Visitor) -> None:
    answer = cass.post(f"{PAGE}/change/who", name="", upn="A1", edition="1", **DAYS)
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text and 'href="#upn"' in answer.text


def test_what_somebody_changed_meanwhile_is_shown_and_nothing_lost(site: Site, cass: Visitor) -> None:
    change(site, name="Robin Marsh")
    late = cass.post(f"{PAGE}/change/who", name="Robin Moor", edition="1", **DAYS)
    assert late.status_code == 409
    assert "Full name Robin Example Robin Marsh" in words(late) and 'value="Robin Moor"' in late.text
    edition = re.search(r'name="edition" value="(\d+)"', late.text)
    assert edition is not None and edition[1] == "2"
    cass.post(f"{PAGE}/change/who", name="Robin Moor", edition="2", **DAYS)
    assert "Robin Moor" in words(cass.get(PAGE))


@pytest.mark.parametrize("year", ["1900", "1970", "1984"])
def test_the_birthday_of_a_parent_can_be_put_right(cass: Visitor, year: str) -> None:
    who = {"name": "Robin Example", **DAYS, "date_of_birth.year": year}
    assert cass.post(f"/persons/{PERSON}/change/who", edition="1", **who).status_code == 302
    assert "Check the date of birth" in words(cass.get(f"/persons/{PERSON}")) or year == "1984"
    assert cass.post(f"/persons/{PERSON}/change/who", edition="2", **{**who, **DAYS}).status_code == 302


def test_nobody_is_born_in_a_year_with_a_slip(cass: Visitor) -> None:
    who = {"name": "Robin Example", **DAYS, "date_of_birth.year": "0015"}
    answer = cass.post(f"/persons/{PERSON}/change/who", edition="1", **who)
    assert answer.status_code == 422 and "must be in 1900 or after it" in words(answer)


def test_a_part_that_is_not_there_is_no_page(mo: Visitor) -> None:
    assert mo.get(f"{PAGE}/change/nothing").status_code == 404
    assert mo.get("/persons/P999999").status_code == 404


def test_a_task_opens_with_what_the_record_knows(site: Site, mo: Visitor) -> None:
    change(site, address="1 High Street", setting="Hill Road School", setting_kind="school", armed_forces_parent=False)
    case = site.open_case(
        process="ehc_assessment", request_source="parent", request_channel="letter", requester_name="Pat"
    )
    answers = mo.get(f"/cases/{case}/tasks/record_person_and_family%231").text
    assert "1 High Street" in answers and 'value="Hill Road School"' in answers
    assert re.search(r'name="setting_kind"[^>]*value="school"[^>]*checked', answers)
    assert re.search(r'name="armed_forces_parent"[^>]*value="no"[^>]*checked', answers)


@pytest.fixture
def doubled(site: Site) -> str:
    other = site.add_person("Robyn Example")
    site.open_case(other)
    return other


def test_duplicates_are_listed_compared_and_merged(site: Site, mo: Visitor, doubled: str) -> None:
    change(site, contacts=[PARENT, {"name": "Sam Example", "relationship": "Father"}])
    assert "Robin Example, P000001 Robyn Example, P000002 4 May 2016" in words(mo.get("/persons/duplicates"))
    preview = words(mo.get(f"{PAGE}/merge/{doubled}"))
    assert "What P000001 takes from P000002" in preview and "NOR-000001" in preview
    assert mo.post(f"{PAGE}/merge/{doubled}", edition="2", other_edition="1", reason="One child").status_code == 302
    assert "NOR-000001" in words(mo.get(PAGE)) and "P000002 was merged into this record" in words(mo.get(PAGE))
    assert mo.get(f"/persons/{doubled}").headers["Location"] == PAGE
    history = Looking(site.engine).history(AUTHORITY, "NOR-000001")
    assert "from the record P000002 to the record P000001" in history[-1].sentence


def test_a_merge_needs_a_reason_and_the_records_as_they_were_seen(site: Site, mo: Visitor, doubled: str) -> None:
    path = f"{PAGE}/merge/{doubled}"
    assert "Enter a reason" in words(mo.post(path, edition="1", other_edition="1"))
    change(site, language="Welsh")
    late = mo.post(path, edition="1", other_edition="1", reason="One child")
    assert late.status_code == 409 and "has changed one of the records meanwhile" in words(late)


def test_two_are_kept_apart_and_not_listed_again(mo: Visitor, doubled: str) -> None:
    assert mo.post(f"{PAGE}/keep-apart/{doubled}").status_code == 422
    assert mo.post(f"{PAGE}/keep-apart/{doubled}", reason="Twins").status_code == 302
    assert "No two records look like the same person." in words(mo.get("/persons/duplicates"))
    assert "There may be another record" not in words(mo.get(PAGE))


def test_only_leads_merge(cass: Visitor, doubled: str) -> None:
    for path in ("/persons/duplicates", f"{PAGE}/merge/{doubled}"):
        assert cass.get(path).status_code == 403


def test_the_editions_of_a_merged_record_can_still_be_read(site: Site, mo: Visitor, doubled: str) -> None:
    site.do(MergePersons, by=MANAGER, keep=PERSON, merge=doubled, reason="One child")
    assert "Full name nothing Robyn Example" in words(mo.get(f"/persons/{doubled}/editions"))
    with site.database.read() as tx:
        assert tx.person(AUTHORITY, doubled) is not None
