"""Administration of retention: records whose time has come, legal holds, and erasing by two people."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Fault, Kept, Rejected
from engine.case.permissions import ADMINISTER, RETAIN, SEE_CASES, rights_of
from engine.case.retained import CLASSES, LONGEST, SHORTEST
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through
from web.people import names

COUNTED = {
    "records": "Records of the person, and those merged into it",
    "editions": "Editions of the record",
    "cases": "Cases",
    "entries": "Entries of histories: what they say, not their seals",
    "documents": "Documents",
    "letters": "Letters",
    "plans": "Editions of plans",
}


@pages.get("/administration/retention")
@guard(RETAIN)
def retention() -> ResponseReturnValue:
    looked_through("records whose time has come")
    return _page()


def _page(refusal: Rejected | None = None) -> str:
    actor, kept = caller(), house().retention
    return render_template(
        "administration/retention.html",
        page=kept.due(actor.authority, cursor=request.args.get("after")),
        later=bool(request.args.get("after")),
        holds=kept.holds(actor.authority),
        erasures=kept.erasures(actor.authority),
        periods=kept.periods(actor.authority),
        classes=CLASSES,
        people=names(actor),
        sees=SEE_CASES in rights_of(actor),
        given=request.form,
        faults={fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {},
        sentence=refusal.sentence if refusal and not refusal.faults else "",
        problem=bool(refusal),
    )


@pages.post("/administration/retention/periods")
@guard(ADMINISTER)
def set_periods() -> ResponseReturnValue:
    typed = {name: request.form.get(name, "").strip() for name in CLASSES}
    faults = [
        Fault(name, f"Enter a number of years from {SHORTEST} to {LONGEST}")
        for name, said in typed.items()
        if not (said.isascii() and said.isdigit() and len(said) < len("1000"))
    ]
    try:
        if faults:
            raise BadInput("Expected numbers of years", tuple(faults))
        before = house().retention.periods(caller().authority)
        changed = {name: int(said) for name, said in typed.items() if int(said) != before[name]}
        house().retention.set_periods(caller(), changed)
    except BadInput as refusal:
        return _page(refusal), refusal.status
    flash("The periods are changed." if changed else "Nothing was different.")
    return redirect(url_for("pages.retention"))


@pages.post("/administration/retention/holds")
@guard(RETAIN)
def put_hold() -> ResponseReturnValue:
    person, reason = request.form.get("person", "").strip().upper(), request.form.get("reason", "").strip()

    def hold() -> None:
        faults = list(_faults_of_hold(person, reason))
        if faults:
            raise BadInput("Expected a record and why it is held", tuple(faults))
        house().retention.hold(caller(), person, reason)

    return _done(hold, f"{person} is held: it is not erased until the hold is lifted.")


def _faults_of_hold(person: str, reason: str) -> Iterator[Fault]:
    authority = caller().authority
    with house().engine.database.read() as tx:
        is_known = tx.person(authority, person) is not None
    if not is_known:
        yield Fault("/person", "Enter the number of a record" if not person else "No record has this number")
    elif person in house().retention.holds(authority):
        yield Fault("/person", "It is held already: another reason would take the place of the one it is held for")
    if not reason:
        yield Fault("/reason", "Enter why it must not be erased")


@pages.post("/administration/retention/holds/<person>/lift")
@guard(RETAIN)
def lift_hold(person: str) -> ResponseReturnValue:
    def lift() -> None:
        reason = request.form.get("lift_reason", "").strip()
        if not reason:
            sentence = f"Enter why the hold on {person} is lifted"
            raise BadInput(sentence, (Fault(f"/lift-{person}", sentence),))
        house().retention.lift(caller(), person, reason)

    return _done(lift, f"The hold on {person} is lifted.")


def _done(do: Callable[[], None], said: str) -> ResponseReturnValue:
    try:
        do()
    except Rejected as refusal:
        return _page(refusal), refusal.status
    flash(said)
    return redirect(url_for("pages.retention"))


@pages.route("/administration/retention/records/<person>", methods=["GET", "POST"])
@guard(RETAIN)
def propose_erasure(person: str) -> ResponseReturnValue:
    """What would be erased, and the button that proposes it."""
    by = caller()
    if request.method == "POST":
        proposed = house().retention.propose(by, person)
        flash(f"Proposed. Somebody else can approve it now: {proposed.id}.")
        return redirect(url_for("pages.erasure", erasure=proposed.id))
    looked("looked at what erasing a record would erase", person=person)
    counts = house().retention.counts(by.authority, person)
    return _one("administration/erasure_proposed.html", house().retention.kept(by.authority, person), counts=counts)


@pages.route("/administration/retention/erasures/<erasure>", methods=["GET", "POST"])
@guard(RETAIN)
def erasure(erasure: str) -> ResponseReturnValue:
    """A proposal with its two answers; once erased, the certificate."""
    by, keeper = caller(), house().retention
    known = keeper.erasure(by.authority, erasure)
    if request.method == "POST":
        if request.form.get("do") == "withdraw":
            keeper.withdraw(by, erasure)
            flash("The proposal is withdrawn. Nothing was erased.")
        elif request.form.get("sure") != "yes":
            return _shown(erasure, "Tick that you have checked the record"), 422
        else:
            keeper.approve(by, erasure)
            flash(f"{known.person} is erased.")
        return redirect(url_for("pages.erasure", erasure=erasure))
    looked("looked at the erasure of a record", person=known.person)
    return _shown(erasure)


def _shown(erasure: str, sentence: str = "") -> str:
    by, keeper = caller(), house().retention
    row = keeper.erasure(by.authority, erasure)
    kept = keeper.kept(by.authority, row.person) if row.standing == "proposed" else None
    return _one(
        "administration/erasure.html", kept, row=row, counts=row.counts, sentence=sentence, problem=bool(sentence)
    )


def _one(template: str, kept: Kept | None, **more: Any) -> str:
    return render_template(
        template,
        kept=kept,
        counted=COUNTED,
        classes=CLASSES,
        people=names(caller()),
        sees=SEE_CASES in rights_of(caller()),
        **more,
    )
