"""Whether everybody can use a page: what axe finds, and whether it fits the screen of a laptop and of a telephone."""

from playwright.sync_api import Page, ViewportSize

from tests.fixtures.world import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
LAPTOP, TELEPHONE = ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844)
ALL_RULES = "() => axe.run(document, { resultTypes: ['violations'], selectors: false, preload: false })"
RULES_OF_LAYOUT = """() => axe.run(document, {
  resultTypes: ['violations'], selectors: false, preload: false,
  runOnly: ['target-size', 'scrollable-region-focusable', 'empty-heading'],
})"""
"""What can differ between two widths of one page; the rest was asked on the laptop."""

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def findings(page: Page) -> list[str]:
    """What is wrong with the page that is shown, best practices included, at both widths."""
    page.evaluate(AXE.read_text())
    found = []
    for name, size, rules in (("laptop", LAPTOP, ALL_RULES), ("telephone", TELEPHONE, RULES_OF_LAYOUT)):
        page.set_viewport_size(size)
        result, wide = page.evaluate(rules), page.evaluate(TOO_WIDE)
        found += [f"{name}: {one['id']}: {one['nodes'][0]['html']}" for one in result["violations"]]
        found += [f"{name}: {wide} pixels too wide"] * (wide > 0)
    page.set_viewport_size(LAPTOP)
    return found
