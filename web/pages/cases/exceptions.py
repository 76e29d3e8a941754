"""Record an exception: the limit, a ground that the law has for it, what shows it; and end it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Explained, Fault, Ground, NotFound, Rejected
from engine.case.commands import EndException, RecordException
from engine.case.forms import Field, Option
from engine.case.permissions import LEAD_CASES
from engine.case.rejections import NotAllowed
from engine.case.state import LIFTED, CaseState
from engine.case.words import readable
from web.answers import day_typed
from web.closed import advice_asked, windows
from web.forms import Asking, FieldsOnly, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked

CLOSURE = "closure"
"""The test of grounds that are about closed schools."""

WORDS = {
    "advice_asked_of": "Who was asked for advice?",
    "closed_on": "Day on which it closed",
    "reopened_on": "Day on which it opens again",
    "advice_requested_on": "Day on which the advice was asked for",
    "affects": "Whom does it affect?",
    "what_happened": "What happened",
    "began_on": "Day on which it began",
    "absent_from": "First day away",
    "absent_until": "Last day away",
    "missed_on": "Day of the appointment that was missed",
    "because": "Why it was impractical in this case",
}
"""How the particulars of grounds are asked for."""

ASKED_OF_ALL = (
    Field("decided_by", "Who decided that the ground applies", "text", "input", required=True, max_length=200),
    Field("family_told_on", "Day on which the family was told", "date", "date"),
)
ENDING = (
    Field("ended_on", "Day on which the ground ended", "date", "date", required=True),
    Field("note", "Anything else to know", "text", "textarea", max_length=4000),
)


@pages.route("/cases/<case>/exceptions/new", methods=["GET", "POST"])
@guard(LEAD_CASES)
def new_exception(case: str) -> ResponseReturnValue:
    """First the limit and the ground, then what that ground asks for."""
    authority, looking = caller().authority, house().looking
    timer, key = request.values.get("timer", ""), request.values.get("ground", "")
    state = looking.state(authority, case)
    looked("opened the form of an exception", case=case)
    with house().engine.database.read() as tx:
        row = tx.case(authority, case)
    choices = [one for one in state.deadlines.values() if one.status != LIFTED and one.exception is None]
    if timer not in state.deadlines:
        items = looking.items(authority, case)
        return render_template(
            "cases/exception_of_which.html", case=row, choices=choices, titles=house().limit_titles, items=items
        )
    explained = looking.explain(authority, case, timer)
    ground = next((one.ground for one in explained.grounds if one.ground.key == key), None)
    if ground is None:
        return render_template("cases/exception_on_which_ground.html", case=row, explained=explained)
    asking = _asking(explained.title, ground)
    closed = _closed(ground, explained, state)
    if request.method == "GET":
        shown = _beforehand(ground)
        return asking.page("cases/exception.html", shown=shown, case=row, explained=explained, ground=ground, **closed)
    try:
        _record(case, timer, ground, asking)
    except NotAllowed:
        raise
    except Rejected as refusal:
        at_field = _at_questions(refusal)
        page = asking.page("cases/exception.html", at_field, case=row, explained=explained, ground=ground, **closed)
        return page, refusal.status
    flash("The exception is recorded. It excuses the limit and moves no date.")
    return redirect(url_for("pages.case_limits", case=case))


def _asking(title: str, ground: Ground) -> Asking:
    fields = (*_particulars(ground), _evidence(ground), *ASKED_OF_ALL)
    return Asking(f"Exception for “{title}”", "Record the exception", FieldsOnly(fields), {}, ground.text)


def _closed(ground: Ground, explained: Explained, state: CaseState) -> dict[str, Any]:
    """For a ground that is about closed schools: the closures that come into question, and the advice asked for."""
    if ground.test != CLOSURE:
        return {}
    advice = advice_asked(state)
    with house().engine.database.read() as tx:
        person = tx.person(caller().authority, state.person)
    schools = [str(person.details.get("setting") or "")] if person is not None else []
    schools += [name for one in advice for name in (one.who, one.body)]
    return {"windows": windows(ground, explained, schools), "advice": advice, "is_about_closures": True}


def _beforehand(ground: Ground) -> dict[str, str]:
    """The days of the closure that was chosen above the form."""
    return {name: request.args[name] for name in ground.particulars if name in request.args and name.endswith("_on")}


def _particulars(ground: Ground) -> Iterator[Field]:
    for name in ground.particulars:
        title = WORDS.get(name, readable(name))
        chosen = {"affects": ground.affects, "advice_asked_of": ground.asked_of}.get(name)
        if chosen:
            options = tuple(Option(value, readable(value)) for value in chosen)
            yield Field(name, title, "choice", "radios", required=True, options=options)
        elif name.endswith(("_on", "_from", "_until")):
            yield Field(name, title, "date", "date", required=True)
        else:
            yield Field(name, title, "text", "textarea", required=True, max_length=4000)


def _evidence(ground: Ground) -> Field:
    return Field("evidence", "What shows it", "text", "textarea", ground.evidence, required=True, max_length=4000)


def _record(case: str, timer: str, ground: Ground, asking: Asking) -> None:
    typed = asking.typed()
    expect_answers(asking.fields, typed)
    command = RecordException(
        by=caller(),
        id=command_id(),
        case=case,
        timer=timer,
        ground=ground.key,
        particulars={name: typed[name] for name in ground.particulars},
        evidence=str(typed["evidence"]),
        decided_by=str(typed["decided_by"]),
        family_told_on=day_typed(typed.get("family_told_on")),
    )
    house().engine.handle(command)


def expect_answers(fields: tuple[Field, ...], typed: dict[str, Any]) -> None:
    """Raise `BadInput` for what is missing, and for days that do not exist."""
    faults = [fault for field in fields if (fault := _fault(field, typed.get(field.name))) is not None]
    if faults:
        raise BadInput("There is a problem", tuple(Fault(f"/{name}", sentence) for name, sentence in faults))


def _fault(field: Field, answer: Any) -> tuple[str, str] | None:
    if answer in (None, ""):
        verb = "Select" if field.options else "Enter the" if field.kind == "date" else "Enter"
        return (field.name, f"{verb} {_lowered(field.title)}") if field.required else None
    if field.kind == "date" and day_typed(answer) is None:
        return field.name, f"{field.title} must be a real date, such as 27 March 2026"
    if field.max_length is not None and len(str(answer)) > field.max_length:
        return field.name, f"{field.title} must be {field.max_length} characters or fewer"
    if field.options and answer not in [option.value for option in field.options]:
        return field.name, f"Select {_lowered(field.title)}"
    return None


def _lowered(title: str) -> str:
    return (title[:1].lower() + title[1:]).removesuffix("?")


def _at_questions(refusal: Rejected) -> Rejected:
    """A refusal whose faults are about the particulars as a whole stands in the summary alone."""
    faults = tuple(replace(fault, path="" if fault.path == "/particulars" else fault.path) for fault in refusal.faults)
    return type(refusal)(refusal.sentence, faults)


@pages.route("/cases/<case>/exceptions/<path:exception>/end", methods=["GET", "POST"])
@guard(LEAD_CASES)
def end_exception(case: str, exception: str) -> ResponseReturnValue:
    state = house().looking.state(caller().authority, case)
    known = state.exceptions.get(exception)
    if known is None:
        raise NotFound(f"Expected an exception {exception} in case {case}, but there is none")
    looked("opened the form to end an exception", case=case)
    title = house().limit_titles.get(str(known["limit"]), str(known["limit"]))
    asking = Asking(f"End the exception for “{title}”", "Record the end", FieldsOnly(ENDING), {})
    with house().engine.database.read() as tx:
        row = tx.case(caller().authority, case)
    if request.method == "GET":
        return asking.page("cases/exception.html", case=row, ground=None)
    try:
        _end(case, exception, asking)
    except NotAllowed:
        raise
    except Rejected as refusal:
        return asking.page("cases/exception.html", refusal, case=row, ground=None), refusal.status
    flash("The end of the exception is recorded.")
    return redirect(url_for("pages.case_limits", case=case))


def _end(case: str, exception: str, asking: Asking) -> None:
    typed = asking.typed()
    expect_answers(asking.fields, typed)
    ended_on = date.fromisoformat(typed["ended_on"])
    note = str(typed.get("note", ""))
    house().engine.handle(
        EndException(by=caller(), id=command_id(), case=case, exception=exception, ended_on=ended_on, note=note)
    )
