"""Names and expressions as they are written in the file, tidied and bounded."""

from lxml import etree

LONGEST = 1000
"""Names are repeated in titles and rows; without a bound a file could multiply itself."""


def words(text: str | None, *, keep_lines: bool = False) -> str:
    """Runs of blanks become one; line breaks stay where they mean something."""
    if not text:
        return ""
    lines = [" ".join(line.split()) for line in text[: 4 * LONGEST].splitlines()]
    joined = "\n".join(lines).strip() if keep_lines else " ".join(line for line in lines if line)
    return joined if len(joined) <= LONGEST else joined[: LONGEST - 1] + "…"


def label(element: etree._Element) -> str:
    """The name of an element; a line break in it is one that its author wanted to see."""
    return words(element.get("name"), keep_lines=True)
