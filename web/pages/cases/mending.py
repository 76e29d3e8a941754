"""What those who lead casework put right: a case that was closed in error, and what the system could not do."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, expect_case
from engine.case.commands import ReopenCase, RetryIncident
from engine.case.forms import Field
from engine.case.permissions import LEAD_CASES
from web.forms import Asking, FieldsOnly, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked

REASON = Field("reason", "Why it should not have been closed", "text", "textarea", required=True)
HELP = "The case goes on from where it was before it was closed. The closing stays in the history."


@pages.route("/cases/<case>/reopen", methods=["GET", "POST"])
@guard(LEAD_CASES)
def reopen(case: str) -> ResponseReturnValue:
    with house().engine.database.read() as tx:
        about = expect_case(tx, caller().authority, case)
    looked("opened the form to reopen the case", case=case)
    asking = Asking(f"Reopen case {case}", "Reopen the case", FieldsOnly((REASON,)), {}, HELP)
    if request.method == "GET":
        return asking.page("cases/exception.html", case=about, ground=None)
    try:
        reason = str(asking.typed().get("reason", ""))
        house().engine.handle(ReopenCase(by=caller(), id=command_id(), case=case, reason=reason))
    except BadInput as refusal:
        return asking.page("cases/exception.html", refusal, case=about, ground=None), refusal.status
    flash("The case is open again.")
    return redirect(url_for("pages.case", case=case))


@pages.post("/cases/<case>/incidents/<path:incident>/retry")
@guard(LEAD_CASES)
def retry(case: str, incident: str) -> ResponseReturnValue:
    house().engine.handle(RetryIncident(by=caller(), id=command_id(), case=case, incident=incident))
    flash("It will be tried again. This notice goes when it has passed.")
    return redirect(url_for("pages.case", case=case))
