"""What a plan can be when it goes out, and what each kind is called."""

from collections.abc import Iterable, Mapping
from datetime import date

from engine.case.listed import PLAN_KEPT
from engine.case.rows import CaseRow

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


NO_LONGER_KEPT = frozenset({"plan_no_longer_in_force", "plan_with_new_authority", "plan_ended_by_death"})
"""How a case that keeps a plan closes when the plan is over here; one opened in error says nothing of the plan."""


def ended_with(issued_on: date, cases: Iterable[CaseRow]) -> CaseRow | None:
    """The case with which a plan that was sent on that day ended, of all of its person; None while it is in force."""
    keeping = [one for one in cases if one.process == PLAN_KEPT]
    if not all(one.is_closed for one in keeping):
        return None
    over = [one for one in keeping if one.outcome in NO_LONGER_KEPT and one.closed_on and one.closed_on >= issued_on]
    return max(over, key=lambda one: (one.closed_on or issued_on, one.case), default=None)


def edition_title(kind: str, number: int) -> str:
    """ "Draft plan 2"; a final plan needs a number only if its case has sent several."""
    numbered = kind in (DRAFT, AMENDED_DRAFT) or number > 1
    return f"{KINDS[kind]} {number}" if numbered else KINDS[kind]
