"""What a plan can be when it goes out, and what each kind is called."""

from collections.abc import Mapping

DRAFT, FINAL, AMENDED_DRAFT, AMENDED = "draft", "final", "amended_draft", "amended"
KINDS: Mapping[str, str] = {
    DRAFT: "Draft plan",
    FINAL: "Final plan",
    AMENDED_DRAFT: "Proposed amendments",
    AMENDED: "Amended plan",
}

IN_FORCE = (FINAL, AMENDED)
"""What a later case goes on from; a draft that came to nothing changes nothing."""

TAKES_OVER = (AMENDED_DRAFT, AMENDED)
"""What is made of the plan in force: a section that its case did not touch reads as it did there."""


def edition_title(kind: str, number: int) -> str:
    """ "Draft plan 2"; a final plan needs a number only if its case has sent several."""
    numbered = kind in (DRAFT, AMENDED_DRAFT) or number > 1
    return f"{KINDS[kind]} {number}" if numbered else KINDS[kind]
