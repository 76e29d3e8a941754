"""The pages of administrators: people, decisions, letters, the log; and nothing of any child."""

import io
import re
from datetime import timedelta

import pytest
from flask import Flask

from engine import Panels
from engine.case.commands import AssignTask, CompleteTask
from engine.case.permissions import ADMINISTER, RETAIN, RIGHTS, SEE_CHANGES
from engine.case.rejections import NotAllowed
from tests.fixtures.world import AUTHORITY, MANAGER
from tests.web.site import DECIDE, PASSWORD, PERSON, Site, Visitor, actor, of_task, words

PEOPLE = "/administration/people"
CASS, DEE, MO = "U000001", "U000002", "U000003"
ADA = "U000006"


@pytest.fixture
def ada(site: Site) -> Visitor:
    """An administrator who is signed in."""
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    return site.visitor("ada")


def log_of(visitor: Visitor) -> str:
    return words(visitor.get("/administration/log"))


def administered(app: Flask) -> list[tuple[str, str]]:
    """Path and right of every page of the administration."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/administration")]
    return [
        (re.sub("<.*?>", "X", rule.rule), getattr(app.view_functions[rule.endpoint], "guard", "")) for rule in rules
    ]


@pytest.mark.parametrize("login", ["cass", "mo", "audrey", "polly"])
def test_every_page_of_it_is_refused_to_other_roles(site: Site, login: str) -> None:
    visitor, [role] = site.visitor(login), actor(login).roles
    for path, right in administered(site.app):
        assert right in (ADMINISTER, RETAIN, SEE_CHANGES)
        if right not in RIGHTS[role]:
            answers = {visitor.get(path).status_code, visitor.post(path).status_code}
            assert answers <= {403, 405} and 403 in answers, path


def test_an_administrator_sees_no_child_anywhere(site: Site, ada: Visitor) -> None:
    case = site.open_case()
    for path in (f"/cases/{case}", of_task(case), f"/persons/{PERSON}", "/cases", "/find?text=robin"):
        assert ada.get(path).status_code == 403, path
    site.clock.now += timedelta(days=365 * 40)
    ada = site.visitor("ada")
    for path in (PEOPLE, "/administration/retention", f"/administration/retention/records/{PERSON}"):
        assert "Robin" not in ada.get(path).text


def test_an_administrator_comes_to_the_administration(site: Site, ada: Visitor) -> None:
    answer = ada.sign_in("ada")
    assert answer.headers["Location"] == PEOPLE
    assert "Cass Caseworker" in words(ada.get(PEOPLE))


def test_people_are_found_by_name_login_and_team(ada: Visitor) -> None:
    assert "Dee Decider" in (said := words(ada.get(PEOPLE, text="dee"))) and "Cass" not in said
    assert "Cass Caseworker" in words(ada.get(PEOPLE, text="EAST"))
    assert "Nobody fits" in words(ada.get(PEOPLE, text="zzz"))


def test_somebody_is_let_in_with_a_password_shown_once(site: Site, ada: Visitor) -> None:
    answer = ada.post(f"{PEOPLE}/new", name="New Colleague", login="new@x", roles="caseworker", works_as="casework")
    told = re.search(r'id="password">([^<]+)<', answer.text)
    assert told is not None and answer.headers["Cache-Control"] == "no-store"
    assert Visitor(site.app).sign_in("new@x", told[1]).status_code == 302
    assert "New Colleague" in words(ada.get(PEOPLE)) and "Added user New Colleague (U000007)" in log_of(ada)


def test_what_is_missing_of_an_account_is_said_at_each_field(ada: Visitor) -> None:
    answer = ada.post(f"{PEOPLE}/new", name="", login="", roles="caseworker")
    assert answer.status_code == 422
    assert {"#name", "#login"} <= set(re.findall(r'href="(#\w+)"', answer.text))
    no_role = ada.post(f"{PEOPLE}/new", name="New", login="new@x")
    assert no_role.status_code == 422 and "Roles must be one or more" in words(no_role)


def test_a_changed_account_is_told_in_the_log_for_auditors(site: Site, ada: Visitor) -> None:
    ada.post(f"{PEOPLE}/{CASS}", name="Cass Caseworker", roles="caseworker", works_as="health", teams="west")
    user = next(one for one in site.accounts.users(AUTHORITY) if one.id == CASS)
    assert [*user.works_as, *user.teams] == ["health", "west"]
    assert "works_as from casework to health; teams from east to west" in log_of(site.visitor("audrey"))


def test_nobody_gives_themselves_another_role(ada: Visitor) -> None:
    answer = ada.post(f"{PEOPLE}/{ADA}", name="Ada Administrator", roles=["administrator", "manager"])
    assert answer.status_code == 403 and "another administrator" in words(answer)


def test_the_last_administrator_cannot_be_shut_out(site: Site, ada: Visitor) -> None:
    second = site.accounts.add_user(AUTHORITY, "Second", "second", PASSWORD, ["administrator"])
    assert site.visitor("second").post(f"{PEOPLE}/{ADA}/close").status_code == 302
    refused = site.visitor("second").post(f"{PEOPLE}/{second.id}", name="Second", roles="caseworker")
    assert refused.status_code == 403
    site.accounts.amend_user(AUTHORITY, DEE, roles={"administrator", "caseworker"})
    assert site.visitor("second").post(f"{PEOPLE}/{DEE}", name="Dee", roles="caseworker").status_code == 302


def test_the_tasks_of_who_leaves_go_to_somebody_else(site: Site, ada: Visitor) -> None:
    case = site.open_case()
    site.do(AssignTask, case=case, task=DECIDE, to=DEE)
    page = ada.get(f"{PEOPLE}/{DEE}/close")
    assert "1 open task" in words(page) and "Robin" not in page.text
    assert ada.post(f"{PEOPLE}/{DEE}/close", to="").status_code == 422
    assert ada.post(f"{PEOPLE}/{DEE}/close", to=CASS).status_code == 422
    assert ada.post(f"{PEOPLE}/{DEE}/close", to=MO).status_code == 302
    with site.database.read() as tx:
        row = tx.task(AUTHORITY, case, DECIDE)
        assert row is not None and row.assignee == MO
    assert Visitor(site.app).sign_in("dee").status_code == 401


def test_closing_an_account_says_what_else_counts_on_it(site: Site, ada: Visitor) -> None:
    Panels(site.engine).keep(MANAGER, "Placement panel", members=[DEE])
    ada.post("/administration/teams/east", lead=DEE, members=[CASS, DEE], is_active="yes")
    page = words(ada.get(f"{PEOPLE}/{DEE}/close"))
    assert "Leads the team east Is a member of Placement panel" in page
    own = ada.get(f"{PEOPLE}/{ADA}/close")
    assert "This is your own account" in words(own) and "govuk-button--warning" not in own.text


def test_an_administrator_is_led_back_from_what_is_not_there(ada: Visitor) -> None:
    page = ada.get("/administration/teams/none")
    assert page.status_code == 404 and "Go to the administration" in words(page)


def test_somebody_with_tasks_is_not_shut_out_past_them(site: Site, ada: Visitor) -> None:
    site.do(AssignTask, case=site.open_case(), task=DECIDE, to=DEE)
    assert ada.post(f"{PEOPLE}/{DEE}/close", to="nobody").status_code == 302
    with site.database.read() as tx:
        assert tx.held_by(AUTHORITY, DEE) == []
    assert ada.post(f"{PEOPLE}/{DEE}/act", do="open").status_code == 302
    assert "May come in" in words(ada.get(f"{PEOPLE}/{DEE}"))


def test_sessions_end_and_tokens_are_revoked(site: Site, ada: Visitor, cass: Visitor) -> None:
    token, secret = site.accounts.make_token(AUTHORITY, CASS, "nightly", timedelta(days=9))
    assert "nightly" in words(ada.get(f"{PEOPLE}/{CASS}"))
    ada.post(f"{PEOPLE}/{CASS}/act", do="revoke", token=token.id)
    ada.post(f"{PEOPLE}/{CASS}/act", do="sessions")
    assert site.accounts.actor_for_token(secret) is None
    assert cass.get("/").status_code == 302


def test_a_new_password_is_shown_and_takes_the_old_ones_place(site: Site, ada: Visitor) -> None:
    told = re.search(r'id="password">([^<]+)<', ada.post(f"{PEOPLE}/{CASS}/act", do="password").text)
    assert told is not None and Visitor(site.app).sign_in("cass").status_code == 401
    assert Visitor(site.app).sign_in("cass", told[1]).status_code == 302


def delegate(ada: Visitor, **said: str) -> int:
    day = {"first_on.day": "5", "first_on.month": "1", "first_on.year": "2026"}
    usual = {"process": "small_request", "step": "decide_whether_to_assess", "user": DEE, "scheme": "Part 3, row 7"}
    return ada.post("/administration/decisions", **{**usual, **day, **said}).status_code


def test_only_who_is_named_takes_a_delegated_decision(site: Site, ada: Visitor, mo: Visitor) -> None:
    case = site.open_case()
    assert delegate(ada) == 302
    assert "Part 3, row 7" in words(mo.get(of_task(case)))
    with pytest.raises(NotAllowed, match="Part 3, row 7"):
        site.complete(case, DECIDE, decision="refuse")
    with pytest.raises(NotAllowed):
        site.do(AssignTask, case=case, task=DECIDE, to=MO)
    site.do(CompleteTask, by=actor("dee"), case=case, task=DECIDE, answers={"decision": "refuse"})


def test_a_delegation_counts_from_and_to_its_days(site: Site, ada: Visitor) -> None:
    over = {"last_on.day": "6", "last_on.month": "1", "last_on.year": "2026"}
    assert delegate(ada, **over) == 302
    may = site.app.extensions["duecourse_pages"].delegations.may_decide
    assert may(AUTHORITY, "small_request", "decide_whether_to_assess") == {DEE}
    site.clock.now += timedelta(days=2)
    assert may(AUTHORITY, "small_request", "decide_whether_to_assess") is None


def test_the_narrowest_delegation_wins_over_wider_ones(site: Site, ada: Visitor) -> None:
    assert delegate(ada, process="", step="", user=CASS) == 302
    may = site.app.extensions["duecourse_pages"].delegations.may_decide
    assert may(AUTHORITY, "small_request", "decide_whether_to_assess") == {CASS}
    assert delegate(ada, step="", user=MO) == 302
    assert may(AUTHORITY, "small_request", "decide_whether_to_assess") == {MO}
    assert delegate(ada) == 302
    assert may(AUTHORITY, "small_request", "decide_whether_to_assess") == {DEE}


def test_a_delegation_that_cannot_be_is_refused_at_its_field(ada: Visitor) -> None:
    assert delegate(ada, user="U999999") == 422
    assert delegate(ada, step="no_such_step") == 422
    assert delegate(ada, scheme=" ") == 422
    assert delegate(ada, **{"first_on.day": "31", "first_on.month": "2"}) == 422
    assert delegate(ada, **{"last_on.day": "1", "last_on.month": "1", "last_on.year": "2026"}) == 422
    assert delegate(ada, user=ADA) == 403
    assert [delegate(ada), delegate(ada)] == [302, 422]


def test_a_delegation_is_taken_back(site: Site, ada: Visitor) -> None:
    delegate(ada)
    assert "Decide whether to assess Small request" in words(ada.get("/administration/decisions"))
    assert ada.post("/administration/decisions/D000001/take-back").status_code == 302
    site.complete(site.open_case(), DECIDE, decision="refuse")
    assert "Took back that Dee Decider (U000002) takes the decision" in log_of(ada)


def test_the_letterhead_is_changed_and_shown_on_paper(ada: Visitor) -> None:
    edition = re.search(r'name="edition" value="(\d+)"', ada.get("/administration/letters").text)
    assert edition is not None
    ada.post("/administration/letters", edition=edition[1], phone="01234 000000", do="save")
    assert 'value="01234 000000"' in ada.get("/administration/letters").text
    assert ada.post("/administration/letters", edition=edition[1], phone="1", do="save").status_code == 409
    assert ada.get("/administration/letters/preview.pdf").data.startswith(b"%PDF")


def test_a_logo_that_acts_is_refused_at_its_field(ada: Visitor) -> None:
    bad = (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "logo.svg", "image/svg+xml")
    answer = ada.post("/administration/letters", do="logo", file=bad)
    assert answer.status_code == 422 and "outlines only" in words(answer)
    good = (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), "logo.svg", "image/svg+xml")
    assert ada.post("/administration/letters", do="logo", file=good).status_code == 302


def test_a_record_is_erased_by_two_people_on_pages(site: Site, ada: Visitor) -> None:
    site.complete(site.open_case(), DECIDE, decision="refuse")
    site.clock.now += timedelta(days=365 * 40)
    ada, mo = site.visitor("ada"), site.visitor("mo")
    assert PERSON in words(ada.get("/administration/retention"))
    proposed = ada.post(f"/administration/retention/records/{PERSON}").headers["Location"]
    assert "somebody else approves it" in words(ada.get(proposed)) and "Robin" in words(mo.get(proposed))
    assert mo.post(proposed, do="approve").status_code == 422
    assert mo.post(proposed, do="approve", sure="yes").status_code == 302
    assert "Certificate of erasing record P000001" in words(ada.get(proposed))
    assert mo.get(f"/persons/{PERSON}").status_code == 404


REFUSED = ((PERSON, ""), (PERSON, "Claim 13"), ("P999999", "Claim"), ("", "Claim"))
"""Holds without a reason, on a record that is held, and on none."""


def test_holds_and_periods_are_kept_on_pages(site: Site, ada: Visitor, mo: Visitor) -> None:
    holds = "/administration/retention/holds"
    assert mo.post(holds, person="p000001", reason="Claim 12").status_code == 302
    assert "Claim 12" in words(mo.get("/administration/retention"))
    assert "Claim 12" not in words(ada.get("/administration/retention"))
    assert [mo.post(holds, person=one, reason=why).status_code for one, why in REFUSED] == [422] * len(REFUSED)
    assert "Enter why the hold on P000001 is lifted" in words(mo.post(f"{holds}/{PERSON}/lift", lift_reason=" "))
    assert mo.post(f"{holds}/{PERSON}/lift", lift_reason="Settled").status_code == 302
    periods = "/administration/retention/periods"
    assert ada.post(periods, plan="40", no_plan="25", no_case="25").status_code == 302
    assert ada.post(periods, plan="soon", no_plan="25", no_case="25").status_code == 422
    assert "assessment” from 31 to 40" in log_of(ada)


def test_the_manager_of_tests_is_nobody_delegated(site: Site, ada: Visitor) -> None:
    delegate(ada)
    with pytest.raises(NotAllowed):
        site.engine.try_out(
            CompleteTask(by=MANAGER, case=site.open_case(), task=DECIDE, answers={"decision": "refuse"})
        )
