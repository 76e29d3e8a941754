"""A new request: find the child or young person, or add them, and open the case."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, NotFound
from engine.case.commands import OpenCase, RegisterPerson
from engine.case.people import PERSON_FORM
from engine.case.permissions import WORK_CASES
from engine.case.rejections import DayNotAllowed
from web.forms import Asking, adding, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked

PROCESS = "ehc_assessment"


@pages.get("/new")
@guard(WORK_CASES)
def find_person() -> ResponseReturnValue:
    text = request.args.get("text", "").strip()
    found = []
    if text:
        looked("searched for people")
        with house().engine.database.read() as tx:
            found = tx.persons(caller().authority, text=text, limit=20).items
    return render_template("find_person.html", text=text, found=found)


@pages.route("/new/person", methods=["GET", "POST"])
@guard(WORK_CASES)
def add_person() -> ResponseReturnValue:
    asking = Asking("Add a child or young person", "Add this person", PERSON_FORM, {})
    if request.method == "GET" or adding():
        return asking.page("ask.html")
    try:
        receipt = house().engine.handle(RegisterPerson(by=caller(), id=command_id(), details=asking.typed()))
    except BadInput as refusal:
        return asking.page("ask.html", refusal), refusal.status
    flash("The record is added.")
    return redirect(url_for("pages.start", person=receipt.made))


@pages.route("/new/request/<person>", methods=["GET", "POST"])
@guard(WORK_CASES)
def start(person: str) -> ResponseReturnValue:
    by = caller()
    with house().engine.database.read() as tx:
        row = tx.person(by.authority, person)
    if row is None:
        raise NotFound(f"Expected a person {person} in this authority, but there is none")
    looked("read the record", person=person)
    form = house().looking.start_form(by.authority, PROCESS)
    asking = Asking(f"New request about {row.name}", "Open the case", form, {}, form.help if form else "")
    if request.method == "GET" or adding():
        return asking.page("ask.html", person=row)
    try:
        receipt = house().engine.handle(
            OpenCase(
                by=by,
                id=command_id(),
                process=PROCESS,
                person=person,
                facts=asking.typed(),
                team=min(by.teams, default=None),
            )
        )
    except (BadInput, DayNotAllowed) as refusal:
        return asking.page("ask.html", refusal, person=row), refusal.status
    flash("The case is open and its time limits run.")
    return redirect(url_for("pages.case", case=receipt.case))
