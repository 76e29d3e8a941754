"""A new request: find the child or young person or add them, see the dates that it brings, and open the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import CLOCKS, BadInput, Fault, NotFound, Rejected, expect_case
from engine import clock as clock_of
from engine.case.commands import OpenCase, RegisterPerson
from engine.case.filters import CaseFilter
from engine.case.forms import Field, Form
from engine.case.people import PERSON_FORM
from engine.case.permissions import WORK_CASES
from engine.case.person_sections import NEW_PERSON
from engine.case.plan_kinds import ended_with
from engine.case.rejections import DayNotAllowed, MayBeKnown
from engine.case.rows import CaseRow, PersonRow
from web.answers import typed
from web.closed import warn_of_closures
from web.forms import Asking, adding, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through
from web.pages.cases.plausible import RECEIVED, SURE, doubts, faults_of
from web.pages.people.person import record_of

PROCESS = "ehc_assessment"
MOST_CASES = 200
REQUESTS = frozenset({PROCESS, "needs_assessment_request", "reassessment"})
"""Processes of which one at a time is enough."""

ANYWAY = "added_anyway"
MOST_FOUND = 20
LATELY = 183
"""Days in which six months have certainly passed, so that nobody is told of a case too few."""


BEGAN = Field(
    "effective_on",
    "Day on which it came up",
    "date",
    "date",
    "Leave it empty for today. Nothing that was done before this day can be recorded in the case.",
)
"""Asked where the form of a process does not say when its case begins."""


@dataclass(frozen=True)
class AskingBoth(Asking):
    """The questions about somebody new, and those of the request, on one page."""

    request_form: Form | None = None

    @property
    def asked_then(self) -> tuple[Field, ...]:
        return self.request_form.fields() if self.request_form is not None else ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*super().fields, *self.asked_then)


@pages.get("/new")
@guard(WORK_CASES)
def find_person() -> ResponseReturnValue:
    text = request.args.get("text", "").strip()
    found = _found(text)
    if request.args.get("part") == "found":
        return render_template("cases/found_people.html", text=text, found=found)
    name = "" if any(map(str.isdigit, text)) else text
    return _both(name).page("cases/find_person.html", text=text, found=found, known=[], days=[])


def _found(text: str) -> list[PersonRow]:
    if not text:
        return []
    looked_through("people")
    with house().engine.database.read() as tx:
        return tx.persons(caller().authority, text=text, limit=MOST_FOUND).items


def _both(name: str = "") -> AskingBoth:
    """The questions, beginning with the name for which somebody looked in vain."""
    form = house().looking.start_form(caller().authority, PROCESS)
    return AskingBoth("New request", "Add them and open the case", NEW_PERSON, {"name": name}, request_form=form)


@pages.post("/new")
@guard(WORK_CASES)
def add_and_start() -> ResponseReturnValue:
    """Add somebody new and open the case of their request; whoever may be known already is shown first."""
    asking = _both()
    shown: dict[str, Any] = {"text": "", "found": [], "known": [], "days": _days(PROCESS, asking.typed())}
    shown["unsure"] = SURE in request.form
    if adding() or request.form.get("do") == "preview":
        return asking.page("cases/find_person.html", **shown)
    who, facts = (typed(fields, request.form) for fields in (NEW_PERSON.fields(), asking.asked_then))
    faults = (*NEW_PERSON.check(who), *faults_of(asking.request_form, facts))
    if not faults and (doubt := doubts(who.get("date_of_birth"), facts)):
        faults, shown["unsure"] = (Fault("/date_of_birth", doubt),), True
    if faults:
        refusal = BadInput("Expected answers to every question that has to be answered", faults)
        return asking.page("cases/find_person.html", refusal, **shown), refusal.status
    try:
        person = _register(who)
    except MayBeKnown as refusal:
        return asking.page("cases/find_person.html", refusal, **{**shown, "known": _alike(who)}), refusal.status
    except BadInput as refusal:
        return asking.page("cases/find_person.html", refusal, **shown), refusal.status
    return _open(record_of(person), PROCESS, facts)


def _register(details: dict[str, Any]) -> str:
    id = command_id()
    reason = request.form.get(ANYWAY, "").strip()
    command = RegisterPerson(
        by=caller(), id=f"{id}:person" if id else None, details=details, if_new=True, added_anyway=reason
    )
    return str(house().engine.handle(command).made)


def _alike(details: dict[str, Any]) -> list[tuple[PersonRow, str]]:
    looked("was shown people who look like somebody new")
    with house().engine.database.read() as tx:
        return tx.alike(caller().authority, details)


@pages.route("/new/person", methods=["GET", "POST"])
@guard(WORK_CASES)
def add_person() -> ResponseReturnValue:
    """Add somebody without a case."""
    asking = Asking("Add a child or young person", "Add this person", PERSON_FORM, {})
    if request.method == "GET" or adding():
        return asking.page("cases/add_person.html", known=[])
    details = asking.typed()
    try:
        person = _register(details)
    except MayBeKnown as refusal:
        return asking.page("cases/add_person.html", refusal, known=_alike(details)), refusal.status
    except BadInput as refusal:
        return asking.page("cases/add_person.html", refusal, known=[]), refusal.status
    flash("The record is added.")
    return redirect(url_for("pages.person", person=person))


@pages.route("/new/request/<person>", methods=["GET", "POST"])
@guard(WORK_CASES)
def start(person: str) -> ResponseReturnValue:
    return _started(person, PROCESS)


@pages.get("/persons/<person>/start")
@guard(WORK_CASES)
def start_other(person: str) -> ResponseReturnValue:
    """Which process to start for somebody."""
    row = record_of(person)
    looked("read the record", person=person)
    with house().engine.database.read() as tx:
        published = sorted({version.process for version in tx.versions(caller().authority)})
        cases = tx.cases(caller().authority, CaseFilter(person=person), limit=MOST_CASES).items
    running = {case.process for case in cases if not case.is_closed}
    has_plan = _has_plan(person)
    return render_template("cases/start_other.html", person=row, offered=_offered(published, has_plan), running=running)


def _has_plan(person: str) -> bool:
    issued = [one.row.issued_on for one in house().plans.editions(caller().authority, person) if one.is_in_force_kind]
    with house().engine.database.read() as tx:
        cases = tx.cases(caller().authority, CaseFilter(person=person), limit=MOST_CASES).items
    return bool(issued) and ended_with(issued[-1], cases) is None


WITH_PLAN = frozenset(
    {
        "annual_review",
        "phase_transfer",
        "plan_amendment",
        "reassessment",
        "personal_budget",
        "cease_plan",
        "authority_transfer",
    }
)
"""What only somebody with a plan needs; a plan made elsewhere is brought in by a transfer."""


def _offered(published: list[str], has_plan: bool) -> list[tuple[str, bool]]:
    """The processes, those that make sense now first."""
    sensible = [(process, (process in WITH_PLAN) == has_plan or process not in WITH_PLAN) for process in published]
    return sorted(sensible, key=lambda one: (not one[1], one[0]))


@pages.route("/persons/<person>/start/<process>", methods=["GET", "POST"])
@guard(WORK_CASES)
def start_process(person: str, process: str) -> ResponseReturnValue:
    return _started(person, process)


def _started(person: str, process: str) -> ResponseReturnValue:
    row = record_of(person)
    if row.merged_into is not None:
        return redirect(url_for("pages.start_process", person=row.merged_into, process=process))
    if request.method == "GET" or adding() or request.form.get("do") == "preview":
        looked("read the record", person=person)
        return _page(row, process)
    asking = _asking(row, process)
    facts = asking.typed()
    faults = faults_of(asking.form if isinstance(asking.form, Form) else None, facts)
    doubt = doubts(row.date_of_birth, facts) if process in REQUESTS and not faults else ""
    if faults or doubt:
        refusal = BadInput("Expected days that can be", faults or (Fault(f"/{RECEIVED}", doubt),))
        return _page(row, process, refusal, unsure=bool(doubt)), refusal.status
    return _open(row, process, facts)


def _open(row: PersonRow, process: str, facts: dict[str, Any]) -> ResponseReturnValue:
    by = caller()
    id = command_id()
    try:
        command = OpenCase(
            by=by,
            id=f"{id}:case" if id else None,
            process=process,
            person=row.id,
            facts=facts,
            effective_on=_asking(row, process).effective_on(),
        )
        receipt = house().engine.handle(command)
    except (BadInput, DayNotAllowed) as refusal:
        return _page(row, process, refusal), refusal.status
    assert receipt.case is not None, "opening a case makes one"
    flash("The case is open and its time limits run.")
    warn_of_closures(house().looking.start_form(by.authority, process), facts, receipt.case)
    return redirect(url_for("pages.opened", case=receipt.case))


def _asking(row: PersonRow, process: str) -> Asking:
    authority, looking = caller().authority, house().looking
    form = looking.start_form(authority, process)
    heading = (
        f"New request about {row.name}" if process == PROCESS else f"{row.name}: {form.title if form else process}"
    )
    return Asking(
        heading,
        "Open the case",
        form,
        {},
        form.help if form else "",
        dated=not looking.start_is_dated(authority, process),
        dated_by=form.done if form else (),
        day=BEGAN,
    )


def _page(row: PersonRow, process: str, refusal: Rejected | None = None, *, unsure: bool = False) -> str:
    asking = _asking(row, process)
    told = asking.typed() if request.method == "POST" else {}
    with house().engine.database.read() as tx:
        cases = tx.cases(caller().authority, CaseFilter(person=row.id), limit=200).items
    return asking.page(
        "cases/new_request.html",
        refusal,
        person=row,
        process=process,
        unsure=unsure or SURE in request.form,
        days=_days(process, told),
        has_clock=process in CLOCKS,
        open_alike=[case for case in cases if not case.is_closed and _is_alike(case.process, process)],
        has_plan=process == PROCESS and _has_plan(row.id),
        lately=[case for case in cases if process in REQUESTS and _closed_lately(case)],
    )


def _is_alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= REQUESTS


def _closed_lately(case: CaseRow) -> bool:
    """Whether an assessment may have been made in the last six months."""
    if case.closed_on is None or case.process not in REQUESTS:
        return False
    return (house().engine.today() - case.closed_on).days <= LATELY


@pages.get("/new/clock/<process>")
@guard(WORK_CASES)
def clock(process: str) -> ResponseReturnValue:
    """The dates that a request brings, for the script that shows them while the day is typed."""
    day = request.args.get("day", "")[:10]
    return render_template("cases/clock.html", days=_days(process, {"request_received": day}))


def _days(process: str, facts: Mapping[str, Any]) -> list[Any]:
    if process not in CLOCKS:
        return []
    try:
        return clock_of(house().engine, caller().authority, process, facts)
    except NotFound:
        return []


@pages.get("/cases/<case>/opened")
@guard(WORK_CASES)
def opened(case: str) -> ResponseReturnValue:
    """What comes next, once a case is open."""
    authority = caller().authority
    with house().engine.database.read() as tx:
        row = expect_case(tx, authority, case)
        deadlines = sorted(tx.deadlines_of(authority, case), key=lambda one: one.legal)
        tasks = tx.tasks_of(authority, case)
    looked("read the case", person=row.person, case=case)
    return render_template("cases/opened.html", case=row, deadlines=deadlines, tasks=tasks, titles=house().limit_titles)
