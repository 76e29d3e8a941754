"""Tests of a case's page and of what hangs on it: limits, letters, notes, documents, messages, history."""

from io import BytesIO

import pytest

from engine import Engine, bring_in
from engine.case.commands import AttachDocument
from tests.fixtures.world import AUTHORITY, ROOT
from tests.web.site import DECIDE, PERSON, REQUEST, Site, Visitor, of_task, words

DUE = "decision_overdue%231"


def test_a_case_begins_with_its_state_and_what_presses_most(mo: Visitor, site: Site) -> None:
    said = words(mo.get(f"/cases/{site.open_case()}"))
    assert "Robin Example" in said
    assert "Open since 5 January 2026, week 1" in said
    assert said.index("Next time limit") < said.index("Open tasks of this case") < said.index("from week to week")


def test_a_missed_limit_stands_first_and_says_since_when(site: Site) -> None:
    case = site.open_case()
    site.pass_time(days=45)
    said = words(site.visitor("mo").get(f"/cases/{case}"))
    assert "Overdue" in said and "3 days overdue" in said
    assert "Explain the delay to the family" in said


def test_each_limit_says_why_its_day_is_that_day(mo: Visitor, site: Site) -> None:
    said = words(mo.get(f"/cases/{site.open_case()}/limits/{DUE}"))
    assert "6 weeks from Monday 5 January 2026, the day the request was received: Monday 16 February 2026." in said
    assert "The day itself is not counted." in said
    assert "judged by the law as it stood" in said
    assert "No bank holiday falls into this time." in said


