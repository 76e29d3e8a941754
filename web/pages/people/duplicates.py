"""Records that may be about the same person: the list of them, merging two with a preview, or keeping them apart."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, MergeChoice, merge_choices
from engine.case.commands import KeepApart, MergePersons
from engine.case.filters import CaseFilter
from engine.case.people import PERSON_FORM
from engine.case.permissions import LEAD_CASES
from engine.case.person_sections import in_words
from engine.case.rejections import CaseMovedOn
from engine.case.rows import PersonRow
from web.forms import command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked, looked_through
from web.pages.people.person import record_of

FIELDS = {field.name: field for field in PERSON_FORM.fields()}


@pages.get("/persons/duplicates")
@guard(LEAD_CASES)
def duplicates() -> ResponseReturnValue:
    authority = caller().authority
    with house().engine.database.read() as tx:
        found = tx.pairs(authority, cursor=request.args.get("after"))
        known = tx.persons_numbered(authority, {id for pair in found.items for id in (pair.one, pair.other)})
    pairs = [(known.get(pair.one), known.get(pair.other), pair) for pair in found.items]
    looked_through("duplicates")
    later = request.args.get("after") is not None
    return render_template("people/duplicates.html", pairs=pairs, next=found.next, later_page=later)


@pages.route("/persons/<person>/merge/<other>", methods=["GET", "POST"])
@guard(LEAD_CASES)
def merge(person: str, other: str) -> ResponseReturnValue:
    """What the record would be, and what would go over; then the merge itself."""
    kept, gone = record_of(person), record_of(other)
    if request.method == "GET":
        return _preview(kept, gone)
    command = MergePersons(
        by=caller(),
        id=command_id(),
        keep=person,
        merge=other,
        reason=request.form.get("reason", ""),
        taken=tuple(request.form.getlist("taken")),
        expected=_number(request.form.get("edition", "")),
        expected_other=_number(request.form.get("other_edition", "")),
    )
    try:
        house().engine.handle(command)
    except BadInput as refusal:
        return _preview(kept, gone, refusal.sentence, set(command.taken)), refusal.status
    except CaseMovedOn as refusal:
        said = "Somebody has changed one of the records meanwhile. Look again, and merge them if it is still right."
        return _preview(kept, gone, said), refusal.status
    flash(f"{other} is now part of this record, with all its cases.")
    return redirect(url_for("pages.person", person=person))


def _preview(kept: PersonRow, gone: PersonRow, problem: str = "", taken: set[str] | None = None) -> str:
    with house().engine.database.read() as tx:
        cases = {
            row.id: tx.cases(caller().authority, CaseFilter(person=row.id), limit=200).items for row in (kept, gone)
        }
    for row in (kept, gone):
        looked("compared the record before a merge", person=row.id)
    both_open = {row.process for row in cases[kept.id] if not row.is_closed}
    return render_template(
        "people/merge.html",
        kept=kept,
        gone=gone,
        cases=cases,
        twice=sorted({row.process for row in cases[gone.id] if not row.is_closed} & both_open),
        choices=merge_choices(kept.details, gone.details) if kept.id != gone.id else [],
        is_taken=lambda choice: choice.name in taken if taken is not None else _by_itself(choice),
        said=lambda name, value: in_words(FIELDS[name], value),
        problem=problem,
        reason=request.form.get("reason", ""),
    )


def _by_itself(choice: MergeChoice) -> bool:
    """What would otherwise be lost is taken unless somebody objects."""
    return choice.is_gap or choice.is_added


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@pages.post("/persons/<person>/keep-apart/<other>")
@guard(LEAD_CASES)
def keep_apart(person: str, other: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    try:
        house().engine.handle(KeepApart(by=caller(), id=command_id(), one=person, other=other, reason=reason))
    except BadInput as refusal:
        return _preview(record_of(person), record_of(other), refusal.sentence), refusal.status
    flash("They are two people, and are not listed again.")
    return redirect(url_for("pages.duplicates"))
