"""Tests of signing in and out: who gets in, where they land, and what others are told."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from engine import Database
from tests.web.site import PASSWORD, Site, Visitor, app_of_tests, of_task, words


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page(site: Site) -> None:
    answer = site.visitor().get("/cases", text="Robin")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?then=/cases?text%3DRobin"


def test_signing_in_leads_to_where_one_wanted_to_go(site: Site) -> None:
    assert site.visitor().sign_in("cass", then="/cases").location == "/cases"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "javascript:alert(1)",
        "/\t/evil",
    ],
)
def test_nobody_is_sent_elsewhere_by_the_address_of_a_link(site: Site, elsewhere: str) -> None:
    assert site.visitor().sign_in("cass", then=elsewhere).location == "/"


def test_a_wrong_password_is_refused_without_saying_what_is_wrong(site: Site) -> None:
    known, unknown = (
        site.visitor().sign_in("cass", "wrong password"),
        site.visitor().sign_in("nobody", "wrong password"),
    )
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert "Error: Sign in" in words(known)
    assert words(known).replace("cass", "") == words(unknown).replace("nobody", "")


def test_the_password_is_never_written_back_into_the_page(site: Site) -> None:
    assert "hunter2-hunter2" not in site.visitor().sign_in("cass", "hunter2-hunter2").text


def test_signing_out_ends_the_session_on_the_server_too(site: Site) -> None:
    visitor = site.visitor("cass")
    cookie = visitor.client.get_cookie("duecourse")
    assert cookie is not None
    visitor.post("/sign-out")
    visitor.client.set_cookie("duecourse", cookie.value)
    assert visitor.get("/").location == "/sign-in?then=/"


def test_signing_in_anew_ends_the_session_before(site: Site) -> None:
    visitor = site.visitor("cass")
    before = visitor.client.get_cookie("duecourse")
    assert before is not None
    visitor.sign_in("mo")
    visitor.client.set_cookie("duecourse", before.value)
    assert visitor.get("/").location == "/sign-in?then=/"


def test_what_is_sent_after_the_session_ended_is_not_lost_in_silence(site: Site) -> None:
    case, visitor = site.open_case(), site.visitor()
    answer = visitor.post(of_task(case), decision="assess")
    assert answer.location == f"/sign-in?then=/cases/{case}/tasks/decide_whether_to_assess%25231"
    assert "You were signed out, so nothing was recorded" in words(visitor.get(answer.location))


OURS = {"Sec-Fetch-Site": "same-origin"}


def found(page: TestResponse, path: str) -> Any:
    return html.fromstring(page.text).xpath(path)


def sent_again(page: TestResponse) -> dict[str, list[str]]:
    """What the button of the page sends that shows what was kept."""
    [form] = found(page, "//form[textarea]")
    return {"csrf_token": form.xpath("input/@value"), "to": form.xpath("@action")} | {
        box.name: [box.value] for box in form.xpath("textarea")
    }


def test_what_was_typed_before_the_session_ended_is_sent_after_it(site: Site) -> None:
    case, visitor = site.open_case(), site.visitor()
    typed = {"csrf_token": "of a session that ended", "text": "They rang:\n“not yet”"}
    page = visitor.client.post(f"/cases/{case}/notes", data=typed, headers=OURS)
    assert "What you typed is kept" in words(page)
    [kept] = found(page, "//input[@name='kept']/@value")
    page = visitor.post("/sign-in", login="cass", password=PASSWORD, kept=kept)
    again = sent_again(page)
    visitor.client.post(again.pop("to")[0], data=again)
    assert "They rang: “not yet”" in words(visitor.get(f"/cases/{case}"))


def test_a_page_from_before_signing_in_anew_can_be_sent_again(site: Site) -> None:
    case, visitor = site.open_case(), site.visitor("cass")
    typed = {"csrf_token": "stale", "review_on.day": "3", "review_on.month": "5", "review_on.year": "2026"}
    page = visitor.client.post(of_task(case), data=typed, headers=OURS)
    assert page.status_code == 403
    assert "Review on 3 5 2026" in words(page)
    assert sent_again(page)["to"] == [of_task(case)]


@pytest.mark.parametrize("kept", ["no json", '["//evil.example", ["text", "x"]]', '["/cases", 1]', "7", "[" * 50_000])
def test_only_what_we_kept_ourselves_is_offered_again(site: Site, kept: str) -> None:
    answer = site.visitor().post("/sign-in", login="cass", password=PASSWORD, kept=kept)
    assert answer.location == "/"


def test_a_password_is_never_kept_for_later(site: Site) -> None:
    answer = site.visitor().client.post("/account/password", data={"old": PASSWORD}, headers=OURS)
    assert answer.status_code == 302
    assert PASSWORD not in answer.text


def test_somebody_without_case_work_is_told_where_to_turn(site: Site) -> None:
    answer = site.visitor("polly").get("/")
    assert answer.status_code == 403
    assert "Go to the figures" in words(answer)
    assert site.visitor().sign_in("polly").location == "/figures"


@pytest.fixture
def strict_app() -> Iterator[Flask]:
    database = Database("sqlite://")
    yield app_of_tests(database, DUECOURSE_SIGN_IN_LIMIT="2 per minute")
    database.close()


def test_too_many_attempts_are_answered_with_a_page(strict_app: Flask, site: Site) -> None:
    Site(strict_app, site.database)
    visitor = Visitor(strict_app)
    assert [visitor.sign_in("cass", "wrong password").status_code for _ in range(3)] == [401, 401, 429]
    assert "Too many attempts" in words(visitor.sign_in("cass"))


def test_somebody_gives_themselves_another_password(site: Site) -> None:
    visitor, elsewhere, new = site.visitor("cass"), site.visitor("cass"), "another battery horse"
    assert "Cass Caseworker" in words(visitor.get("/account"))
    answer = visitor.post("/account/password", old=PASSWORD, new=new, again=new)
    assert answer.location == "/account" and "Your password is changed" in words(visitor.get("/account"))
    assert elsewhere.get("/account").status_code == 302
    assert site.visitor().sign_in("cass", new).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "where"),
    [("wrong guess", "another one", "another one", "#old"), (PASSWORD, "another one", "another", "#again")],
)
def test_what_is_wrong_with_a_new_password_is_said_there(
    site: Site, old: str, new: str, again: str, where: str
) -> None:
    answer = site.visitor("cass").post("/account/password", old=old, new=new, again=again)
    assert answer.status_code in (403, 422) and f'href="{where}"' in answer.text
    assert site.visitor().sign_in("cass").status_code == 302
