"""What stands at the top of every page of a case: whose it is, how it stands, and the way to its other parts."""

from dataclasses import dataclass
from typing import Any

from engine import CaseView, expect_case, expect_person
from engine.case.rows import CaseRow, DeadlineRow, PersonRow
from engine.case.state import LIFTED, MET, MET_LATE, MISSED, RUNNING
from web.frame import house
from web.guarding import caller, looked

STANDING = {RUNNING: "Running", MET: "Met", MET_LATE: "Met late", MISSED: "Missed", LIFTED: "Fell away"}
COLOURS = {RUNNING: "", MET: "green", MET_LATE: "orange", MISSED: "red", LIFTED: "grey"}
PARTS = (
    ("case", "Overview"),
    ("case_limits", "Time limits"),
    ("case_facts", "People and facts"),
    ("case_papers", "Letters and documents"),
    ("case_links", "Links"),
    ("case_history", "History"),
    ("case_diagram", "Diagram"),
)


@dataclass(frozen=True)
class Head:
    row: CaseRow
    person: PersonRow
    view: CaseView
    deadlines: list[DeadlineRow]
    editions: int

    @property
    def pressing(self) -> list[DeadlineRow]:
        """What still asks for work."""
        under_way = (RUNNING, MISSED)
        return [one for one in self.deadlines if one.status in under_way and not self.row.is_closed]

    @property
    def next_deadline(self) -> DeadlineRow | None:
        """The deadline that presses most: the first that was missed, or else the first to come."""
        return min(self.pressing, key=lambda one: (one.status != MISSED, one.legal), default=None)

    @property
    def week(self) -> str:
        """ "week 7 of 20", while it lasts; the last day of the twentieth week falls into the next."""
        number = (house().engine.today() - self.view.start).days // 7 + 1
        weeks = self.view.weeks
        if self.row.is_closed or number < 1:
            return ""
        if weeks is None or weeks <= 1:
            return f"week {number}"
        return f"week {number} of {weeks}" if number <= weeks + 1 else f"week {number}, when {weeks} are allowed"

    def words(self, part: str) -> dict[str, Any]:
        """What the frame around every part of a case knows."""
        return {
            "case": self.row,
            "person": self.person,
            "view": self.view,
            "items": self.view.items,
            "week": self.week,
            "next_deadline": self.next_deadline,
            "editions": self.editions,
            "titles": house().limit_titles,
            "standing": STANDING,
            "colours": COLOURS,
            "parts": PARTS,
            "part": part,
        }


def head_of(case: str, what: str) -> Head:
    """The head of a case; that somebody looked is written down."""
    authority = caller().authority
    with house().engine.database.read() as tx:
        row = expect_case(tx, authority, case)
        person = expect_person(tx, authority, row.person)
        deadlines = sorted(tx.deadlines_of(authority, case), key=lambda one: (one.legal, one.timer))
        editions = len(tx.plans_of(authority, row.person))
    looked(what, person=row.person, case=case)
    return Head(row, person, house().looking.view(authority, case), deadlines, editions)
