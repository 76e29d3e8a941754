"""Absences: say from when to when somebody is away, and who stands in for them."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Fault
from engine.case.desk_rows import AbsenceRow
from engine.case.forms import Field
from engine.case.permissions import LEAD_CASES, SEE_CASES, WORK_CASES, rights_of
from web.answers import typed
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.working import fits, mates_first, working

DAYS = (Field("first_on", "First day", "date", "date"), Field("last_on", "Last day", "date", "date"))


@pages.get("/absences")
@guard(SEE_CASES)
def absences() -> ResponseReturnValue:
    looked("looked at who is away")
    return _page()


def _page(refusal: BadInput | None = None) -> str:
    actor, engine = caller(), house().engine
    with engine.database.read() as tx:
        shown = working(tx, actor, engine.today())
        mine = next((user for user in shown["workers"] if user.id == actor.id), None)
        roles = {user.id: user for user in shown["workers"]}
        rows = tx.absences(actor.authority, engine.today())
    leads = LEAD_CASES in rights_of(actor)
    gaps = {
        one.id: not fits(roles[one.covered_by], roles[one.user].works_as)
        for one in rows
        if one.user in roles and one.covered_by in roles
    }
    return render_template(
        "teams/absences.html",
        absences=rows,
        gaps=gaps,
        both_away={one.id: other for one in rows for other in rows if _overlap(one, other)},
        leads=leads,
        days=DAYS,
        may_record=mine is not None or leads,
        mates=mates_first(shown["workers"], actor),
        faults={fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {},
        given=request.form,
        answers=typed(DAYS, request.form),
        problem=bool(refusal),
        **shown,
    )


def _overlap(one: AbsenceRow, other: AbsenceRow) -> bool:
    """Whether who covers is away on a day of the absence."""
    return one.covered_by == other.user and one.first_on <= other.last_on and other.first_on <= one.last_on


@pages.post("/absences")
@guard(WORK_CASES)
def record_absence() -> ResponseReturnValue:
    by = caller()
    user, covered_by = request.form.get("user") or by.id, request.form.get("covered_by", "")
    try:
        first_on, last_on = _days()
        house().absences.record(by, user, first_on, last_on, covered_by)
    except BadInput as refusal:
        return _page(refusal), refusal.status
    flash("The absence is recorded.")
    return redirect(url_for("pages.absences"))


def _days() -> tuple[date, date]:
    """The two days as they were typed; raises `BadInput` for what is no day."""
    said, days, faults = typed(DAYS, request.form), [], []
    for field in DAYS:
        try:
            days.append(date.fromisoformat(said.get(field.name, "")))
        except ValueError:
            sentence = f"Enter the {field.title.lower()}, such as 27 3 2026"
            faults.append(Fault(field.name, sentence))
    if faults:
        raise BadInput("Expected two days", tuple(faults))
    return days[0], days[1]


@pages.post("/absences/<absence>/take-back")
@guard(WORK_CASES)
def take_back_absence(absence: str) -> ResponseReturnValue:
    """Somebody is back, or the absence was recorded in error."""
    house().absences.drop(caller(), absence)
    flash("The absence is taken back.")
    return redirect(url_for("pages.absences"))
