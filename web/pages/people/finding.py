"""Find any person, case or task from everywhere: what is named exactly opens at once, all else in three short lists."""

import re

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Reading
from engine.case.filters import CaseFilter, TaskFilter
from engine.case.permissions import SEE_CASES
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through

FEW = 5
CASE = re.compile(r"[A-Z]+-\d+")
PERSON = re.compile(r"P\d{6,}")


@pages.get("/find")
@guard(SEE_CASES)
def find() -> ResponseReturnValue:
    actor, text = caller(), request.args.get("text", "").strip()
    with house().engine.database.read() as tx:
        exactly = _exactly(tx, actor.authority, text)
        if exactly is not None:
            looked("searched")
            return redirect(exactly)
        if text:
            persons = tx.persons(actor.authority, text=text, limit=FEW)
            cases = tx.cases(actor.authority, CaseFilter(text=text), limit=FEW)
            tasks = tx.tasks(actor.authority, TaskFilter(text=text), limit=FEW)
            users = {user.id: user.name for user in tx.users(actor.authority)}
    looked_through("what was found")
    if not text:
        return render_template("people/find.html", text=text, found=None)
    found = {"persons": persons, "cases": cases, "tasks": tasks}
    return render_template("people/find.html", text=text, found=found, people=users, person_address=person_address)


def _exactly(tx: Reading, authority: str, text: str) -> str | None:
    """The address of the case or person whose whole number was typed."""
    said = text.upper()
    if CASE.fullmatch(said) and tx.case(authority, said) is not None:
        return url_for("pages.case", case=said)
    if PERSON.fullmatch(said) and tx.person(authority, said) is not None:
        return person_address(said)
    return None


def person_address(person: str) -> str:
    return url_for("pages.person", person=person)


@pages.get("/find/persons")
@guard(SEE_CASES)
def find_persons() -> ResponseReturnValue:
    """Everybody whose name begins so, page by page."""
    text, after = request.args.get("text", "").strip(), request.args.get("after")
    with house().engine.database.read() as tx:
        found = tx.persons(caller().authority, text=text or None, cursor=after)
    looked_through("persons")
    return render_template(
        "people/find_persons.html", text=text, found=found, later_page=after is not None, person_address=person_address
    )
