"""Tests of the lists: my work with its views, filters, order and pages; the cases; finding a person."""

import re
from html import unescape

import pytest

from engine.case.commands import ClaimTask
from tests.web.site import DECIDE, Site, Visitor, actor, words
from web.pages.work.queue import ON_A_PAGE


@pytest.fixture
def dee(site: Site) -> Visitor:
    return site.visitor("dee")


def test_everybody_sees_first_what_they_can_take_next(site: Site, dee: Visitor, cass: Visitor) -> None:
    site.open_case()
    assert "Decide whether to assess" in words(dee.get("/"))
    assert "There are no tasks here." in words(cass.get("/"))


def test_the_views_show_mine_my_teams_and_everybodys(site: Site, dee: Visitor, cass: Visitor) -> None:
    site.engine.handle(ClaimTask(by=actor("dee"), case=site.open_case(), task=DECIDE))
    assert [("Decide whether" in words(visitor.get("/", show=show))) for visitor, show in
            ((dee, "mine"), (cass, "mine"), (cass, "teams"), (cass, "all"))] == [True, False, True, True]  # fmt: skip


def test_the_queue_counts_what_is_late_and_what_is_to_come(site: Site, dee: Visitor) -> None:
    site.open_case()
    assert "0 overdue 0 due today 0 later this week 1 after this week 0 without a date" in words(dee.get("/"))
    site.pass_time(days=43)
    later = site.visitor("dee")
    assert "1 overdue" in words(later.get("/"))
    assert "1 day overdue" in words(later.get("/", band="overdue"))


def test_the_queue_is_narrowed_by_text_and_by_day(site: Site, dee: Visitor) -> None:
    site.open_case()
    site.open_case(site.add_person("Alex Other"))
    said = words(dee.get("/", text="alex"))
    assert "Alex Other" in said and "Robin Example" not in said
    assert "There are no tasks here." in words(dee.get("/", band="this_week"))


def test_the_queue_is_sorted_on_the_server(site: Site, dee: Visitor) -> None:
    for name in ("Zoe Last", "Ann First"):
        site.open_case(site.add_person(name))
    by_name, by_opening = (words(dee.get("/", sort=sort)) for sort in ("person", "opened"))
    assert by_name.index("Ann First") < by_name.index("Zoe Last")
    assert by_opening.index("Zoe Last") < by_opening.index("Ann First")


def test_a_long_queue_is_read_page_by_page(site: Site, dee: Visitor) -> None:
    cases = [site.open_case() for _ in range(ON_A_PAGE + 1)]
    first = dee.get("/")
    onward = re.search(r'href="(/\?after=[^"]+)"', first.text)
    assert onward is not None
    second = dee.get(unescape(onward[1]))
    seen = {number for page in (first, second) for number in re.findall(r">(NOR-\d+)<", page.text)}
    assert seen == set(cases)
    assert "First tasks" in words(second) and "Next tasks" not in words(second)


def test_words_that_nobody_offers_fall_back_to_the_first_view(dee: Visitor) -> None:
    assert dee.get("/", show="'; drop", sort="<b>", band="x").status_code == 200


def test_cases_are_found_by_name_number_and_state(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    site.complete(case, DECIDE, decision="refuse")
    assert "No case was found." in words(dee.get("/cases"))
    assert case in words(dee.get("/cases", which="closed", text=case))
    assert case in words(dee.get("/cases", which="all", text="robin"))


def test_cases_are_narrowed_by_process_and_team_and_sorted(site: Site, dee: Visitor) -> None:
    case = site.open_case()
    said = words(dee.get("/cases", process="small_request", team="east", sort="working"))
    assert f"{case} Robin Example Small request" in said
    assert "No case was found. Show all open cases" in words(dee.get("/cases", process="ehc_assessment"))


def test_a_person_is_looked_for_before_they_are_added(dee: Visitor) -> None:
    assert "Robin Example" in words(dee.get("/new", text="robin"))
    assert "Nobody was found with “xyz”." in words(dee.get("/new", text="xyz"))


def test_a_new_person_leads_on_to_their_record(dee: Visitor) -> None:
    born = {"date_of_birth.day": "4", "date_of_birth.month": "5", "date_of_birth.year": "2016"}
    row = {"contacts.count": "2", "contacts.1.name": "Pat Parent", "contacts.1.relationship": "Mother"}
    answer = dee.post("/new/person", do="complete", name="Kim New", **born, **row)
    assert answer.location == "/persons/P000002"
    assert "Pat Parent, mother" in words(dee.get(answer.location))


def test_a_person_without_a_name_is_a_fault_at_the_name(dee: Visitor) -> None:
    answer = dee.post("/new/person", do="complete")
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text and 'href="#date_of_birth"' in answer.text
