"""A letter as it reads now, and a document as it was kept."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, as_file
from engine.case.commands import AttachDocument
from engine.case.permissions import SEE_CASES, WORK_CASES
from web.attachments import attachment
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.pages.cases.case_parts import show_papers


@pages.get("/cases/<case>/letters/<path:letter>")
@guard(SEE_CASES)
def letter(case: str, letter: str) -> ResponseReturnValue:
    looked("read a letter of the case", case=case)
    kind = letter.rsplit("#", 1)[0]
    past = house().looking.letter_of_the_past(caller().authority, case, letter)
    if past is not None:
        return render_template("cases/letter_of_the_past.html", past=past, kind=kind, case=case)
    shown, gaps = house().looking.letter_with_gaps(caller().authority, case, letter)
    with house().engine.database.read() as tx:
        row = next((one for one in tx.letters_of(caller().authority, case) if one.letter == letter), None)
    return render_template("cases/letter.html", letter=shown, row=row, gaps=gaps, kind=kind, case=case, name=letter)


@pages.get("/cases/<case>/letters/<path:letter>/paper.<any(pdf, docx):format>")
@guard(SEE_CASES)
def letter_on_paper(case: str, letter: str, format: str) -> ResponseReturnValue:
    looked("downloaded a letter of the case", case=case)
    file = as_file(house().looking.letter(caller().authority, case, letter), format)
    return attachment(file.name, file.media_type, file.content)


@pages.get("/cases/<case>/documents/<path:document>")
@guard(SEE_CASES)
def document(case: str, document: str) -> ResponseReturnValue:
    looked(f"downloaded {document} of the case", case=case)
    file = house().looking.document(caller().authority, case, document)
    return attachment(file.name, file.media_type, file.content)


@pages.post("/cases/<case>/documents")
@guard(WORK_CASES)
def add_document(case: str) -> ResponseReturnValue:
    """Keep a file with the case; what it is, is checked by what it holds."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return show_papers(case, "Choose a file"), 422
    try:
        house().engine.handle(
            AttachDocument(
                by=caller(),
                id=command_id(),
                case=case,
                name=file.filename,
                media_type=file.mimetype,
                content=file.stream.read(),
            )
        )
    except BadInput as refusal:
        return show_papers(case, refusal.sentence), refusal.status
    flash(f"“{file.filename}” is kept with the case.")
    return redirect(url_for("pages.case_papers", case=case))
