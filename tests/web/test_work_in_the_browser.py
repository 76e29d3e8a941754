"""My work in a real browser: by single keys, and whether its pages pass axe and fit a telephone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import open_page
from tests.web.fitness import findings
from tests.web.site import DECIDE, Site

TICKED = f"task=NOR-000001/{DECIDE}".replace("#", "%23")
PATHS = ("/?show=all&role=decision", "/views", "/teams", "/teams/east/cases", "/cases/NOR-000001/team",
         "/absences", "/find?text=robin", "/shortcuts",
         f"/tasks/hand-over?{TICKED}", f"/tasks/complete?{TICKED}")  # fmt: skip


def test_the_day_is_worked_by_single_keys(browser: Browser, address: str, site: Site) -> None:
    for _ in range(2):
        site.open_case()
    page = open_page(browser, address, 1366, 768)
    press = page.keyboard.press
    press("j")
    press("j")
    press("x")
    expect(page.get_by_role("checkbox").nth(1)).to_be_checked()
    press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    press("Escape")
    press("/")
    page.keyboard.type("rob gc")
    expect(page.get_by_label("Find a person, case or task")).to_have_value("rob gc")
    page.get_by_role("heading", level=1).click()
    press("g")
    press("c")
    expect(page).to_have_url(re.compile("/cases$"))
    page.context.close()


@pytest.mark.slow
def test_pages_of_work_pass_axe_and_fit_both_screens(browser: Browser, address: str, site: Site) -> None:
    site.open_case()
    page, found = open_page(browser, address, 390, 844), {}
    for path in PATHS:
        page.goto(path)
        found[path] = findings(page)
    page.context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}
