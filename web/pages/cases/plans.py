"""The plan of a person: its editions, one of them with all that it says, and how two differ."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import MEDIA_TYPES, NotFound, looks_at
from engine.case.permissions import SEE_ACCESS_LOG, SEE_CASES, rights_of
from web.attachments import attachment
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.people import names


@pages.get("/persons/<person>/plans")
@guard(SEE_CASES)
def plans(person: str) -> ResponseReturnValue:
    editions = house().plans.editions(caller().authority, person)
    looked("listed the editions of the plan", person=person)
    return render_template("cases/plans.html", person=_person(person), editions=editions)


@pages.get("/persons/<person>/plans/compare")
@guard(SEE_CASES)
def choose_editions(person: str) -> ResponseReturnValue:
    """From the two that were chosen to the page that compares them."""
    number, other = (_number(request.args.get(name, "")) for name in ("old", "new"))
    return redirect(url_for("pages.compared_plans", person=person, number=number, other=other))


@pages.get("/persons/<person>/plans/<number>")
@guard(SEE_CASES)
def plan(person: str, number: str) -> ResponseReturnValue:
    actor, book, wanted = caller(), house().plans, _number(number)
    found = book.read(actor.authority, person, wanted)
    may_know = SEE_ACCESS_LOG in rights_of(actor)
    looks = book.looks(actor.authority, person, wanted) if may_know else None
    looked(looks_at(wanted)[0], person=person, case=found.edition.row.case)
    return render_template("cases/plan.html", found=found, looks=looks, people=names(actor))


@pages.get("/persons/<person>/plans/<number>/file/<sort>")
@guard(SEE_CASES)
def plan_file(person: str, number: str, sort: str) -> ResponseReturnValue:
    """The edition as a file to keep or to print."""
    wanted = _number(number)
    if sort not in MEDIA_TYPES:
        raise NotFound(f"Expected a file of the sort {' or '.join(MEDIA_TYPES)}, but got {sort}")
    file = house().plans.file(caller().authority, person, wanted, sort)
    looked(looks_at(wanted)[1], person=person)
    return attachment(file.name, file.media_type, file.content)


@pages.get("/persons/<person>/plans/<number>/compared-with/<other>")
@guard(SEE_CASES)
def compared_plans(person: str, number: str, other: str) -> ResponseReturnValue:
    numbers = sorted((_number(number), _number(other)))
    found = house().plans.compared(caller().authority, person, *numbers)
    for one in numbers:
        looked(looks_at(one)[0], person=person)
    return render_template("cases/plans_compared.html", person=_person(person), found=found)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound(f"Expected the number of an edition, such as 1, but got {text or 'nothing'}")
    return int(text)


def _person(person: str) -> Any:
    with house().engine.database.read() as tx:
        return tx.person(caller().authority, person)
