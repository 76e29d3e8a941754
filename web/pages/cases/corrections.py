"""Correct a fact of a case: what it should be and why, with a look at what moves before anything is recorded."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine import Rejected
from engine.case.commands import CorrectFacts
from engine.case.forms import Field
from engine.case.permissions import WORK_CASES
from engine.case.rejections import NotAllowed
from web.forms import Asking, FieldsOnly, adding, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.pages.cases.case_head import COLOURS, STANDING
from web.pages.cases.exceptions import expect_answers

REASON = Field("correction_reason", "Why it was wrong", "text", "textarea", "The history keeps both.", required=True)
WAITING = {"waiting": "Waiting"}


@pages.route("/cases/<case>/correct/<fact>", methods=["GET", "POST"])
@guard(WORK_CASES)
def correct(case: str, fact: str) -> ResponseReturnValue:
    authority, looking = caller().authority, house().looking
    item = request.args.get("item") or None
    known, question = looking.fact(authority, case, fact, item)
    looked("opened the form to correct a fact", case=case)
    with house().engine.database.read() as tx:
        about = tx.case(authority, case)
    fields = (question, REASON)
    beside: dict[str, Any] = {
        "case": about,
        "known": known,
        "item": item,
        "items": looking.items(authority, case),
        "titles": house().limit_titles,
        "standing": STANDING | WAITING,
        "colours": COLOURS,
        "foreseen": None,
    }
    asking = Asking(f"Correct “{question.title}”", "Look what moves", FieldsOnly(fields), {fact: known.value})
    if request.method == "GET" or adding():
        return asking.page("cases/correct.html", **beside)
    try:
        expect_answers(fields, asking.typed())
        command = _command(case, fact, item, asking.typed())
        if request.form.get("do") == "record":
            house().engine.handle(command)
            flash(f"“{question.title}” is put right. The history keeps both.")
            return redirect(url_for("pages.case", case=case))
        beside["foreseen"] = looking.preview_correction(command)
    except NotAllowed:
        raise
    except Rejected as refusal:
        return asking.page("cases/correct.html", _at_question(refusal), **beside), refusal.status
    return asking.page("cases/correct.html", **beside)


def _command(case: str, fact: str, item: str | None, typed: dict[str, Any]) -> CorrectFacts:
    is_recorded = request.form.get("do") == "record"
    id = command_id() if is_recorded else None
    return CorrectFacts(
        by=caller(), id=id, case=case, facts={fact: typed[fact]}, reason=str(typed[REASON.name]), item=item
    )


def _at_question(refusal: Rejected) -> Rejected:
    """Faults of facts are faults of the question about that fact."""
    faults = tuple(
        replace(fault, path={"/reason": f"/{REASON.name}"}.get(fault.path, fault.path.removeprefix("/facts")))
        for fault in refusal.faults
    )
    return type(refusal)(refusal.sentence, faults)
