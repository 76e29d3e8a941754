"""Tests of what guards the pages: rights, the token against forged forms, and how refusals are told."""

import pytest
from flask import Flask

from tests.web.site import Site, Visitor, of_task, words

OPEN_TO_ALL = {"pages.sign_in"}


def test_every_page_is_guarded_but_the_one_to_sign_in(pages_app: Flask) -> None:
    views = {name: view for name, view in pages_app.view_functions.items() if name.startswith("pages.")}
    assert {name for name, view in views.items() if not hasattr(view, "guard")} == OPEN_TO_ALL


def test_a_form_without_our_token_is_refused(mo: Visitor, site: Site) -> None:
    case = site.open_case()
    for path in (f"/cases/{case}/notes", of_task(case), f"/cases/{case}/take/decide_whether_to_assess%231"):
        answer = mo.client.post(path, data={"text": "x"})
        assert answer.status_code == 403
        assert "had been open for too long" in words(answer)


def test_nobody_signs_in_by_a_forged_form(site: Site) -> None:
    answer = site.visitor().client.post("/sign-in", data={"login": "cass", "password": "correct horse battery"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/nothing/here", "/cases/NOR-999999", "/cases/NOR-000001/letters/none%231"])
def test_what_is_not_there_is_answered_with_a_page(mo: Visitor, path: str) -> None:
    answer = mo.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Page not found" in words(answer)


def test_programs_are_answered_with_a_problem_all_the_same(mo: Visitor) -> None:
    assert mo.get("/api/v1/nothing").mimetype == "application/problem+json"
    assert mo.get("/api/v1/cases/NOR-999999").mimetype == "application/problem+json"


def test_an_unknown_address_is_told_to_strangers_too(site: Site) -> None:
    answer = site.visitor().get("/nothing")
    assert answer.status_code == 404
    assert "Sign in" in words(answer)


def test_an_auditor_reads_a_task_but_has_no_buttons(site: Site) -> None:
    case = site.open_case()
    page = site.visitor("audrey").get(of_task(case))
    assert "your role does not complete tasks" in words(page)
    assert 'name="do"' not in page.text


def test_a_caseworker_who_may_not_decide_is_told_beforehand(cass: Visitor, site: Site) -> None:
    case = site.open_case(process="small_request")
    said = words(cass.get(of_task(case)))
    assert "only people who work as “Decision” complete it" in said


def test_a_refused_decision_is_refused_when_sent_all_the_same(cass: Visitor, site: Site) -> None:
    case = site.open_case()
    answer = cass.post(of_task(case), do="complete", decision="assess")
    assert answer.status_code == 403
    assert "You may not do that" in words(answer)
    who, what = site.looks()[0]
    assert who == "Cass Caseworker" and what.startswith(f"was refused POST /cases/{case}/tasks/")


def test_pages_of_another_authority_are_not_there(site: Site) -> None:
    site.accounts.add_authority("elsewhere", "Elsewhere Council", "ELS")
    site.accounts.add_user("elsewhere", "Sam Stranger", "sam", "correct horse battery", ["manager"])
    case, stranger = site.open_case(), site.visitor("sam")
    for path in (f"/cases/{case}", of_task(case), f"/cases/{case}/documents/none"):
        assert stranger.get(path).status_code == 404
    assert "Robin Example" not in stranger.get("/?show=all").text + stranger.get("/cases").text
