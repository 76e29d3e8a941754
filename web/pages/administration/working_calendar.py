"""Administration of the working calendar: terms, closed schools, and days on which the office is closed."""

from collections.abc import Iterator
from datetime import date

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, Fault, NotFound, working_sheet
from engine.case.forms import Field
from engine.case.permissions import ADMINISTER
from engine.case.working_calendar import COLUMNS, KINDS, WorkingRow
from web.answers import typed
from web.frame import house, pages
from web.guarding import caller, guard

DAYS = (
    Field("first_on", "First day", "date", "date", required=True),
    Field("last_on", "Last day", "date", "date", required=True),
)


@pages.get("/administration/calendar")
@guard(ADMINISTER)
def working_calendar() -> ResponseReturnValue:
    return _page()


def _page(refusal: BadInput | None = None, about: str = "") -> str:
    """The page; `about` says which of its forms was refused."""
    authority, today = caller().authority, house().engine.today()
    rows, shows_past = house().working_calendar.rows(authority), request.args.get("show") == "all"
    faults = refusal.faults if refusal is not None else ()
    return render_template(
        "administration/working_calendar.html",
        rows=[row for row in rows if shows_past or row.last_on >= today],
        hidden=sum(row.last_on < today for row in rows) if not shows_past else 0,
        closures=[one for one in house().working_calendar.closures(authority) if one.last_on >= today],
        settings=sorted({row.setting for row in rows} - {""}),
        kinds=KINDS,
        columns=COLUMNS,
        days=DAYS,
        answers=typed(DAYS, request.form),
        given=request.form,
        faults={fault.path.strip("/"): fault.sentence for fault in faults} if about == "row" else {},
        sheet_faults=[fault.sentence for fault in faults] if about == "sheet" else [],
        problem=bool(refusal),
    )


@pages.post("/administration/calendar")
@guard(ADMINISTER)
def add_working_row() -> ResponseReturnValue:
    try:
        _keep(None)
    except BadInput as refusal:
        return _page(refusal, "row"), refusal.status
    flash("It is in the working calendar.")
    return redirect(url_for("pages.working_calendar"))


def _keep(id: str | None) -> None:
    said = request.form
    try:
        first_on, last_on = _days()
    except BadInput as refusal:
        raise BadInput("Expected a time that can be kept", (*_missing(), *refusal.faults)) from refusal
    house().working_calendar.keep(
        caller(), said.get("kind", ""), said.get("name", ""), first_on, last_on, said.get("setting", ""), id
    )


def _missing() -> Iterator[Fault]:
    """What is not said besides the days, so that all of it is told at once."""
    if request.form.get("kind") not in KINDS:
        yield Fault("/kind", "Select what it is")
    if not request.form.get("name", "").strip():
        yield Fault("/name", "Enter a name")


def _days() -> tuple[date, date]:
    """The two days as they were typed; raises `BadInput` for what is no day."""
    said, days, faults = typed(DAYS, request.form), [], []
    for field in DAYS:
        try:
            days.append(date.fromisoformat(str(said.get(field.name, ""))))
        except ValueError:
            faults.append(Fault(f"/{field.name}", f"Enter the {field.title.lower()}, such as 27 3 2026"))
    if faults:
        raise BadInput("Expected two days", tuple(faults))
    return days[0], days[1]


@pages.route("/administration/calendar/<row>", methods=["GET", "POST"])
@guard(ADMINISTER)
def change_working_row(row: str) -> ResponseReturnValue:
    """Change a row, or take it out."""
    known = _row(row)
    if request.method == "GET":
        return _change_page(known)
    if request.form.get("do") == "out":
        house().working_calendar.drop(caller(), row)
        flash(f"{known.name} is taken out of the working calendar.")
        return redirect(url_for("pages.working_calendar"))
    try:
        _keep(row)
    except BadInput as refusal:
        return _change_page(known, refusal), refusal.status
    flash("The working calendar is changed.")
    return redirect(url_for("pages.working_calendar"))


def _row(id: str) -> WorkingRow:
    for row in house().working_calendar.rows(caller().authority):
        if row.id == id:
            return row
    raise NotFound(f"Expected a row {id} of the working calendar, but there is none")


def _change_page(known: WorkingRow, refusal: BadInput | None = None) -> str:
    kept = {"first_on": known.first_on.isoformat(), "last_on": known.last_on.isoformat()}
    return render_template(
        "administration/working_row.html",
        row=known,
        kinds=KINDS,
        days=DAYS,
        answers=typed(DAYS, request.form) if refusal else kept,
        given=request.form if refusal else vars(known),
        faults={fault.path.strip("/"): fault.sentence for fault in refusal.faults} if refusal else {},
        problem=bool(refusal),
    )


@pages.get("/administration/calendar/template.csv")
@guard(ADMINISTER)
def working_calendar_template() -> ResponseReturnValue:
    answer = make_response(working_sheet())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="working-calendar.csv"'
    return answer


@pages.post("/administration/calendar/import")
@guard(ADMINISTER)
def import_working_rows() -> ResponseReturnValue:
    try:
        added, known = house().working_calendar.bring_in(caller(), _sheet())
    except BadInput as refusal:
        return _page(refusal, "sheet"), refusal.status
    there = f" {known} {'was' if known == 1 else 'were'} there already." if known else ""
    flash(f"{added} {'row is' if added == 1 else 'rows are'} added.{there}")
    return redirect(url_for("pages.working_calendar"))


def _sheet() -> str:
    file = request.files.get("sheet")
    if file is None or not file.filename:
        raise BadInput("Expected a file", (Fault("/sheet", "Select a CSV file"),))
    try:
        return str(file.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = "Save the file as CSV UTF-8, and select it again"
        raise BadInput(sentence, (Fault("/sheet", sentence),)) from error
