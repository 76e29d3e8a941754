"""Answering through a link in a real browser: with the keyboard alone, on a telephone, and with axe on every page."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from engine.outside.links import Links
from tests.fixtures.world import reminding_files
from tests.web.fitness import findings
from tests.web.site import PASSWORD, Site, actor, of_task, shelve

TASK = "record_advice#1"


@pytest.fixture
def context(browser: Browser, address: str, site: Site) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    yield made
    made.close()


@pytest.fixture
def case(site: Site) -> str:
    shelve(site.database, "small_request", reminding_files(), site.clock.now)
    opened = site.open_case()
    site.agree_to_assess(opened)
    return opened


def link(site: Site, case: str, task: str | None) -> str:
    _, token = Links(site.engine).make(actor("cass"), case, task, question="What helps?", lasts=timedelta(weeks=2))
    return f"/answer/{token}" if task else f"/family/{token}"


def test_an_adviser_answers_with_the_keyboard_alone(context: BrowserContext, site: Site, case: str) -> None:
    page = context.new_page()
    page.goto(link(site, case, TASK))
    page.get_by_label("Summary").focus()
    page.keyboard.type("Needs a quiet room")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers and add files")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your answer")


CHOOSE_A_PHOTOGRAPH = """async (input) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2600, height: 1000 })
  const drawing = canvas.getContext('2d'), noise = drawing.createImageData(2600, 1000)
  for (let place = 0; place < noise.data.length; place++) noise.data[place] = place % 4 < 3 ? Math.random() * 256 : 255
  drawing.putImageData(noise, 0, 0)
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 1))
  const chosen = new DataTransfer()
  chosen.items.add(new File([blob], 'page.jpeg', { type: 'image/jpeg' }))
  chosen.items.add(new File(['A report'], 'a.txt', { type: 'text/plain' }))
  input.files = chosen.files
  input.dispatchEvent(new Event('change'))
  return blob.size
}"""
CHOSEN = "(input) => [...input.files].map((file) => [file.name, file.size])"


def test_a_photograph_is_made_smaller_before_it_is_sent(context: BrowserContext, site: Site, case: str) -> None:
    page = context.new_page()
    page.goto(f"{link(site, case, None)}/tell")
    page.get_by_label("Your name").fill("Pat")
    page.get_by_role("button", name="Continue").last.click()
    was = page.locator("#files").evaluate(CHOOSE_A_PHOTOGRAPH)
    expect(page.get_by_role("button", name="Send")).to_be_enabled()
    [(name, size), text] = page.locator("#files").evaluate(CHOSEN)
    assert (name, text) == ("page.jpg", ["a.txt", 8]) and size < was / 2


def test_pages_of_links_pass_axe_and_fit_both_screens(context: BrowserContext, site: Site, case: str) -> None:
    page = context.new_page()
    answer, family = link(site, case, TASK), link(site, case, None)
    found = [*on(page, answer), *on(page, family), *on(page, f"{family}/tell"), *on(page, "/answer/guess")]
    page.goto(answer)
    page.get_by_label("Summary").fill("Needs a quiet room")
    page.get_by_role("button", name="Continue").last.click()
    found += findings(page)
    page.locator("#files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"A report"})
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your answer")
    found += findings(page)
    sign_in(page)
    for path in ("/advice?show=all", "/consultations", f"/cases/{case}/links", of_task(case, TASK)):
        found += on(page, path)
    page.get_by_text("Something is missing: ask again").click()
    page.get_by_label("What do you still need to know?").fill("By when?")
    page.get_by_role("button", name="Send back with a new link").click()
    expect(page.get_by_label("The link", exact=True)).to_have_value(re.compile(r"/answer/[\w-]{43}$"))
    found += findings(page)
    page.goto(f"/requests/remind?task={case}/{TASK.replace('#', '%23')}")
    found += findings(page)
    page.get_by_label("Make a link for each").check()
    page.get_by_role("button", name="Record the reminder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 reminder recorded")
    found += [*findings(page), *on(page, answer)]
    assert found == []


def on(page: Page, path: str) -> list[str]:
    page.goto(path)
    return [f"{path.split('/')[1]}: {one}" for one in findings(page)]


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Login").fill("cass")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
