"""Something happened: a message that the case is waiting for."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, NotFound
from engine.case.commands import ReceiveMessage
from engine.case.permissions import WORK_CASES
from web.forms import Asking
from web.frame import house, pages
from web.guarding import caller, guard
from web.pages.task import day_typed


@pages.route("/cases/<case>/happened/<message>", methods=["GET", "POST"])
@guard(WORK_CASES)
def happened(case: str, message: str) -> ResponseReturnValue:
    by = caller()
    awaited = {known.message: known for known in house().looking.messages(by.authority, case)}
    if message not in awaited:
        raise NotFound(f"Expected case {case} to wait for {message}, but it does not")
    asking = Asking(awaited[message].title, "Record it", awaited[message].form, {}, dated=True)
    with house().engine.database.read() as tx:
        about = tx.case(by.authority, case)
    if request.method == "GET":
        return asking.page("task.html", case=about)
    try:
        house().engine.handle(
            ReceiveMessage(by=by, case=case, message=message, payload=asking.typed(), effective_on=day_typed(asking))
        )
    except BadInput as refusal:
        return asking.page("task.html", refusal, case=about), refusal.status
    return redirect(url_for("pages.case", case=case, done=f"“{asking.heading}” is recorded."))
