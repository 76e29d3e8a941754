"""Administration of decisions: who may take which, by the authority's scheme of delegation."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import DECIDING_ROLES, BadInput, Fault, Rejected
from engine.case.forms import Field
from engine.case.permissions import ADMINISTER
from web.answers import typed
from web.frame import day, house, pages
from web.guarding import caller, guard
from web.people import names
from web.working import works

OF_ROLE = "role:"
"""Before a role where people and roles are chosen from one list."""

DAYS = (
    Field("first_on", "First day", "date", "date", required=True),
    Field("last_on", "Last day", "date", "date", "Leave it empty if there is none. For example, 27 3 2027"),
)


@pages.get("/administration/decisions")
@guard(ADMINISTER)
def delegations() -> ResponseReturnValue:
    return _page()


def _page(refusal: Rejected | None = None) -> str:
    actor, office = caller(), house()
    given = request.form if request.method == "POST" else request.args
    process = given.get("process", "")
    with office.engine.database.read() as tx:
        processes = sorted({row.process for row in tx.processes(actor.authority)})
        rows = tx.delegations(actor.authority)
    named = {one.process for one in rows if one.process and one.step}
    titles = {key: office.delegations.steps(actor.authority, key) for key in sorted(named | ({process} - {""}))}
    answers = typed(DAYS, given) if request.method == "POST" else {"first_on": office.engine.today().isoformat()}
    return render_template(
        "administration/delegations.html",
        rows=rows,
        titles=titles,
        processes=processes,
        steps=titles.get(process, {}),
        has_costs=bool(process and office.delegations.with_costs(actor.authority, process)),
        roles=DECIDING_ROLES,
        deciders=[one for one in office.accounts.users(actor.authority) if works(one) and one.id != actor.id],
        people=names(actor),
        days=DAYS,
        answers=answers,
        given=given,
        faults={fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {},
        problem=bool(refusal),
    )


@pages.post("/administration/decisions")
@guard(ADMINISTER)
def delegate() -> ResponseReturnValue:
    said = request.form
    try:
        first_on, last_on = _days()
        user, _, role = said.get("user", "").partition(OF_ROLE)
        house().delegations.delegate(
            caller(),
            user or None,
            said.get("scheme", ""),
            first_on,
            last_on,
            said.get("process") or None,
            said.get("step") or None,
            role or None,
            _most(),
        )
    except BadInput as refusal:
        return _page(refusal), refusal.status
    when = "at once" if first_on <= house().engine.today() else f"from {day(first_on)}"
    flash(f"The delegation is recorded. It counts {when}.")
    return redirect(url_for("pages.delegations"))


def _most() -> int | None:
    """Up to how many pounds; raises `BadInput` for what is no number of them."""
    typed_in = request.form.get("most", "").strip().removeprefix("£").replace(",", "")
    if typed_in and not (typed_in.isascii() and typed_in.isdigit() and len(typed_in) < 10):
        sentence = "Enter whole pounds, such as 20,000"
        raise BadInput(sentence, (Fault("/most", sentence),))
    return int(typed_in) if typed_in else None


def _days() -> tuple[date, date | None]:
    """The two days as they were typed; raises `BadInput` for what is no day."""
    said, days, faults = typed(DAYS, request.form), [], []
    for field in DAYS:
        text = said.get(field.name)
        try:
            days.append(None if text is None and not field.required else date.fromisoformat(str(text)))
        except ValueError:
            faults.append(Fault(field.name, f"Enter the {field.title.lower()}, such as 27 3 2026"))
    if faults or days[0] is None:
        raise BadInput("Expected real days", tuple(faults))
    return days[0], days[1]


@pages.post("/administration/decisions/<delegation>/take-back")
@guard(ADMINISTER)
def end_delegation(delegation: str) -> ResponseReturnValue:
    house().delegations.end(caller(), delegation)
    flash("The delegation is taken back.")
    return redirect(url_for("pages.delegations"))
