"""Add a note to a case."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput
from engine.case.commands import AddNote
from engine.case.permissions import WORK_CASES
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard
from web.pages.cases.case import show


@pages.post("/cases/<case>/notes")
@guard(WORK_CASES)
def add_note(case: str) -> ResponseReturnValue:
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    try:
        house().engine.handle(AddNote(by=caller(), id=command_id(), case=case, text=text))
    except BadInput as refusal:
        return show(case, note=text, refusal=refusal, problem=True), refusal.status
    flash("Your note is added.")
    return redirect(url_for("pages.case", case=case))
