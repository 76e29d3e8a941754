"""Notes that people write on a case."""

from typing import Any

from flask import Response

from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked
from api.office import office
from api.plain import records
from api.resource import Input, Output, Resource
from api.shapes import Recorded, at, effective_on, on, said, several, words
from engine import expect_case
from engine.case.commands import AddNote
from engine.case.permissions import SEE_CASES, WORK_CASES

notes = Resource("notes", __name__, "Notes that people write on a case")


LONGEST_NOTE = 10_000


class NewNote(Input):
    text = words("The note", longest=LONGEST_NOTE, required=True)
    effective_on = effective_on()


class Note(Output):
    case = said("The case")
    note = said("Its name in the case, such as note#1")
    text = said("What it says")
    added_by = said("Who wrote it")
    added_at = at("When")
    effective_on = on("The day it is about")


class NoteList(Output):
    items = several(Note)


@notes.get("/cases/<case>/notes")
@guard(SEE_CASES)
@notes.gives(200, NoteList)
def list_notes(case: str) -> dict[str, Any]:
    """List the notes on a case."""
    by = caller()
    with office().engine.database.read() as tx:
        expect_case(tx, by.authority, case)
        found = tx.notes_of(by.authority, case)
    looked("read the notes on the case", case=case)
    return {"items": records(found)}


@notes.post("/cases/<case>/notes")
@guard(WORK_CASES)
@notes.takes(NewNote)
@notes.gives(201, Recorded, "Added")
def add_note(body: dict[str, Any], case: str) -> Response:
    """Write a note on a case."""
    return carry_out(AddNote(**body, **stamp_on(case)))
