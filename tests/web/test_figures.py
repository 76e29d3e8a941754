"""Figures for those who lead: what they count, the lists behind them, and what can be taken away."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from lxml import html
from werkzeug.test import TestResponse

from engine.case.commands import AssignTask, RegisterPerson
from tests.fixtures.world import CHILD
from tests.web.site import DECIDE, Site, Visitor, words
from web.figures.charts import Bar, Chart, Group, drawn
from web.figures.sheets import safe

PAGES = ("", "?by=team", "?by=officer", "/load", "/timeliness", "/stages", "/outcomes")


@pytest.fixture
def missed(site: Site) -> list[str]:
    """Two cases whose decision is a day late, and one whose decision was in time."""
    cases = [site.open_case() for _ in range(3)]
    site.complete(cases[2], DECIDE, decision="refuse")
    site.pass_time(weeks=6, days=1)
    return cases


@pytest.fixture
def leader(site: Site, missed: list[str]) -> Visitor:
    return site.visitor("mo")


def page_of(answer: TestResponse) -> Any:
    return html.fromstring(answer.text)


def told(answer: TestResponse, key: str) -> list[list[str]]:
    """The rows of a table, as a reader sees them."""
    [table] = page_of(answer).xpath(f"//div[@id='{key}']//table")
    cells = [row.xpath("./th|./td") for row in table.xpath(".//tbody/tr")]
    for hidden in table.xpath(".//*[contains(@class, 'visually-hidden')]"):
        hidden.drop_tree()
    return [[" ".join(cell.text_content().split()) for cell in row] for row in cells]


def taken(answer: TestResponse) -> list[list[str]]:
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_limits_at_risk_count_what_is_overdue(leader: Visitor) -> None:
    rows = told(leader.get("/figures"), "limits-at-risk")
    assert [row[1:] for row in rows] == [["2", "0", "0", "0", "0"]] * 2  # the limit, and all together


def test_each_number_opens_the_list_that_it_counts(site: Site, missed: list[str], leader: Visitor) -> None:
    page = leader.get("/figures?by=officer")
    [address] = page_of(page).xpath("//div[@id='limits-at-risk']//td[1]//a/@href")
    listed = told(leader.get(address), "list")
    assert [row[1] for row in listed] == missed[:2]
    assert listed[0][-2:] == ["Nobody", listed[0][-1]]
    assert "6 weeks from Monday 5 January 2026" in listed[0][-1]
    assert any(what.startswith("listed the figure") for _, what in site.looks())


def test_every_number_of_what_somebody_carries_opens_its_list(site: Site, missed: list[str], leader: Visitor) -> None:
    for case in missed[:2]:
        site.do(AssignTask, case=case, task=DECIDE, to="U000002")
    page = leader.get("/figures/load")
    [carried] = [row for row in told(page, "load-by-officer") if row[0] == "Dee Decider"]
    assert carried[1:] == ["2", "2", "0", "2", "0", "–"]
    [address] = page_of(page).xpath("//div[@id='load-by-officer']//td[2]//a/@href")
    assert [row[1] for row in told(leader.get(address), "list")] == missed[:2]


def test_whoever_has_nothing_stands_among_those_who_carry_something(leader: Visitor) -> None:
    rows = told(leader.get("/figures/load"), "load-by-officer")
    assert ["Cass Caseworker", "0", "0", "0", "0", "0", "–"] in rows


def test_open_cases_with_a_limit_overdue_open_their_list(missed: list[str], leader: Visitor) -> None:
    page = leader.get("/figures/outcomes")
    [counted] = told(page, "open-cases")
    [address] = page_of(page).xpath("//div[@id='open-cases']//td[2]//a/@href")
    assert [row[1] for row in told(leader.get(address), "list")] == missed[: int(counted[2])] == missed[:2]


def test_timeliness_counts_the_month_of_the_legal_day(leader: Visitor) -> None:
    rows = told(leader.get("/figures/timeliness?basis=due&limit=assess_decision"), "timeliness-by-month")
    assert rows[0] == ["February 2026", "3", "1", "2", "3", "33.3%", "33.3%", "33.3%", "33.3%"]
    assert rows[1][:4] == ["January 2026", "0", "0", "0"]


def test_timeliness_counts_the_month_in_which_it_was_done(leader: Visitor) -> None:
    rows = told(leader.get("/figures/timeliness?basis=done&limit=assess_decision"), "timeliness-by-month")
    assert [row[:5] for row in rows[:2]] == [
        ["February 2026", "0", "0", "0", "0"],
        ["January 2026", "1", "1", "0", "1"],
    ]


def test_a_chart_shows_the_numbers_of_its_table(leader: Visitor) -> None:
    page = leader.get("/figures/timeliness?basis=due&limit=assess_decision")
    numbers = page_of(page).xpath("//svg//text[contains(@class, 'app-chart__number')]/text()")
    [month] = [row for row in told(page, "timeliness-by-month") if row[1] != "0"]
    assert numbers == [f"{month[5]} of {month[1]}", f"{month[6]} of {month[4]}"]


def test_a_chart_is_told_to_those_who_do_not_see_it(leader: Visitor) -> None:
    [svg] = page_of(leader.get("/figures")).xpath("//svg[@role='img']")
    ids = svg.get("aria-labelledby").split()
    assert [bool(svg.xpath(f".//*[@id='{one}']")[0].text_content()) for one in ids] == [True, True]
    assert "<script" not in html.tostring(svg, encoding="unicode")


def test_figures_for_england_stand_beside_ours_with_their_source(leader: Visitor) -> None:
    rows = told(leader.get("/figures/timeliness?limit=final_plan"), "england")
    assert rows[0] == ["2026 so far", "0", "–", "–", "–", "–", "Not published yet"]
    assert rows[4][:6] == ["2022", "–", "–", "–", "47.7%", "49.2%"]
    assert "not verified" in rows[2][-1] and "not verified" not in rows[4][-1]


def test_a_table_can_be_taken_away_as_it_stands(leader: Visitor) -> None:
    shown = told(leader.get("/figures"), "limits-at-risk")
    answer = leader.get("/figures?csv=limits-at-risk")
    assert taken(answer)[1:] == shown
    assert answer.content_type == "text/csv; charset=utf-8"
    assert re.search(r'filename="limits-at-risk-2026-02-17\.csv"', answer.headers["Content-Disposition"])


def test_a_list_is_taken_away_whole_with_iso_days(leader: Visitor, missed: list[str]) -> None:
    rows = taken(leader.get("/figures/at-risk?band=overdue&csv=list"))
    assert [row[1] for row in rows[1:]] == missed[:2]
    assert rows[1][4:6] == ["2026-02-16", "2026-02-16"]


def test_a_name_that_is_a_formula_is_no_formula_in_the_file(site: Site) -> None:
    person = site.do(RegisterPerson, details={**CHILD, "name": '=HYPERLINK("http://bad.example")'}).made
    site.open_case(person=str(person))
    rows = taken(site.visitor("mo").get("/figures/open?process=small_request&csv=list"))
    assert rows[1][0] == '\'=HYPERLINK("http://bad.example")'


@pytest.mark.parametrize("begun", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_every_beginning_of_a_formula_is_defused(begun: str) -> None:
    assert safe(begun).startswith("'")


def test_numbers_days_and_nothing_stay_what_they_are() -> None:
    assert [safe(-3), safe(46.4), safe(date(2026, 2, 16)), safe(None), safe("a=b")] == [
        "-3",
        "46.4",
        "2026-02-16",
        "",
        "a=b",
    ]


def test_policy_sees_numbers_but_no_lists_of_children(site: Site, missed: list[str]) -> None:
    polly = site.visitor("polly")
    page = polly.get("/figures")
    assert page.status_code == 200
    assert page_of(page).xpath("//div[@id='limits-at-risk']//td//a") == []
    assert polly.get("/figures/at-risk").status_code == 403


def test_caseworkers_see_no_figures(cass: Visitor) -> None:
    assert [cass.get(f"/figures{page}").status_code for page in PAGES] == [403] * len(PAGES)
    assert "Figures" not in words(cass.get("/"))


def test_every_page_says_so_where_there_is_nothing_to_count(mo: Visitor) -> None:
    assert [mo.get(f"/figures{page}").status_code for page in PAGES] == [200] * len(PAGES)
    assert "No time limit is overdue" in words(mo.get("/figures"))


def test_what_cannot_be_read_in_an_address_is_passed_over(leader: Visitor) -> None:
    wrong = (
        "/figures?by=nonsense&team=None",
        "/figures/kept?since=x&which=y",
        "/figures/stage?stage=z&until=2026-02-30",
    )
    assert [leader.get(page).status_code for page in wrong] == [200] * len(wrong)


def test_a_bar_is_as_long_as_its_number_says() -> None:
    groups = (
        Group("A", (Bar(50, "50%"), Bar(100, "100%"))),
        Group("B", (Bar(40, "30 (20 to 40)", start=20, middle=30),)),
    )
    [half, whole, spread] = drawn(Chart("c", "T", "D.", ("One",), groups, most=100)).bars
    assert half[2] * 2 == pytest.approx(whole[2], abs=0.2)
    assert [spread[0] - 2, spread[2]] == pytest.approx([whole[2] / 5] * 2, abs=0.2)
