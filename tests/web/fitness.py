"""Whether everybody can use a page: what axe finds, whether it fits each screen, and whether links are told apart."""

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

OTHER_WIDTHS = (770, 683, 320)
"""A tablet; a laptop at twice its size; and at four times (WCAG 1.4.10)."""

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

AMBIGUOUS = """() => {
  const led = new Map(), said = (link) => (link.ariaLabel || link.textContent).replace(/\\s+/g, ' ').trim();
  const links = [...document.querySelectorAll('main a[href]')].filter((link) => link.checkVisibility());
  const alike = links.filter((link) => {
    const before = led.get(said(link)) ?? link.href;
    led.set(said(link), before);
    return before !== link.href;
  });
  const headings = [...document.querySelectorAll('h1')].slice(1);
  return [...new Set([...alike.map(said), ...headings.map((one) => 'h1 ' + one.textContent)])];
}"""
"""Links that say the same and lead elsewhere, so that whoever hears them in a list cannot choose; and a second h1."""


def findings(page: Page) -> list[str]:
    """What is wrong with the page that is shown, best practices included, at every width."""
    page.evaluate(AXE.read_text())
    found = [f"more than one: {words}" for words in page.evaluate(AMBIGUOUS)]
    for name, size, rules in (("laptop", LAPTOP, ALL_RULES), ("telephone", TELEPHONE, RULES_OF_LAYOUT)):
        page.set_viewport_size(size)
        result, wide = page.evaluate(rules), page.evaluate(TOO_WIDE)
        found += [f"{name}: {one['id']}: {one['nodes'][0]['html']}" for one in result["violations"]]
        found += [f"{name}: {wide} pixels too wide"] * (wide > 0)
    found += [f"{width} pixels: {wide} too wide" for width, wide in _too_wide(page).items() if wide > 0]
    page.set_viewport_size(LAPTOP)
    return found


def _too_wide(page: Page) -> dict[int, int]:
    """By how much the page is wider than each other width; asked of Chromium itself, which is much quicker."""
    chromium, found = page.context.new_cdp_session(page), {}
    size = {"height": TELEPHONE["height"], "deviceScaleFactor": 1, "mobile": False}
    for width in OTHER_WIDTHS:
        chromium.send("Emulation.setDeviceMetricsOverride", {"width": width, **size})
        shown = f"new Promise((done) => requestAnimationFrame(() => done([innerWidth, ({TOO_WIDE})()])))"
        inner, found[width] = page.evaluate(shown)
        assert inner == width
    chromium.detach()
    return found
