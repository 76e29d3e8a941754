"""Administration of letters: what they say of the authority, with its logo, and how they look."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import Logo, Rejected
from engine.case.letterhead import LETTERHEAD_FORM
from engine.case.permissions import ADMINISTER
from web.forms import Asking
from web.frame import house, pages
from web.guarding import caller, guard


@pages.route("/administration/letters", methods=["GET", "POST"])
@guard(ADMINISTER)
def letterhead() -> ResponseReturnValue:
    by, heads = caller(), house().letterheads
    row = heads.read(by.authority)
    asking = Asking("Letters", "Save", LETTERHEAD_FORM, row.letterhead, LETTERHEAD_FORM.help)
    if request.method == "GET":
        return asking.page("administration/letterhead.html", row=row)
    try:
        if request.form.get("do") == "logo":
            file = request.files.get("file")
            heads.put_logo(by, Logo(file.mimetype, file.stream.read()) if file else Logo("", b""))
            flash("The logo is kept. It stands on letters from now on.")
        elif request.form.get("do") == "no-logo":
            heads.put_logo(by, None)
            flash("Letters have no logo from now on.")
        else:
            empty = {field.name: "" for field in asking.fields if field.name in row.letterhead}
            heads.amend(by, {**empty, **asking.typed()}, expected=_edition())
            flash("Saved. It counts for letters that are sent from now on.")
    except Rejected as refusal:
        return asking.page("administration/letterhead.html", refusal, row=row), refusal.status
    return redirect(url_for("pages.letterhead"))


def _edition() -> int | None:
    said = request.form.get("edition", "")
    return int(said) if said.isascii() and said.isdigit() else None


@pages.get("/administration/letters/preview.pdf")
@guard(ADMINISTER)
def letterhead_preview() -> ResponseReturnValue:
    content = house().letterheads.preview(caller().authority)
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename="letterhead.pdf")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
