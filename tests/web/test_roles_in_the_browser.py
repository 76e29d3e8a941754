"""Each role at its own work, with the keyboard alone: services that advise, and those who send letters."""

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.world import AUTHORITY, small_files
from tests.web.browsing import sign_in
from tests.web.site import PASSWORD, Site, shelve

PLACE = '"role" value="{}" /><spiffworkflow:property name="formJsonSchemaFilename" value="{}.json" />'
SERVICES = {
    "psychology": ("advice", "Record the advice", {"Summary of the advice": "Robin needs a quiet room."}),
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
    for words, keys in typed.items():
        tab_to(page, words)
        page.keyboard.type(keys)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"“{task}” is done.")
