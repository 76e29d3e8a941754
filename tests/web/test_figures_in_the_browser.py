"""Figures in a real browser: whether their pages pass axe and fit both screens, and a number opens its list."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import open_page
from tests.web.fitness import findings
from tests.web.site import Site

PATHS = ("/figures", "/figures/load", "/figures/timeliness?basis=due&limit=assess_decision", "/figures/stages",
         "/figures/outcomes", "/figures/at-risk?band=overdue")  # fmt: skip


@pytest.mark.slow
def test_figures_pass_axe_and_fit_both_screens(browser: Browser, address: str, site: Site) -> None:
    site.open_case()
    site.pass_time(weeks=6, days=1)
    page, found = open_page(browser, address, 390, 844), {}
    for path in PATHS:
        page.goto(path)
        found[path] = findings(page)
    assert {path: faults for path, faults in found.items() if faults} == {}
    page.goto("/figures")
    page.get_by_role("table").get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("overdue")
    expect(page.get_by_role("row").filter(has_text="Robin Example")).to_have_count(1)
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Download this table (CSV)").press("Enter")
    assert "Robin Example" in sheet.value.path().read_text()
    page.context.close()
