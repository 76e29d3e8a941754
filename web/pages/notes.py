"""Add a note to a case."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.case.commands import AddNote
from engine.case.permissions import WORK_CASES
from web.frame import house, pages
from web.guarding import caller, guard


@pages.post("/cases/<case>/notes")
@guard(WORK_CASES)
def add_note(case: str) -> ResponseReturnValue:
    house().engine.handle(AddNote(by=caller(), case=case, text=request.form.get("text", "")))
    return redirect(url_for("pages.case", case=case, done="Your note is added.") + "#notes")
