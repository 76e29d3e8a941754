"""A case and its tasks in a real browser: drafts that save themselves, letters that follow, axe on every part."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import sign_in
from tests.web.fitness import findings
from tests.web.site import DECIDE, REQUEST, Site, of_task

CASE, LETTER = "NOR-000001", "serve_draft#1"
TIMER = "decision_overdue%231"
PARTS = [f"/cases/{CASE}{part}" for part in ("", "/limits", "/facts", "/papers", "/history", "/diagram")]
PATHS = [
    *PARTS,
    f"/cases/{CASE}/limits/{TIMER}",
    f"/cases/{CASE}/exceptions/new",
    f"/cases/{CASE}/exceptions/new?timer={TIMER}",
    f"/cases/{CASE}/exceptions/new?timer={TIMER}&ground=exceptional_personal_circumstances",
    f"/cases/{CASE}/correct/request_received",
    f"/cases/{CASE}/happened/request_withdrawn",
    of_task(CASE, LETTER),
    of_task("NOR-000002", DECIDE),
    "/cases/NOR-000003",
    "/cases/NOR-000003/facts",
]


@pytest.fixture
def page(page: Page, site: Site) -> Page:
    """A page on which Mo has signed in; `site` is there first, because it is what the address shows."""
    sign_in(page)
    return page


def with_a_letter_to_send(site: Site) -> str:
    case = site.open_case()
    site.agree_to_assess(case)
    site.complete(case, "record_advice#1", summary="All is said")
    return case


def type_day(page: Page, name: str, *parts: str) -> None:
    for part, typed in zip(("day", "month", "year"), parts, strict=True):
        page.locator(f'[name="{name}.{part}"]').fill(typed)


def test_a_draft_saves_itself_and_a_letter_follows_its_answers(page: Page, site: Site) -> None:
    case = with_a_letter_to_send(site)
    page.goto(of_task(case, LETTER))
    type_day(page, "draft_plan_notice_sent_on", "5", "1", "2026")
    page.get_by_label("hand").check()
    page.get_by_role("button", name="Preview the letter").click()
    expect(page.get_by_role("region", name="The letter as it reads now")).to_contain_text("by 19 January 2026")
    expect(page.get_by_role("status")).to_have_text("Saved at 09:00")
    page.reload()
    expect(page.locator('[name="draft_plan_notice_sent_on.day"]')).to_have_value("5")
    page.get_by_role("button", name="Record as sent").click()
    expect(page.get_by_role("alert")).to_contain_text("is done.")


def test_a_draft_of_another_tab_is_shown_and_not_overwritten(page: Page, site: Site) -> None:
    case = site.open_case()
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(of_task(case))
    other.get_by_label("Reasons").fill("What the other tab says")
    other.get_by_role("button", name="Save as draft").click()
    page.get_by_label("Reasons").fill("What this tab says")
    expect(page.get_by_role("status")).to_contain_text("Not saved: somebody has saved other answers")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("table", name="Where the two differ")).to_contain_text("What the other tab says")
    expect(page.get_by_label("Reasons")).to_have_value("What this tab says")


def test_leaving_a_page_with_an_unsent_note_asks_first(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: dialog.accept())
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.goto(f"/cases/{site.open_case()}")
    page.get_by_label("Add a note").fill("They rang about transport")
    page.get_by_role("link", name="History").click()
    assert asked == ["beforeunload"]


def test_sending_a_note_asks_nothing_and_keeps_it(page: Page, site: Site) -> None:
    page.goto(f"/cases/{site.open_case()}")
    page.get_by_label("Add a note").fill("They rang about transport")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_text("They rang about transport")).to_be_visible()


def test_the_day_is_asked_for_only_if_it_was_earlier(page: Page, site: Site) -> None:
    page.goto(of_task(site.open_case()))
    day = page.get_by_role("group", name="Day on which it was done")
    expect(day).to_be_hidden()
    page.get_by_label("On an earlier day").check()
    expect(day).to_be_visible()


@pytest.mark.slow
def test_every_part_of_a_case_passes_axe_and_fits(page: Page, site: Site) -> None:
    with_a_letter_to_send(site)
    site.open_case()
    site.open_case(process="ehc_assessment", **REQUEST)
    found = {}
    for path in PATHS:
        page.goto(path)
        found[path] = findings(page)
    assert {path: faults for path, faults in found.items() if faults} == {}
