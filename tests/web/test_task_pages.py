"""Tests of a task's page: its questions, its faults, drafts, rows, and what completing it leads to."""

import re

import pytest

from engine.case.commands import ClaimTask
from tests.fixtures.world import AUTHORITY
from tests.web.site import DECIDE, REQUEST, Site, Visitor, actor, of_task, words

FAMILY: dict[str, dict[str, str]] = {
    "record_person_and_family#1": {
        "date_of_birth": "2016-05-04",
        "home_address": "1 High Street",
        "setting_kind": "school",
        "social_care_status": "none",
        "armed_forces_parent": "no",
        "interpreter_needed": "no",
    },
    "record_addressee#1": {
        "addressee_kind": "parent",
        "addressee_name": "Pat Example",
        "addressee_address": "1 High Street",
        "electronic_consent": "yes",
    },
}
HOSTILE = '<script>alert("x")</script> **bold** {{ 7 * 7 }}'


@pytest.fixture
def dee(site: Site) -> Visitor:
    return site.visitor("dee")


def test_a_task_says_what_to_do_by_when_and_why(dee: Visitor, site: Site) -> None:
    said = words(dee.get(of_task(site.open_case())))
    assert "Decide whether to assess" in said
    assert "by Monday 16 February 2026" in said and "How this day is reckoned" in said
    assert "6 weeks from Monday 5 January 2026, the day the request was received" in said
    assert "Who has it Nobody" in said


