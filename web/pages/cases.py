"""All cases, to find one."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine.case.filters import CaseFilter
from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard, looked_through

CLOSED = {"open": False, "closed": True, "all": None}


@pages.get("/cases")
@guard(SEE_CASES)
def cases() -> ResponseReturnValue:
    which = request.args.get("which", "open")
    text = request.args.get("text", "").strip()
    asked = CaseFilter(is_closed=CLOSED.get(which, False), text=text or None)
    with house().engine.database.read() as tx:
        rows = tx.cases(caller().authority, asked, cursor=request.args.get("after"))
    looked_through("cases")
    later = request.args.get("after") is not None
    return render_template("cases.html", rows=rows, which=which, text=text, later_page=later)
