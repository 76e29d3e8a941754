"""Journeys through the pages in a real browser, and whether everybody can make them: keyboard, telephone, axe."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fixtures.planned import SAID
from tests.web.browsing import sign_in
from tests.web.fitness import findings
from tests.web.plans_sent import send_plan
from tests.web.site import PASSWORD, REQUEST, Site, of_task

DAY = ("5", "1", "2026")
SCRIPT = '<script>document.title = "broken"</script>'


def answer(page: Page, **answers: Any) -> None:
    """Answer questions by their names: days in three boxes, choices by their words, all else typed."""
    for name, said in answers.items():
        box = page.locator(f'[id="{name}"]')
        if isinstance(said, tuple):
            for part, typed in zip(("day", "month", "year"), said, strict=True):
                page.locator(f'[name="{name}.{part}"]').fill(typed)
        elif box.get_attribute("type") == "radio":
            group = page.locator("fieldset").filter(has=box).last
            group.get_by_role("radio", name=re.compile(said)).first.check()
        else:
            box.fill(said)


def test_a_wrong_password_is_explained_and_a_right_one_lets_in(page: Page, site: Site) -> None:
    page.goto("/cases")
    page.get_by_label("Login").fill("mo")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_questions_come_and_go_with_the_answers_they_hang_on(page: Page, site: Site) -> None:
    sign_in(page)
    page.goto("/new/request/P000001")
    who = page.get_by_role("group", name="Who brought it to our attention?")
    expect(who).to_be_hidden()
    answer(page, request_source="Somebody else")
    expect(who).to_be_visible()
    expect(page.get_by_text("Answer this if you said")).to_have_count(0)
    answer(page, request_source="parent asks")
    expect(who).to_be_hidden()


def test_without_scripts_every_question_says_when_to_answer(browser: Browser, address: str, site: Site) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    page.goto("/new/request/P000001")
    hint = "Answer this if you said “Somebody else brings the child or young person to our attention”"
    expect(page.get_by_role("group", name="Who brought it to our attention?")).to_contain_text(hint)
    answer(page, request_received=DAY, request_source="parent asks", request_channel="Letter", requester_name="Pat")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Robin Example")
    context.close()


def test_a_fault_in_the_summary_leads_to_its_question(page: Page, site: Site) -> None:
    sign_in(page)
    page.goto(of_task(site.open_case(process="ehc_assessment", **REQUEST), "record_person_and_family#1"))
    page.get_by_role("button", name="Complete this task").click()
    expect(page).to_have_title(re.compile("^Error: Record the person and the family"))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    for link in summary.get_by_role("link").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        expect(page.locator(f'[id="{target}"]')).to_be_focused()


def test_a_draft_and_an_earlier_day_and_a_note_are_kept(page: Page, site: Site) -> None:
    case = site.open_case()
    site.pass_time(days=3)
    sign_in(page, "dee")
    page.goto(of_task(case))
    page.get_by_label("Reasons").fill("Half a thought")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_label("Reasons")).to_have_value("Half a thought")
    page.get_by_role("radio", name="Refuse").check()
    page.get_by_label("On an earlier day").check()
    answer(page, effective_on=("6", "1", "2026"))
    page.get_by_role("button", name="Complete this task").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator("ol.moj-timeline")).to_contain_text("Tuesday 6 January 2026, by Dee Decider")
    page.get_by_role("link", name="Overview").click()
    page.get_by_label("Add a note").fill(SCRIPT)
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_role("region", name="Notes")).to_contain_text(SCRIPT)
    expect(page).to_have_title(re.compile("^Robin Example"))


def test_the_work_of_a_day_can_be_done_by_keyboard_alone(page: Page, site: Site) -> None:
    case = site.open_case()
    page.goto("/sign-in")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    press("Enter")
    for typed in ("dee", PASSWORD):
        press("Tab")
        page.keyboard.type(typed)
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    _tab_to(page, "Decide whether to assess")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Decide whether to assess")
    _tab_to(page, "")
    press("ArrowDown")
    expect(page.get_by_role("radio", name="Refuse")).to_be_checked()
    press("Enter")
    expect(page).to_have_url(re.compile(f"/cases/{case}$"))
    expect(page.get_by_role("alert")).to_be_focused()


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until a link of these words has the focus, or the first radio button where there are none."""
    wanted = "() => document.activeElement.type === 'radio'" if not words else "() => document.activeElement.innerText"
    for _ in range(40):
        page.keyboard.press("Tab")
        now = page.evaluate(wanted)
        if now is True or (words and str(now).startswith(words)):
            return
    raise AssertionError(f"Expected Tab to come to {words or 'a radio button'}, but it does not")


def _faulty(page: Page) -> None:
    page.goto("/new/person")
    page.get_by_role("button", name="Add this person").click()


def _opened(path: str) -> Callable[[Page], None]:
    def visit(page: Page) -> None:
        page.goto(path)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    return visit


EVERY_PAGE: dict[str, Callable[[Page], Any]] = {
    "my work": _opened("/?show=all"),
    "cases": _opened("/cases?which=all"),
    "find a person": _opened("/new?text=robin"),
    "add a person": _opened("/new/person"),
    "faults": _faulty,
    "new request": _opened("/new/request/P000001"),
    "case": _opened("/cases/NOR-000001"),
    "task with rows": _opened(of_task("NOR-000002")),
    "task with a letter": _opened(of_task("NOR-000001", "serve_draft#1")),
    "something happened": _opened("/cases/NOR-000001/happened/request_withdrawn"),
    "letter": _opened("/cases/NOR-000001/letters/draft_plan_notice%231"),
    "plans": _opened("/persons/P000001/plans"),
    "plan": _opened("/persons/P000001/plans/3"),
    "plans compared": _opened("/persons/P000001/plans/1/compared-with/3"),
    "big case": _opened("/cases/NOR-000003"),
    "nothing": _opened("/nothing/here"),
}


def _town_at_work(site: Site) -> None:
    case = site.open_case()
    site.agree_to_assess(case)
    site.complete(case, "record_advice#1", summary="All is said")
    site.open_case(site.add_person("A" * 60))
    site.open_case(process="ehc_assessment", **REQUEST)
    site.pass_time(days=45)
    for kind, needs in (("draft", "Robin needs a quiet room."), ("final", "Robin needs a room."), ("amended", "None.")):
        send_plan(site, kind, **{**SAID, "section_b": needs})


@pytest.mark.slow
def test_every_page_passes_axe_and_fits_both_screens(context: BrowserContext, site: Site) -> None:
    _town_at_work(site)
    page = context.new_page()
    page.goto("/sign-in")
    found = {"sign in": findings(page)}
    sign_in(page)
    for name, visit in EVERY_PAGE.items():
        visit(page)
        found[name] = findings(page)
    assert {name: faults for name, faults in found.items() if faults} == {}
