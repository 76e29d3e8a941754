"""The calendar and a panel in a real browser: a meeting is found on a telephone, and a decision taken in a meeting."""

import pytest
from playwright.sync_api import Browser, Page, expect

from engine import Panels
from engine.case.commands import AttachDocument
from tests.fixtures.meetings import MEETING, meeting_files
from tests.fixtures.world import MANAGER, MONDAY
from tests.web.browsing import sign_in
from tests.web.fitness import TELEPHONE, findings
from tests.web.site import DECIDE, Site, shelve
from web.pages.meetings.meeting_pack import MOST_SECONDS


def signed_in(browser: Browser, address: str, then: str, wide: bool) -> Page:
    page = browser.new_page(base_url=address, viewport={"width": 1366, "height": 900} if wide else TELEPHONE)
    sign_in(page, then=then)
    return page


def with_meeting(site: Site) -> str:
    shelve(site.database, "small_request", meeting_files(), site.clock.now)
    return site.open_case(process="small_request", meeting_on=MEETING.isoformat(), meeting_time="14:30")


def test_a_meeting_is_found_on_a_telephone(browser: Browser, address: str, site: Site) -> None:
    case = with_meeting(site)
    page = signed_in(browser, address, "/calendar", wide=False)
    expect(page.get_by_role("table")).to_have_count(0)
    found = findings(page)
    page.get_by_role("link", name="Wednesday 14 January 2026").click()
    expect(page.get_by_role("row", name="14:30 Review meeting")).to_be_visible()
    found += findings(page)
    page.get_by_role("link", name=case).click()
    assert found + findings(page) == []
    page.close()


def test_a_panel_decides_by_keyboard_alone(browser: Browser, address: str, site: Site) -> None:
    case, panels = with_meeting(site), Panels(site.engine)
    meeting = panels.arrange(MANAGER, panels.keep(MANAGER, "Assessment panel").id, MONDAY, "10:00")[0]
    panels.put_on(MANAGER, meeting.id, case, DECIDE)
    page = signed_in(browser, address, f"/meetings/{meeting.id}", wide=True)
    found = findings(page)
    page.get_by_role("link", name="Decide the first open case").press("Enter")
    expect(page.get_by_text("Completing it leads to the next case")).to_be_visible()
    found += findings(page)
    page.get_by_label("Refuse").press("Space")
    page.get_by_role("button", name="Complete this task").press("Enter")
    expect(page.get_by_text("Settled")).to_be_visible()
    assert found == []
    page.close()


def test_papers_are_waited_for_by_keyboard(page: Page, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(site.app.config, MOST_SECONDS, 0)
    case, panels = with_meeting(site), Panels(site.engine)
    meeting = panels.arrange(MANAGER, panels.keep(MANAGER, "Assessment panel").id, MONDAY, "10:00")[0]
    panels.put_on(MANAGER, meeting.id, case, DECIDE)
    for content in (b"%PDF-1.7 one", b"%PDF-1.7 two", b"%PDF-1.7 three"):
        site.do(AttachDocument, case=case, name="odd.pdf", media_type="application/pdf", content=content)
    sign_in(page, then=f"/meetings/{meeting.id}/papers.pdf")
    expect(page.get_by_role("status")).to_contain_text("2 of 3 documents are read")
    assert findings(page) == []
    page.get_by_role("button", name="Look again").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the papers (PDF)").press("Enter")
    assert download.value.suggested_filename.startswith("Papers, Assessment panel")
