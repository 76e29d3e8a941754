"""Tests of decisions that somebody, or everybody of a role, may take up to an amount."""

import pytest

from engine import Looking
from engine.case.commands import AssignTask, CompleteTask
from engine.case.rejections import BadInput, NotAllowed
from tests.fixtures.world import AUTHORITY, form, question, small_files
from tests.web.site import DECIDE, PASSWORD, Site, Visitor, actor, of_task, shelve, words

DECISIONS = "/administration/decisions"
CASS, DEE, MO = "U000001", "U000002", "U000003"
COSTS = '<spiffworkflow:property name="role" value="decision" />'
DECIDED = question("Decision", enum=["assess", "refuse"], **{"x-labels": {"assess": "Assess", "refuse": "Refuse"}})


@pytest.fixture
def ada(site: Site) -> Visitor:
    """An administrator who is signed in; deciding costs money here."""
    diagram = {COSTS: f'{COSTS}<spiffworkflow:property name="costs" value="cost" />'}
    asked = form("Decide", "decision", decision=DECIDED, cost=question("Cost a year"))
    shelve(site.database, "small_request", {**small_files(**diagram), "forms/decide.json": asked}, site.clock.now)
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    return site.visitor("ada")


def delegate(ada: Visitor, user: str, most: str = "") -> int:
    day = {"first_on.day": "5", "first_on.month": "1", "first_on.year": "2026"}
    said = {"process": "small_request", "step": "", "user": user, "scheme": "Part 3, row 7", "most": most}
    return ada.post(DECISIONS, **said, **day).status_code


def decide(site: Site, case: str, login: str, cost: str) -> None:
    answers = {"decision": "refuse", "cost": cost} if cost else {"decision": "refuse"}
    site.do(CompleteTask, by=actor(login), case=case, task=DECIDE, answers=answers)


@pytest.mark.parametrize("cost", ["£20,000.01", "to be agreed", ""])
def test_nobody_decides_more_than_their_amount(site: Site, ada: Visitor, cost: str) -> None:
    assert [delegate(ada, DEE, "£20,000"), delegate(ada, "role:manager")] == [302, 302]
    case = site.open_case()
    with pytest.raises(BadInput, match="You may decide up to £20,000 a year") as refused:
        decide(site, case, "dee", cost)
    assert refused.value.faults[0].path == "/cost"
    decide(site, case, "mo", cost)


def test_up_to_the_amount_a_decision_is_taken(site: Site, ada: Visitor) -> None:
    delegate(ada, DEE, "20000")
    case = site.open_case()
    decide(site, case, "dee", "20,000 a year")
    facts = Looking(site.engine).state(AUTHORITY, case).facts
    assert (facts["decision"], facts["cost"]) == ("refuse", "20,000 a year")


def test_the_task_says_how_far_one_may_decide(site: Site, ada: Visitor, mo: Visitor) -> None:
    delegate(ada, DEE, "20000")
    delegate(ada, "role:manager", "50000")
    case = site.open_case()
    said = words(site.visitor("dee").get(of_task(case)))
    assert "you may decide up to £20,000 a year" in said
    assert "It names Dee Decider (up to £20,000 a year), every manager (up to £50,000 a year)." in said
    assert "up to £50,000 a year" in words(mo.get(of_task(case)))


def test_a_refused_amount_is_said_at_its_question(site: Site, ada: Visitor) -> None:
    delegate(ada, DEE, "100")
    case = site.open_case()
    answer = site.visitor("dee").post(of_task(case), decision="refuse", cost="250", do="complete")
    assert answer.status_code == 422 and 'href="#cost"' in answer.text
    assert "You may decide up to £100 a year, but this costs £250" in words(answer)


def test_a_known_cost_tells_beforehand_who_can_decide(site: Site, ada: Visitor) -> None:
    files = {**small_files(**{COSTS: f'{COSTS}<spiffworkflow:property name="costs" value="budget" />'})}
    files["forms/request.json"] = form("Request", "request_received", **site_request())
    shelve(site.database, "small_request", files, site.clock.now)
    delegate(ada, DEE, "100")
    delegate(ada, MO)
    said = words(site.visitor("dee").get(of_task(site.open_case(budget="£250"))))
    assert "This costs £250 a year, and you may decide up to £100. It can be decided by Mo Manager" in said


def site_request() -> dict[str, dict[str, object]]:
    return {"request_received": question("Day", format="date", **{"x-widget": "date"}), "budget": question("Budget")}


def test_a_role_is_given_decisions_as_a_whole(site: Site, ada: Visitor) -> None:
    assert delegate(ada, "role:manager") == 302
    assert "Every manager Any amount" in words(ada.get(DECISIONS))
    case = site.open_case()
    site.do(AssignTask, case=case, task=DECIDE, to=MO)
    with pytest.raises(NotAllowed):
        site.do(AssignTask, case=case, task=DECIDE, to=DEE)
    assert site.app.extensions["duecourse_pages"].delegations.may_decide(AUTHORITY, "small_request", "x") == {MO}


@pytest.mark.parametrize(("user", "most"), [("role:auditor", ""), ("", ""), (DEE, "lots"), (DEE, "9999999999")])
def test_what_cannot_be_delegated_is_refused(ada: Visitor, user: str, most: str) -> None:
    assert delegate(ada, user, most) == 422
