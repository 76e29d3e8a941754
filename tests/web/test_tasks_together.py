"""Tests of work on several tasks: handing over with a reason, completing together, and what became of each."""

import json

import pytest

from engine.case.commands import ClaimTask
from tests.fixtures.world import small_files
from tests.web.site import DECIDE, Site, Visitor, actor, shelve, words


@pytest.fixture
def dee(site: Site) -> Visitor:
    return site.visitor("dee")


def ticked(*cases: str) -> list[str]:
    return [f"{case}/{DECIDE}" for case in cases]


def let_decide_together(site: Site) -> None:
    """From now on the decision may be answered once for several cases."""
    files = small_files()
    form = json.loads(files["forms/decide.json"])
    shelve(site.database, "small_request", {**files, "forms/decide.json": json.dumps({**form, "x-bulk": True})},
           site.clock.now)  # fmt: skip


def test_tasks_are_handed_over_with_a_reason(site: Site, mo: Visitor) -> None:
    cases = [site.open_case(), site.open_case()]
    said = words(mo.post("/tasks/hand-over", task=ticked(*cases), to="U000002", reason="Knows the families"))
    assert "Handed over to Dee Decider: 2 done, 0 refused" in said
    assert "was given to Dee Decider. Reason: Knows the families." in words(mo.get(f"/cases/{cases[0]}/history"))


def test_what_somebody_holds_changes_hands_only_with_a_reason(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    site.engine.handle(ClaimTask(by=actor("dee"), case=case, task=DECIDE))
    answer = dee.post("/tasks/hand-over", task=ticked(case), to="nobody")
    assert (answer.status_code, 'href="#reason"' in answer.text) == (422, True)
    assert "Given back: 1 done" in words(dee.post("/tasks/hand-over", task=ticked(case), to="nobody", reason="Ill"))


def test_tasks_are_handed_over_only_to_who_is_there(site: Site, mo: Visitor) -> None:
    answer = mo.post("/tasks/hand-over", task=ticked(site.open_case()), to="U999999", reason="Knows them")
    assert (answer.status_code, 'href="#to"' in answer.text) == (422, True)


def test_a_refusal_says_why_and_stops_no_other(site: Site, dee: Visitor) -> None:
    mine, theirs = site.open_case(), site.open_case()
    site.engine.handle(ClaimTask(by=actor("mo"), case=theirs, task=DECIDE))
    answer = dee.post("/tasks/hand-over", task=ticked(mine, theirs), to="U000002", reason="Mine")
    said = words(answer)
    assert (
        "1 done, 1 refused" in said
        and "“Decide whether to assess” to be free or yours, but Mo Manager holds it" in said
    )


def test_somebody_away_is_given_work_only_when_confirmed(site: Site, mo: Visitor) -> None:
    case, today = site.open_case(), site.engine.today()
    day = {"day": str(today.day), "month": str(today.month), "year": str(today.year)}
    days = {f"{name}.{part}": said for name in ("first_on", "last_on") for part, said in day.items()}
    mo.post("/absences", user="U000002", covered_by="U000003", **days)
    answer = mo.post("/tasks/hand-over", task=ticked(case), to="U000002")
    assert answer.status_code == 422 and "They are away until 5 January 2026" in words(answer)
    assert "1 done" in words(mo.post("/tasks/hand-over", task=ticked(case), to="U000002", anyway="yes"))


def test_one_form_completes_tasks_of_one_kind(site: Site, dee: Visitor) -> None:
    let_decide_together(site)
    cases = [site.open_case(), site.open_case()]
    assert "Together for 2 cases" in words(dee.get("/tasks/complete", task=ticked(*cases)))
    answer = dee.post("/tasks/complete", task=ticked(*cases), do="complete", decision="refuse", form_id="once")
    assert "“Decide whether to assess”: 2 done, 0 refused" in words(answer)
    assert "NOR-000001" not in words(dee.get("/", show="all"))
    again = dee.post("/tasks/complete", task=ticked(*cases), do="complete", decision="refuse", form_id="once")
    assert "Decision: Refuse. Done on 5 January 2026, recorded by Dee Decider." in words(again)


def test_the_same_page_sent_twice_doubles_nothing(site: Site, mo: Visitor) -> None:
    case = site.open_case()
    sent = {"task": ticked(case), "to": "U000002", "reason": "Cover", "form_id": "once"}
    mo.post("/tasks/hand-over", **sent)
    assert "was done before, so nothing was doubled" in words(mo.post("/tasks/hand-over", **sent))
    with site.database.read() as tx:
        assert [entry.kind for entry in tx.entries(case)].count("TaskAssigned") == 1


def test_answers_that_no_task_can_take_complete_none(site: Site, dee: Visitor) -> None:
    let_decide_together(site)
    cases = [site.open_case(), site.open_case()]
    answer = dee.post("/tasks/complete", task=ticked(*cases), do="complete", decision="refuse", reasons="x" * 201)
    assert (answer.status_code, 'href="#reasons"' in answer.text) == (422, True)
    assert all(case in words(dee.get("/", show="all")) for case in cases)


def test_a_form_about_the_child_is_completed_one_by_one(site: Site, dee: Visitor) -> None:
    said = words(dee.get("/tasks/complete", task=ticked(site.open_case(), site.open_case())))
    assert "One by one: the form asks about the child" in said


def test_nothing_is_done_when_nothing_is_ticked(site: Site, mo: Visitor) -> None:
    site.open_case()
    for path in ("/tasks/hand-over", "/tasks/complete"):
        assert "There is a problem Tick at least one task" in words(mo.get(mo.get(path).headers["Location"]))
    assert mo.post("/tasks/hand-over").status_code == 422
