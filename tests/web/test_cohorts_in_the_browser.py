"""A cohort in a real browser: listed, previewed and begun on a telephone, on pages that pass axe."""

import re

from playwright.sync_api import Browser, expect

from engine import carry_out, start_waiting
from tests.fixtures.cohorts import plan_kept
from tests.fixtures.world import read_files
from tests.web.browsing import sign_in
from tests.web.fitness import TELEPHONE, findings
from tests.web.site import Site, shelve


def test_a_manager_begins_a_cohort_on_a_telephone(browser: Browser, address: str, site: Site) -> None:
    for process in ("plan_maintenance", "phase_transfer"):
        shelve(site.database, process, read_files(), site.clock.now)
    plan_kept(site.engine, 2, "Ines Infant", phase_now="infant", setting_name="Low Lane Infants")
    page = browser.new_page(base_url=address, viewport=TELEPHONE)
    sign_in(page, then="/cohorts/2027")
    expect(page.get_by_label("Ines Infant")).to_be_checked()
    found = findings(page)
    page.get_by_role("button", name="Preview those ticked here").click()
    found += findings(page)
    page.get_by_role("button", name="Begin this transfer").click()
    found += findings(page)
    start_waiting(site.engine)
    carry_out(site.engine)
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("1 of 1 has begun"))
    assert found + findings(page) == []
    page.close()
