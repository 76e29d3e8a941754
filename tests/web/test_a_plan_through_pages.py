"""A request is entered, assessed and turned into a final plan, through pages alone and in a real browser."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.a_plan import BY_LINK, CHILD, MOTHER, OF_SCHOOLS, SCHOOL, answers_to, day
from tests.web.browsing import sign_in
from tests.web.fitness import TELEPHONE, findings
from tests.web.site import Site

MOST_TASKS = 80
LOOKED_AT = {"draft_outcomes_and_provision", "name_school"}
"""Pages that axe sees at both widths; the others of the journey are like them."""

COMPLETE = re.compile("^(Complete this task|Record as sent)$")


def fill(page: Page, said: dict[str, Any]) -> None:
    """Answer questions by their names: days in three boxes, choices by their words, all else typed."""
    for name, answer in said.items():
        box = page.locator(f'[id="{name}"]')
        if isinstance(answer, tuple):
            for part, typed in zip(("day", "month", "year"), answer, strict=True):
                page.locator(f'[name="{name}.{part}"]').fill(typed)
        elif (kind := box.evaluate("box => box.type")) in {"radio", "checkbox"}:
            for words in [answer] if isinstance(answer, str) else answer:
                choice = re.compile(rf"^\s*{re.escape(words)}\s*$")
                page.locator(f'[name="{name}"] + label').filter(has_text=choice).click(force=True)
        elif kind == "select-one":
            box.select_option(label=answer)
        else:
            box.fill(answer)


class Journey:
    """Somebody who follows the pages from task to task, wherever they lead."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.found: list[str] = []

    def enter_request(self) -> None:
        """Nobody is found by this name, so it stands in the form for somebody new."""
        self.page.get_by_role("link", name="New request").click()
        self.page.get_by_label("Name or unique pupil number").fill(CHILD)
        self.page.get_by_text("It is somebody new").click()
        expect(self.page.get_by_label("Full name")).to_have_value(CHILD)
        fill(self.page, {"date_of_birth": ("4", "5", "2016"), "request_received": day(self.site.engine.today())})
        asked = {"request_source": "The child's parent asks for an assessment", "request_channel": "Email"}
        fill(self.page, {**asked, "requester_name": MOTHER})
        self.page.get_by_role("button", name="Add them and open the case").click()
        self.page.get_by_role("link", name="Record the person and the family").click()

    def go_on(self) -> None:
        """Do the task that is shown, and whatever the pages offer next, until they offer nothing."""
        for _ in range(MOST_TASKS):
            self.do(self.page.url.rpartition("/tasks/")[2].replace("%23", "#"))
            following = self.page.get_by_role("alert").get_by_role("link")
            if following.count() == 0:
                return
            following.first.click()
        raise AssertionError(f"Expected the case to rest after {MOST_TASKS} tasks, but it goes on")

    def do(self, task: str) -> None:
        step = task.partition("#")[0]
        if task in BY_LINK:
            self.ask_by_link(BY_LINK[task])
        if step == "choose_schools":
            self.page.get_by_role("button", name="Add another row").click()
        fill(self.page, OF_SCHOOLS if step == "choose_schools" else answers_to(step, self.site.engine.today()))
        if step in LOOKED_AT:
            self.found += [f"{step}: {one}" for one in findings(self.page)]
        self.page.get_by_role("button", name=COMPLETE).last.click()
        expect(self.page.get_by_role("alert")).to_contain_text("is done.")

    def ask_by_link(self, theirs: dict[str, Any]) -> None:
        """Whoever is asked answers on a telephone, without an account, and the form begins with it."""
        here = self.page.url
        self.page.get_by_role("button", name="Make a link").click()
        address = self.page.get_by_label("The link", exact=True).input_value()
        outside = self.page.context.new_page()
        outside.set_viewport_size(TELEPHONE)
        outside.goto(address)
        fill(outside, theirs)
        outside.get_by_role("button", name="Continue").last.click()
        outside.get_by_role("button", name="Send").click()
        expect(outside.get_by_role("heading", level=1)).to_have_text("We have your answer")
        outside.close()
        self.page.goto(here)
        expect(self.page.get_by_role("heading", name="What came")).to_be_visible()


def test_a_request_becomes_a_final_plan_through_pages(page: Page, site: Site) -> None:
    sign_in(page)
    journey = Journey(page, site)
    journey.enter_request()
    journey.go_on()
    expect(page.get_by_text("Waiting until the end of")).to_be_visible()
    site.pass_time(days=17)
    sign_in(page, then="/cases/NOR-000001")
    page.get_by_role("link", name="Decide what to change in the draft").click()
    journey.go_on()
    expect(page.get_by_text("Final plan in force")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Send the final plan")).to_contain_text("Met")
    page.get_by_role("link", name="2 editions").click()
    page.get_by_role("link", name="2: Final plan").click()
    expect(page.get_by_text(SCHOOL)).to_be_visible()
    with page.expect_download() as paper:
        page.get_by_role("link", name="PDF").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    assert journey.found + findings(page) == []
