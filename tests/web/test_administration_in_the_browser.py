"""The administration in a real browser: letting in, delegating and reviewing a record, on pages that pass axe."""

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from tests.fixtures.world import AUTHORITY
from tests.web.fitness import TELEPHONE, findings
from tests.web.site import DECIDE, PASSWORD, PERSON, Site


def administrator(browser: Browser, address: str, site: Site) -> Page:
    site.accounts.add_user(AUTHORITY, "Ada Administrator", "ada", PASSWORD, ["administrator"])
    site.complete(site.open_case(), DECIDE, decision="refuse")
    site.clock.now += timedelta(days=365 * 40)
    page = browser.new_page(base_url=address, viewport=TELEPHONE)
    page.goto("/sign-in")
    page.get_by_label("Login").fill("ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_an_administrator_works_through_pages_that_pass_axe(browser: Browser, address: str, site: Site) -> None:
    page = administrator(browser, address, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    found = findings(page)
    page.get_by_role("link", name="Let somebody in").click()
    page.get_by_role("button", name="Let them in").click()
    found += findings(page)
    page.get_by_label("Name", exact=True).fill("New Colleague")
    page.get_by_label("Login", exact=True).fill("new@northmoor.example")
    page.get_by_label("Caseworker: works on cases").check()
    page.get_by_role("button", name="Let them in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A password for New Colleague")
    page.get_by_role("link", name="Go to the account").click()
    found += findings(page)
    for path in (
        "calendar",
        "teams",
        "teams/new",
        "decisions?process=small_request",
        "letters",
        "log",
        "retention",
        f"retention/records/{PERSON}",
    ):
        page.goto(f"/administration/{path}")
        found += findings(page)
    page.get_by_role("button", name="Propose to erase it").click()
    assert "\n".join(found + findings(page)) == ""
    page.close()
