"""Tests of My work: its groups, what each row says, filters that stay, saved views."""

import re
from datetime import timedelta

import pytest

from engine.case.commands import ClaimTask
from tests.fixtures.world import MONDAY
from tests.web.site import DECIDE, Site, Visitor, actor, words


@pytest.fixture
def dee(site: Site) -> Visitor:
    return site.visitor("dee")


def test_tasks_stand_in_groups_with_their_counts(site: Site, dee: Visitor) -> None:
    site.open_case()
    site.clock.now += timedelta(days=43)
    site.open_case(request_received=(MONDAY + timedelta(days=43)).isoformat())
    said = words(site.visitor("dee").get("/"))
    assert said.index("Overdue (1)") < said.index("NOR-000001") < said.index("After this week (1)")
    assert "Today (" not in said


def test_a_row_says_the_limit_its_law_and_who_waits(site: Site, dee: Visitor) -> None:
    site.open_case()
    said = words(dee.get("/"))
    assert "Decide whether to assess, and tell the family. SEND Regulations 2014 reg 5(1)" in said
    assert "The family" in said


def test_paging_goes_on_inside_a_group(site: Site, dee: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.work.queue.ON_A_PAGE", 2)
    cases = [site.open_case() for _ in range(3)]
    first = dee.get("/")
    second = dee.get(re.findall(r'href="(/\?after=[^"]+)"', first.text)[-1].replace("&amp;", "&"))
    assert "After this week (3, continued)" in words(second)
    assert [case in words(page) for page in (first, second) for case in cases] == [
        True,
        True,
        False,
        False,
        False,
        True,
    ]


def test_filters_stay_until_they_are_cleared(site: Site, dee: Visitor) -> None:
    site.open_case()
    dee.get("/", show="all", role="health")
    assert "There are no tasks here." in words(dee.get("/"))
    assert dee.get("/", clear="yes").location == "/"
    assert "NOR-000001" in words(dee.get("/"))


def test_the_duty_queue_has_what_nobody_took(site: Site, dee: Visitor) -> None:
    taken, free = site.open_case(), site.open_case()
    site.engine.handle(ClaimTask(by=actor("dee"), case=taken, task=DECIDE))
    said = words(dee.get("/", show="duty"))
    assert free in said and taken not in said


def test_work_is_narrowed_to_whoever_has_it(site: Site, dee: Visitor) -> None:
    taken, free = site.open_case(), site.open_case()
    site.engine.handle(ClaimTask(by=actor("dee"), case=taken, task=DECIDE))
    said = words(dee.get("/", show="next", who="U000002"))
    assert taken in said and free not in said


def test_a_task_is_taken_from_the_list(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    place = dee.post("/tasks/take", task=f"{case}/{DECIDE}", after="later:x").headers["Location"]
    assert place == "/?after=later:x" and "for Robin Example is yours." in words(dee.get("/"))
    assert case in words(dee.get("/", show="mine"))


def test_a_view_is_saved_with_its_count(site: Site, dee: Visitor) -> None:
    site.open_case()
    dee.post("/views", name="Decisions", show="all", role="decision")
    assert "Decisions (1)" in words(dee.get("/"))
    assert "Everybody, Manager decision" in words(dee.get("/views"))


def test_my_work_starts_with_the_view_that_was_chosen(site: Site, dee: Visitor) -> None:
    dee.post("/views", name="Health", show="all", role="health")
    dee.post("/views/V000001", do="start")
    dee.get("/", clear="yes")
    site.open_case()
    assert "There are no tasks here." in words(dee.get("/"))
    dee.post("/views/V000001", do="delete")
    dee.get("/", clear="yes")
    assert "NOR-000001" in words(dee.get("/"))


def test_a_lead_shares_a_view_with_a_team(site: Site, mo: Visitor, dee: Visitor) -> None:
    mo.post("/views", name="Late in the east", show="teams", band="overdue", share="east")
    assert "Late in the east (0)" in words(dee.get("/"))
    assert dee.post("/views", name="Mine", share="east").status_code == 403
    assert dee.post("/views/V000001", do="delete").status_code == 404


def test_a_view_needs_a_name_of_its_own(dee: Visitor) -> None:
    for name in ("First", "Second"):
        dee.post("/views", name=name)
    assert 'href="#name"' in dee.post("/views", name=" ").text
    assert "You have a view called first already" in words(dee.post("/views/V000002", do="rename", name="first"))