def test_settled_limits_stay_on_the_line_with_their_day(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    assert "Ends in week 7 16 February 2026 Met 5 January 2026" in words(mo.get(f"/cases/{case}"))
    assert "All time limits of this case" in words(mo.get(f"/cases/{case}/limits"))


def test_a_closed_case_says_how_it_ended_and_asks_for_nothing(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    site.complete(case, DECIDE, decision="refuse")
    said = words(mo.get(f"/cases/{case}"))
    assert "Closed 5 January 2026" in said
    assert "No task is open." in said
    assert "Record something else that happened" not in said


def test_the_diagram_marks_where_the_case_is_now(mo: Visitor, site: Site) -> None:
    case = site.open_case(process="ehc_assessment", **REQUEST)
    page = mo.get(f"/cases/{case}/diagram")
    assert "is-current" in page.text
    assert f'href="/cases/{case}/tasks/record_person_and_family%231"' in page.text.partition("<svg")[2]
    assert "Now here" in words(page)


def test_the_history_tells_what_happened_and_what_came_of_it(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    mo.post(of_task(case), do="complete", decision="refuse")
    told = words(mo.get(f"/cases/{case}/history")).rpartition("History")[2]
    assert told.index("“Decide whether to assess” was completed.") < told.index("The case was opened")
    assert "Monday 5 January 2026, by Mo Manager" in told
    assert "Decision Refuse" in told


def test_a_note_keeps_its_lines_and_says_who_wrote_it(cass: Visitor, site: Site) -> None:
    case = site.open_case()
    cass.post(f"/cases/{case}/notes", text="One\r\nTwo")
    page = cass.get(f"/cases/{case}")
    assert "One\nTwo" in page.text
    assert "Cass Caseworker, 5 January 2026 at 09:00" in words(page)


def test_an_empty_note_is_a_fault_at_the_note(cass: Visitor, site: Site) -> None:
    answer = cass.post(f"/cases/{site.open_case()}/notes", text="  ")
    assert answer.status_code == 422
    assert 'href="#note"' in answer.text and "<title>Error:" in answer.text


def test_a_letter_can_be_read_before_it_goes(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    site.complete(case, "record_advice#1", summary="All is said")
    answer = mo.get(f"/cases/{case}/letters/draft_plan_notice%231")
    assert answer.status_code == 200
    assert "draft EHC plan" in words(answer) and "{{" not in answer.text
    assert ("Mo Manager", "read a letter of the case") in site.looks()
    assert "{{" not in words(mo.get(f"/cases/{case}"))
    assert "This letter was sent" not in words(answer)
    site.complete(case, "serve_draft#1", draft_plan_notice_sent_on="2026-01-05", draft_plan_notice_means="hand")
    told = words(mo.get(f"/cases/{case}/letters/draft_plan_notice%231"))
    assert "This letter was sent on 5 January 2026. What went out is kept" in told


def test_a_letter_of_an_imported_case_is_not_drawn_as_if_now(mo: Visitor, site: Site) -> None:
    persons = b"person_id,surname,forename,date_of_birth\nC1,Invented,Ada,2016-05-04\n"
    requests = b"request_id,person_id,received_on,decision,decided_on\nR1,C1,2025-01-06,refuse,2025-02-10\n"
    engine = Engine(site.database, site.clock)
    bring_in(engine, AUTHORITY, "the old system", {"p": persons, "r": requests}, ROOT / "processes/imports")
    told = words(mo.get("/cases/NOR-000001/letters/assess_refusal_notice%231"))
    assert "was recorded when the case was imported from the old system" in told
    assert "Sent 10 February 2025 How Not known" in told
    assert "PDF" not in told


def test_a_document_comes_back_as_it_was_and_runs_nothing(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    content = b"%PDF-1.7 <script>alert(1)</script>"
    site.do(AttachDocument, case=case, name="Report.pdf", media_type="application/pdf", content=content)
    answer = mo.get(f"/cases/{case}/documents/document%231")
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_withdrawal_is_recorded_where_the_case_awaits_it(cass: Visitor, site: Site) -> None:
    case = site.open_case()
    answer = cass.post(f"/cases/{case}/happened/request_withdrawn", do="complete")
    assert answer.location == f"/cases/{case}"
    assert "is recorded." in words(cass.get(answer.location))


def test_what_asks_its_day_does_not_ask_when_it_was_done(cass: Visitor, site: Site) -> None:
    case = site.open_case(process="ehc_assessment", **REQUEST)
    said = words(cass.get(f"/cases/{case}/happened/request_withdrawn"))
    assert "Date of the withdrawal" in said and "When did it happen?" not in said


def test_what_a_case_does_not_await_cannot_be_recorded(cass: Visitor, site: Site) -> None:
    assert cass.get(f"/cases/{site.open_case()}/happened/moon_landing").status_code == 404


def test_a_case_says_who_speaks_and_what_else_there_is(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    other = site.open_case(process="ehc_assessment", **REQUEST)
    said = words(mo.get(f"/cases/{case}"))
    assert "Who speaks for them Pat Example (parent)" in said
    assert f"EHC assessment, {other} open since 5 January 2026" in said


def test_people_and_facts_say_when_and_by_whom_they_came(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    said = words(mo.get(f"/cases/{case}/facts"))
    assert "Day received 5 January 2026" in said
    assert "Eve Psychologist" in said and "Record the advice by" in said


def test_a_document_is_added_and_a_wrong_one_refused(cass: Visitor, site: Site) -> None:
    case = site.open_case()
    good = cass.post(f"/cases/{case}/documents", file=(BytesIO(b"%PDF-1.7"), "Report.pdf", "application/pdf"))
    assert good.location == f"/cases/{case}/papers"
    assert "Report.pdf" in words(cass.get(good.location))
    wrong = cass.post(f"/cases/{case}/documents", file=(BytesIO(b"MZ"), "Report.pdf", "application/pdf"))
    assert wrong.status_code == 422 and "The file “Report.pdf” is damaged" in words(wrong)
    assert cass.post(f"/cases/{case}/documents").status_code == 422


def test_every_part_of_a_case_opens_and_is_written_down(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    for part in ("limits", "facts", "papers", "history", "diagram"):
        assert mo.get(f"/cases/{case}/{part}").status_code == 200
        assert mo.get(f"/cases/NOR-999999/{part}").status_code == 404
    assert ("Mo Manager", "read the diagram of the case") in site.looks()


@pytest.mark.parametrize("kind", ["case", "person"])
def test_looking_at_a_record_is_written_down(mo: Visitor, site: Site, kind: str) -> None:
    path = {"case": f"/cases/{site.open_case()}", "person": f"/new/request/{PERSON}"}[kind]
    mo.get(path)
    assert site.looks()[0] == ("Mo Manager", {"case": "read the case", "person": "read the record"}[kind])
