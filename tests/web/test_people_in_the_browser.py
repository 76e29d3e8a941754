"""Taking in requests and keeping records in a real browser: how many steps it takes, by keyboard, and by axe."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from engine.case.commands import AmendPerson
from tests.fixtures.world import CHILD
from tests.web.browsing import sign_in
from tests.web.fitness import findings
from tests.web.site import PERSON, Site

EXISTING = ["New request", "type a name", "choose the record", "the day", "who asked", "how", "their name", "open"]
SOMEBODY_NEW = ["New request", "somebody new", "name", "born", "the day", "who asked", "how", "their name", "open"]


class Counted:
    """Somebody at work, whose clicks and keystrokes are counted step by step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.keys = 0
        self.steps: list[str] = []

    def click(self, step: str, role: str, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.clicks += 1
        self.steps.append(step)

    def type(self, step: str, box: str, *parts: str) -> None:
        """Type into a box, and by Tab into those after it."""
        self.page.locator(f'[id="{box}"]').focus()
        for number, part in enumerate(parts):
            if number:
                self.page.keyboard.press("Tab")
            self.page.keyboard.type(part)
        self.clicks += 1
        self.keys += sum(map(len, parts)) + len(parts) - 1
        self.steps.append(step)

    def request(self, open_it: str) -> None:
        """The facts of a request, after the person is known."""
        self.type("the day", "request_received", "5", "1", "2026")
        expect(self.page.get_by_text("Monday 16 February 2026: 6 weeks")).to_be_visible()
        self.click("who asked", "radio", re.compile("parent asks"))
        self.click("how", "radio", "Letter")
        self.type("their name", "requester_name", "Pat Example")
        self.click("open", "button", open_it)
        expect(self.page.get_by_role("alert")).to_contain_text("The case is open and its time limits run.")


def test_a_request_for_somebody_known_takes_few_steps(page: Page, site: Site) -> None:
    sign_in(page)
    at_work = Counted(page)
    at_work.click("New request", "link", "New request")
    at_work.type("type a name", "text", "rob")
    at_work.click("choose the record", "link", "Robin Example")
    at_work.request("Open the case")
    assert (at_work.steps, at_work.clicks, at_work.keys) == (EXISTING, 8, 22)


def test_a_request_for_somebody_new_takes_one_page(page: Page, site: Site) -> None:
    sign_in(page)
    at_work = Counted(page)
    at_work.click("New request", "link", "New request")
    page.get_by_text("It is somebody new").click()
    at_work.clicks, at_work.steps = at_work.clicks + 1, [*at_work.steps, "somebody new"]
    at_work.type("name", "name", "Ada Marsh")
    at_work.type("born", "date_of_birth", "4", "5", "2016")
    at_work.request("Add them and open the case")
    assert (at_work.steps, at_work.clicks, at_work.keys) == (SOMEBODY_NEW, 9, 36)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Marsh")


def test_two_records_are_made_one_by_keyboard(page: Page, site: Site) -> None:
    site.open_case(site.add_person("Robyn Example"))
    sign_in(page)
    page.goto("/persons/duplicates")
    page.get_by_role("link", name="Compare P000001 with P000002").press("Enter")
    page.get_by_label("Why").fill("Registered twice")
    page.get_by_role("button", name="Merge P000002 into P000001").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("P000002 is now part of this record")
    expect(page.get_by_role("link", name="NOR-000001")).to_be_visible()


def _at(path: str) -> Callable[[Page], None]:
    def visit(page: Page) -> None:
        page.goto(path)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    return visit


def _who_may_be_known(page: Page) -> None:
    _at("/new")(page)
    page.locator("#name").fill("Robyn Example")
    for box, parts in (("date_of_birth", ("4", "5", "2016")), ("request_received", ("5", "1", "2026"))):
        for part, typed in zip(("day", "month", "year"), parts, strict=True):
            page.locator(f'[name="{box}.{part}"]').fill(typed)
    page.get_by_role("radio", name=re.compile("parent asks")).check()
    page.get_by_role("radio", name="Letter").check()
    page.locator("#requester_name").fill("Pat")
    page.get_by_role("button", name="Add them and open the case").click()
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()


PAGES: dict[str, Callable[[Page], None]] = {
    "person": _at(f"/persons/{PERSON}"),
    "change": _at(f"/persons/{PERSON}/change/family"),
    "editions": _at(f"/persons/{PERSON}/editions"),
    "duplicates": _at("/persons/duplicates"),
    "merge": _at(f"/persons/{PERSON}/merge/P000002"),
    "may be known": _who_may_be_known,
    "start": _at(f"/new/request/{PERSON}"),
    "start something else": _at(f"/persons/{PERSON}/start"),
    "opened": _at("/cases/NOR-000001/opened"),
}


@pytest.mark.slow
def test_pages_of_people_pass_axe_and_fit_both_screens(page: Page, site: Site) -> None:
    site.open_case(site.add_person("Robyn Example"))
    consent = {"consent": "sharing", "with_whom": "The GP", "given_by": "Pat", "given_on": "2025-01-05"}
    site.do(AmendPerson, person=PERSON, details={**CHILD, "consents": [consent], "language": "Welsh"})
    sign_in(page)
    found = {}
    for name, visit in PAGES.items():
        visit(page)
        found[name] = findings(page)
    assert {name: faults for name, faults in found.items() if faults} == {}
