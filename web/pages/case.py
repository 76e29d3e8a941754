"""A case: its time limits, tasks, letters, notes, its place in the diagram, and its history in sentences."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import NotFound, Place
from engine.case.permissions import SEE_CASES
from engine.case.state import LIFTED, MET, MET_LATE, MISSED, RUNNING
from web.diagram import Diagram, Marks
from web.frame import house, pages
from web.guarding import caller, guard, looked

STANDING = {RUNNING: "Running", MET: "Met", MET_LATE: "Met late", MISSED: "Missed", LIFTED: "Fell away"}
COLOURS = {RUNNING: "blue", MET: "green", MET_LATE: "orange", MISSED: "red", LIFTED: "grey"}
LATEST = 60
"""Entries of the history that are shown at first."""


@dataclass(frozen=True)
class Picture:
    title: str
    svg: str


@pages.get("/cases/<case>")
@guard(SEE_CASES)
def case(case: str) -> ResponseReturnValue:
    actor, looking = caller(), house().looking
    with house().engine.database.read() as tx:
        row = tx.case(actor.authority, case)
        if row is None:
            raise NotFound(f"Expected a case {case} in this authority, but there is none")
        person = tx.person(actor.authority, row.person)
        rows = {
            "tasks": tx.tasks_of(actor.authority, case),
            "deadlines": sorted(tx.deadlines_of(actor.authority, case), key=lambda d: (d.legal, d.timer)),
            "letters": tx.letters_of(actor.authority, case),
            "documents": tx.documents_of(actor.authority, case),
            "notes": tx.notes_of(actor.authority, case),
            "people": {user.id: user.name for user in tx.users(actor.authority)},
        }
    looked("case", person=row.person, case=case)
    history = looking.history(actor.authority, case)[::-1]
    shows_all = request.args.get("all") == "yes"
    return render_template(
        "case.html",
        case=row,
        person=person,
        week=_week(row),
        waits=list(looking.state(actor.authority, case).waits.values()),
        messages=[] if row.is_closed else looking.messages(actor.authority, case),
        history=history if shows_all else history[:LATEST],
        earlier=not shows_all and len(history) > LATEST,
        done=request.args.get("done"),
        standing=STANDING,
        colours=COLOURS,
        titles=house().limit_titles,
        **_drawn(looking.place(actor.authority, case), row.process),
        **rows,
    )


def _week(row: Any) -> int | None:
    """Which week of the pathway it is, while it lasts."""
    if row.is_closed:
        return None
    days: int = (house().engine.today() - row.opened_on).days
    return days // 7 + 1


def _drawn(place: Place, process: str) -> dict[str, Any]:
    """The diagrams that the case is in, with its place marked, and the same in words."""
    marks = Marks(current=place.current, done=place.done, late=place.late, path=place.path)
    own = Diagram.parse(place.files[f"{process}.bpmn"])
    pictures = [
        Picture(plane.name, own.render(marks, plane=plane.id, link=None, title=plane.name))
        for number, plane in enumerate(own.planes())
        if number == 0 or plane.id in place.current
    ]
    return {"pictures": pictures, "steps": own.describe(marks)}
