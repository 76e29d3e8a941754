"""Tests of the pages that put a case right: exceptions, corrections with a look beforehand, reopening."""

import pytest

from tests.web.site import DECIDE, REQUEST, Site, Visitor, words

TIMER = "decision_overdue#1"
GROUND = "exceptional_personal_circumstances"
PARTICULARS = {"affects": "child", "what_happened": "A stay in hospital"}


def day(name: str, day: str, month: str = "1", year: str = "2026") -> dict[str, str]:
    return {f"{name}.day": day, f"{name}.month": month, f"{name}.year": year}


def except_on(case: str, **asked: str) -> str:
    said = "&".join(f"{name}={value.replace('#', '%23')}" for name, value in asked.items())
    return f"/cases/{case}/exceptions/new?{said}"


@pytest.fixture
def case(site: Site) -> str:
    return site.open_case()


def test_an_exception_is_asked_for_limit_then_ground(mo: Visitor, case: str) -> None:
    assert "Which time limit does the exception excuse?" in words(mo.get(f"/cases/{case}/exceptions/new"))
    grounds = mo.get(except_on(case, timer=TIMER))
    assert "Exceptional personal circumstances of the child" in words(grounds)
    assert GROUND in grounds.text
    form = words(mo.get(except_on(case, timer=TIMER, ground=GROUND)))
    assert "Whom does it affect?" in form and "Who decided that the ground applies" in form


def test_an_exception_is_recorded_shown_and_ended(mo: Visitor, site: Site, case: str) -> None:
    said = {**PARTICULARS, **day("began_on", "6"), "evidence": "A letter", "decided_by": "Head of SEN"}
    assert mo.post(except_on(case, timer=TIMER, ground=GROUND), **said).location == f"/cases/{case}/limits"
    shown = words(mo.get(f"/cases/{case}/limits"))
    assert "Decided by Head of SEN" in shown and "Exception recorded" in shown
    ending = f"/cases/{case}/exceptions/exception%231/end"
    assert "Enter the day on which the ground ended" in words(mo.post(ending))
    assert mo.post(ending, **day("ended_on", "5")).location == f"/cases/{case}/limits"
    assert "End it" not in words(mo.get(f"/cases/{case}/limits"))


def test_each_fault_of_an_exception_stands_at_its_question(mo: Visitor, case: str) -> None:
    answer = mo.post(except_on(case, timer=TIMER, ground=GROUND), affects="child", **day("began_on", "31", "2"))
    assert answer.status_code == 422
    for place in ("what_happened", "began_on", "evidence", "decided_by"):
        assert f'href="#{place}"' in answer.text
    assert "Day on which it began must be a real date" in words(answer)


def test_the_law_refuses_a_ground_that_does_not_fit(mo: Visitor, case: str) -> None:
    said = {**PARTICULARS, **day("began_on", "6", "5"), "evidence": "A letter", "decided_by": "Head of SEN"}
    answer = mo.post(except_on(case, timer=TIMER, ground=GROUND), **said)
    assert answer.status_code == 409
    assert "The circumstances did not fall within" in words(answer)
    assert "A stay in hospital" in answer.text


def test_only_those_who_lead_casework_record_exceptions(cass: Visitor, case: str) -> None:
    assert cass.get(f"/cases/{case}/exceptions/new").status_code == 403


def test_a_correction_shows_what_moves_before_it_is_recorded(cass: Visitor, site: Site, case: str) -> None:
    site.pass_time(days=3)
    said = {**day("request_received", "20", "11", "2025"), "correction_reason": "Stamp was misread"}
    preview = words(site.visitor("cass").post(f"/cases/{case}/correct/request_received", do="preview", **said))
    assert "16 February 2026 Running 1 January 2026 Missed" in preview
    assert "Nothing is recorded yet." in preview
    assert "16 February 2026" in words(site.visitor("cass").get(f"/cases/{case}"))


def test_a_correction_is_recorded_after_the_look(cass: Visitor, case: str) -> None:
    said = {**day("request_received", "2"), "correction_reason": "Stamp was misread"}
    answer = cass.post(f"/cases/{case}/correct/request_received", do="record", **said)
    assert answer.location == f"/cases/{case}"
    assert "13 February 2026" in words(cass.get(f"/cases/{case}"))


def test_a_correction_without_a_reason_is_a_fault_there(cass: Visitor, case: str) -> None:
    answer = cass.post(f"/cases/{case}/correct/request_received", do="record", **day("request_received", "2"))
    assert answer.status_code == 422 and 'href="#correction_reason"' in answer.text
    assert cass.get(f"/cases/{case}/correct/colour").status_code == 404


def test_a_case_closed_in_error_is_reopened_with_a_reason(mo: Visitor, site: Site, case: str) -> None:
    site.complete(case, DECIDE, decision="refuse")
    assert "Reopen this case" in words(mo.get(f"/cases/{case}"))
    assert mo.post(f"/cases/{case}/reopen", reason=" ").status_code == 422
    assert mo.post(f"/cases/{case}/reopen", reason="Pressed too early").location == f"/cases/{case}"
    assert "Decide whether to assess" in words(mo.get(f"/cases/{case}"))


def test_no_day_is_put_right_to_one_that_is_still_to_come(site: Site, mo: Visitor) -> None:
    where = f"/cases/{site.open_case(process='ehc_assessment', **REQUEST)}/correct/request_received"
    answer = mo.post(where, **day("request_received", "5", year="2027"), correction_reason="Typed wrongly")
    assert answer.status_code == 422
    assert "Date the authority received it must be today or in the past" in words(answer)
