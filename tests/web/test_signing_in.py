"""Tests of signing in and out: who gets in, where they land, and what others are told."""

from collections.abc import Iterator

import pytest
from flask import Flask

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


def test_what_is_sent_after_the_session_ended_is_not_lost_in_silence(site: Site) -> None:
    case, visitor = site.open_case(), site.visitor()
    answer = visitor.post(of_task(case), decision="assess")
    assert answer.location == f"/sign-in?then=/cases/{case}/tasks/decide_whether_to_assess%25231"
    assert "You were signed out, so nothing was recorded" in words(visitor.get(answer.location))


def test_somebody_without_case_work_is_told_where_to_turn(site: Site) -> None:
    answer = site.visitor("polly").get("/")
    assert answer.status_code == 403
    assert "there are no pages for your role yet" in words(answer)


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
