"""Notifications in a real browser: by keyboard alone, axe, and on a telephone."""

import pytest
from playwright.sync_api import Browser, expect

from engine.case.commands import AssignTask
from tests.web.browsing import open_page
from tests.web.fitness import findings
from tests.web.site import DECIDE, Site, actor

PATHS = ("/notifications", "/notifications/settings")
MO = "U000003"


@pytest.mark.slow
def test_notifications_pass_axe_and_are_read_by_keyboard(browser: Browser, address: str, site: Site) -> None:
    for _ in range(2):
        site.do(AssignTask, case=site.open_case(), task=DECIDE, to=MO, reason="", by=actor("dee"))
    page, found = open_page(browser, address, 1366, 768), {}
    for path in PATHS:
        page.goto(path)
        found[path] = findings(page)
    assert found == {path: [] for path in PATHS}
    page.goto("/notifications")
    page.get_by_role("button", name="Mark as read").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Notifications 1 unread")).to_be_visible()
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Mark ticked as read").press("Enter")
    expect(page.get_by_text("1 notification is marked as read.")).to_be_visible()
    page.context.close()