def test_completing_a_task_leads_to_the_case_and_says_so(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    answer = dee.post(of_task(case), do="complete", decision="refuse")
    assert answer.location == f"/cases/{case}"
    assert "“Decide whether to assess” is done." in words(dee.get(answer.location))
    assert "is done." not in words(dee.get(answer.location)), "said once, not for ever"


def test_after_a_task_the_next_ones_are_offered(dee: Visitor, site: Site) -> None:
    case, other = site.open_case(), site.open_case()
    site.agree_to_assess(other)
    answer = dee.post(of_task(other, "record_advice#1"), do="complete", summary="All is said")
    said = words(dee.get(answer.location))
    assert "is done. Next in this case: Serve the draft plan" in said
    assert f"Next in your work: Decide whether to assess, case {case}" in said


def test_every_fault_stands_in_the_summary_and_at_its_question(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    faulty = {"decision": "refuse", "advice.count": "1", "advice.0.adviser": "Eve", "reasons": "x" * 201}
    answer = dee.post(of_task(case), do="complete", **faulty)
    assert answer.status_code == 422
    assert "<title>Error: Decide whether to assess" in answer.text
    for place in ("reasons", "advice.0.advice_request_received"):
        assert f'href="#{place}"' in answer.text
        assert len(re.findall(f' id="{re.escape(place)}"', answer.text)) == 1


def test_what_was_typed_is_still_there_after_a_fault(dee: Visitor, site: Site) -> None:
    typed = {"advice.count": "1", "advice.0.adviser": "Eve", "reasons": "First line\r\n    Second line"}
    page = dee.post(of_task(site.open_case()), do="complete", **typed).text
    assert 'value="Eve"' in page
    assert "Second line" in page


def test_an_impossible_date_is_shown_as_it_was_typed(dee: Visitor, site: Site) -> None:
    day = {f"advice.0.advice_request_received.{part}": said for part, said in (("day", "31"), ("month", "2"))}
    answer = dee.post(of_task(site.open_case()), do="complete", **{"advice.count": "1"}, **day)
    assert answer.status_code == 422
    assert 'value="31"' in answer.text
    assert "must be a real date" in words(answer)


def test_an_unanswered_question_is_empty_and_never_says_none(dee: Visitor, site: Site) -> None:
    assert "None" not in dee.get(of_task(site.open_case())).text


def test_a_draft_is_saved_and_found_again(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    answer = dee.post(of_task(case), do="save", reasons="Half a thought")
    page = dee.get(answer.location)
    assert "Your draft is saved" in words(page)
    assert "Half a thought" in page.text
    assert "Half a thought" in dee.get(of_task(case)).text


def test_two_who_write_a_draft_never_overwrite_each_other(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    mo, path = site.visitor("mo"), of_task(case)
    dee.post(path, do="save", reasons="What Dee thinks", draft_seen="none")
    for act in ("save", "complete"):
        answer = mo.post(path, do=act, reasons="What Mo thinks", draft_seen="none", decision="refuse")
        said = words(answer)
        assert answer.status_code == 409
        assert "Dee Decider saved other answers meanwhile" in said
        assert "What Dee thinks What Mo thinks" in said, "both, side by side"
    mark = re.search(r'name="draft_seen" value="(\w+)"', answer.text)
    assert mark is not None
    assert mo.post(path, do="save", reasons="What both think", draft_seen=mark[1]).status_code == 302


def test_a_draft_is_saved_by_itself_without_wrong_answers(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    path = f"/cases/{case}/drafts/decide_whether_to_assess%231"
    saved = dee.post(path, reasons="Half a thought", draft_seen="none").get_json()
    assert saved["sentence"] == "Saved at 09:00"
    wrong = dee.post(path, reasons="x" * 201, decision="refuse", draft_seen=saved["mark"]).get_json()
    assert wrong["sentence"].startswith("Saved at 09:00. Not saved yet: Reasons must be")
    assert dee.post(path, reasons="Another tab", draft_seen=saved["mark"]).status_code == 409


def test_the_letter_reads_with_the_answers_typed_so_far(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    site.complete(case, "record_advice#1", summary="All is said")
    day = {f"draft_plan_notice_sent_on.{part}": said for part, said in (("day", "2"), ("month", "1"), ("year", "2026"))}
    page = dee.post(of_task(case, "serve_draft#1"), do="preview", draft_plan_notice_means="hand", **day)
    assert page.status_code == 200
    assert "2 January 2026" in words(page).partition("This task")[2]
    assert "It cannot go before" not in words(page)
    assert 'value="2"' in page.text, "and what was typed is kept"


def test_done_on_an_earlier_day_asks_for_the_day(dee: Visitor, site: Site) -> None:
    answer = dee.post(of_task(site.open_case()), do="complete", decision="refuse", done_when="earlier")
    assert answer.status_code == 422
    assert "Enter the day on which it was done" in words(answer)


def test_what_matters_stands_beside_the_questions(site: Site) -> None:
    case = site.open_case(process="ehc_assessment", **REQUEST)
    for title, answers in FAMILY.items():
        site.complete(case, title, **answers)
    page = site.visitor("mo").get(of_task(case, "check_request#1"))
    assert "What we know that matters here" in words(page)
    assert "Date the authority received it 5 January 2026" in words(page)


def test_another_row_comes_without_any_script(dee: Visitor, site: Site) -> None:
    path = of_task(site.open_case())
    assert 'name="advice.count" value="1"' in dee.get(path).text
    page = dee.post(path, **{"do": "add:advice", "advice.count": "1", "advice.0.adviser": "Eve"})
    assert page.status_code == 200
    assert 'name="advice.count" value="2"' in page.text
    assert 'id="advice.0.adviser" name="advice.0.adviser" type="text" value="Eve"' in page.text
    assert re.search(r'id="advice\.1\.adviser"[^>]*autofocus', page.text)


def test_enter_completes_a_form_and_never_adds_a_row(dee: Visitor, site: Site) -> None:
    form = dee.get(of_task(site.open_case())).text.partition('<form method="post" novalidate')[2]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None and 'value="complete"' in first[0]


def test_work_of_an_earlier_day_is_recorded_on_that_day(site: Site) -> None:
    case = site.open_case()
    site.pass_time(days=10)
    dee = site.visitor("dee")
    day = {"effective_on.day": "8", "effective_on.month": "1", "effective_on.year": "2026"}
    dee.post(of_task(case), do="complete", decision="refuse", **day)
    assert "Thursday 8 January 2026, by Dee Decider (recorded 15 January 2026" in words(
        dee.get(f"/cases/{case}/history")
    )


@pytest.mark.parametrize(("day", "sentence"), [("31", "must be a real date"), ("28", "must not be in the future")])
def test_a_day_that_cannot_be_is_a_fault_of_that_day(dee: Visitor, site: Site, day: str, sentence: str) -> None:
    said = {"effective_on.day": day, "effective_on.month": "2", "effective_on.year": "2026"}
    answer = dee.post(of_task(site.open_case()), do="complete", decision="refuse", **said)
    assert answer.status_code == 422
    assert 'href="#effective_on"' in answer.text
    assert sentence in words(answer)


def test_the_same_form_sent_twice_is_one_command(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    for _ in range(2):
        dee.post(f"/cases/{case}/notes", text="Rang the school", form_id="the-same")
    assert words(dee.get(f"/cases/{case}")).count("Rang the school") == 1


def test_answers_to_a_task_that_was_done_meanwhile_are_shown(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    site.complete(case, DECIDE, decision="refuse")
    answer = dee.post(of_task(case), do="complete", reasons="A long and careful text")
    assert answer.status_code == 409
    assert "A long and careful text" in words(answer)
    later = dee.get(of_task(case))
    assert later.status_code == 404 and "This task is not open any more" in words(later)


def test_a_task_can_be_taken_and_given_back(dee: Visitor, site: Site) -> None:
    case = site.open_case()
    take = f"/cases/{case}/take/decide_whether_to_assess%231"
    assert "The task is yours." in words(dee.get(dee.post(take, do="claim").location))
    assert "Who has it Dee Decider" in words(dee.get(of_task(case)))
    dee.post(take, do="release")
    assert "Who has it Nobody" in words(dee.get(of_task(case)))


def test_a_task_of_somebody_else_can_be_read_only(site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    task = next(name for name in _open_tasks(site, case) if name.startswith("record_advice"))
    site.engine.handle(ClaimTask(by=actor("dee"), case=case, task=task))
    assert "Dee Decider has taken this task" in words(site.visitor("cass").get(of_task(case, task)))


def _open_tasks(site: Site, case: str) -> list[str]:
    with site.engine.database.read() as tx:
        return [row.task for row in tx.tasks_of(AUTHORITY, case)]


def test_the_page_of_one_of_many_names_whom_it_is_about(cass: Visitor, site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    task = next(name for name in _open_tasks(site, case) if name.startswith("record_advice"))
    assert "Record the advice: Eve Psychologist" in words(cass.get(of_task(case, task)))
    assert "Record the advice: Eve Psychologist" in words(cass.get("/"))


def test_hostile_texts_are_shown_as_they_are(mo: Visitor, site: Site) -> None:
    person = site.add_person(HOSTILE)
    case = site.open_case(person, requester=HOSTILE)
    mo.post(f"/cases/{case}/notes", text=HOSTILE)
    for path in (f"/cases/{case}", of_task(case), "/?show=all", "/cases", "/new?text=script", f"/new/request/{person}"):
        page = mo.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<strong>bold" not in page.text
        assert HOSTILE in words(page)


def test_looking_at_a_task_is_written_down(dee: Visitor, site: Site) -> None:
    dee.get(of_task(site.open_case()))
    assert site.looks()[0] == ("Dee Decider", "opened the form of a task")
