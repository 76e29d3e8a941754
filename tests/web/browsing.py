"""What journeys in a real browser have in common: somebody opens a page and signs in."""

from playwright.sync_api import Browser, Page

from tests.web.site import PASSWORD


def sign_in(page: Page, login: str = "mo", then: str = "") -> None:
    page.goto(f"/sign-in?then={then}" if then else "/sign-in")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def open_page(browser: Browser, address: str, width: int, height: int) -> Page:
    """A page of this size on which Mo has signed in."""
    page = browser.new_context(base_url=address, viewport={"width": width, "height": height}).new_page()
    sign_in(page)
    # Keys pressed on a page that is still loading are lost, as they would be to anybody.
    page.wait_for_url("/")
    return page
