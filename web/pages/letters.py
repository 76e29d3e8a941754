"""A letter as it reads now, and a document as it was kept."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from engine import as_file
from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard, looked


@pages.get("/cases/<case>/letters/<path:letter>")
@guard(SEE_CASES)
def letter(case: str, letter: str) -> ResponseReturnValue:
    looked("read a letter of the case", case=case)
    shown, gaps = house().looking.letter_with_gaps(caller().authority, case, letter)
    kind = letter.rsplit("#", 1)[0]
    return render_template("letter.html", letter=shown, gaps=gaps, kind=kind, case=case, name=letter)


@pages.get("/cases/<case>/letters/<path:letter>/paper.<any(pdf, docx):format>")
@guard(SEE_CASES)
def letter_on_paper(case: str, letter: str, format: str) -> ResponseReturnValue:
    looked("downloaded a letter of the case", case=case)
    file = as_file(house().looking.letter(caller().authority, case, letter), format)
    return _attachment(file.name, file.media_type, file.content)


@pages.get("/cases/<case>/documents/<path:document>")
@guard(SEE_CASES)
def document(case: str, document: str) -> ResponseReturnValue:
    looked(f"downloaded {document} of the case", case=case)
    file = house().looking.document(caller().authority, case, document)
    return _attachment(file.name, file.media_type, file.content)


def _attachment(name: str, media_type: str, content: bytes) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
