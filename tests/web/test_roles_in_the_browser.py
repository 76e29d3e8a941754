"""Each role at its own work, with the keyboard alone: who advises, sends letters, takes minutes, and delegates."""

import pytest
from playwright.sync_api import Page, expect

from engine import Panels
from tests.fixtures.world import AUTHORITY, MANAGER, MONDAY, small_files
from tests.web.browsing import sign_in
from tests.web.site import DECIDE, PASSWORD, Site, shelve

PLACE = '"role" value="{}" /><spiffworkflow:property name="formJsonSchemaFilename" value="{}.json" />'
SERVICES = {
    "psychology": ("advice", "Record the advice", {"Summary of the advice": "Robin needs a quiet room."}),
    "health": ("advice", "Record the advice", {"Summary of the advice": "Robin hears well."}),
    "business_support": ("serve", "Serve the draft plan", {"Day": "5", "Month": "1", "Year": "2026", "hand": " "}),
}
"""Whose work it is, by service: the form, the task, and what is typed where."""

MOST_TABS = 40


NAME = "() => document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the name of what has the focus begins with these words."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if str(page.evaluate(NAME)).startswith(words):
            return
    raise AssertionError(f"Expected Tab to come to {words}, but it does not")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_does_its_own_task_by_keyboard_alone(page: Page, site: Site, service: str) -> None:
    form, task, typed = SERVICES[service]
    files = small_files(**{PLACE.format("casework", form): PLACE.format(service, form)})
    shelve(site.database, "small_request", files, site.clock.now)
    site.accounts.add_user(AUTHORITY, "Rae Lee", "rae", PASSWORD, ["caseworker"], works_as={service}, teams={"east"})
    case = site.open_case()
    site.agree_to_assess(case)
    if form == "serve":
        site.complete(case, "record_advice#1", summary="All is said.")
    sign_in(page, "rae")
    expect(page.get_by_role("row").filter(has_text="Robin Example")).to_have_count(1)
    tab_to(page, task)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(task)
    type_into(page, typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"“{task}” is done.")


def type_into(page: Page, typed: dict[str, str]) -> None:
    for words, keys in typed.items():
        tab_to(page, words)
        page.keyboard.type(keys)


def test_business_support_takes_minutes_by_keyboard(page: Page, site: Site) -> None:
    works_as = {"business_support"}
    site.accounts.add_user(AUTHORITY, "Rae Lee", "rae", PASSWORD, ["caseworker"], works_as=works_as, teams={"east"})
    panels = Panels(site.engine)
    meeting = panels.arrange(MANAGER, panels.keep(MANAGER, "Assessment panel").id, MONDAY, "10:00")[0].id
    panels.put_on(MANAGER, meeting, site.open_case(), DECIDE)
    sign_in(page, "rae", then=f"/meetings/{meeting}")
    tab_to(page, "Write the minutes: Robin")
    page.keyboard.press("Enter")
    type_into(page, {"What was said of Robin": "The panel would assess."})
    tab_to(page, "Keep as a note")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("are kept as a note of the case")


def test_an_administrator_delegates_by_keyboard(page: Page, site: Site) -> None:
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    sign_in(page, "ada", then="/administration/decisions")
    type_into(page, {"Who may decide": "Dee", "Day": "5", "Month": "1", "Year": "2026"})
    type_into(page, {"What the scheme": "Part 3, row 7"})
    tab_to(page, "Delegate")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="Part 3, row 7")).to_contain_text("Dee Decider")
