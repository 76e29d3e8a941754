"""Something happened: a message that the case is waiting for."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import NotFound, Rejected
from engine.case.commands import ReceiveMessage
from engine.case.permissions import WORK_CASES
from engine.case.rejections import NotAllowed
from web.closed import warn_of_closures
from web.forms import EFFECTIVE_ON, Asking, adding, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked

HAPPENED_ON = replace(EFFECTIVE_ON, title="Day on which it happened")


@pages.route("/cases/<case>/happened/<message>", methods=["GET", "POST"])
@guard(WORK_CASES)
def happened(case: str, message: str) -> ResponseReturnValue:
    by = caller()
    awaited = {known.message: known for known in house().looking.messages(by.authority, case)}
    if message not in awaited:
        raise NotFound(f"Expected case {case} to wait for {message}, but it does not")
    form = awaited[message].form
    dated_by = form.done if form is not None else ()
    asking = Asking(
        awaited[message].title,
        "Record it",
        form,
        {},
        form.help if form else "",
        dated=not dated_by,
        dated_by=dated_by,
        day=HAPPENED_ON,
        when="When did it happen?",
    )
    with house().engine.database.read() as tx:
        about = tx.case(by.authority, case)
    looked("opened the form of something that happened", case=case)
    if request.method == "GET" or adding():
        return asking.page("work/task.html", case=about)
    try:
        effective_on, payload = asking.effective_on(), asking.typed()
        house().engine.handle(
            ReceiveMessage(
                by=by, id=command_id(), case=case, message=message, payload=payload, effective_on=effective_on
            )
        )
    except NotAllowed:
        raise
    except Rejected as refusal:
        return asking.page("work/task.html", refusal, case=about), refusal.status
    flash(f"“{asking.heading}” is recorded.")
    warn_of_closures(form, payload, case)
    return redirect(url_for("pages.case", case=case))
