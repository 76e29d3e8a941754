"""One person: the record told once, every case, the plan, the days to come; changing the record part by part."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import BadInput, NotFound, age_in_words, becomes_young_person_on, expect_person, key_dates
from engine.case.commands import AmendPerson
from engine.case.filters import AccessFilter, CaseFilter
from engine.case.permissions import LEAD_CASES, SEE_ACCESS_LOG, SEE_CASES, WORK_CASES, rights_of
from engine.case.person_sections import SECTIONS, Change, Section, changes, in_words, is_running
from engine.case.plan_kinds import ended_with
from engine.case.rejections import CaseMovedOn
from engine.case.rows import EditionRow, PersonRow
from web.forms import Asking, adding, command_id
from web.frame import house, pages
from web.guarding import caller, guard, looked
from web.law import law
from web.people import names

MOST_CASES = 200
LATEST_LOOKS = 15


def record_of(person: str) -> PersonRow:
    """The record, also one that was merged into another."""
    with house().engine.database.read() as tx:
        return expect_person(tx, caller().authority, person)


@pages.get("/persons/<person>")
@guard(SEE_CASES)
def person(person: str) -> ResponseReturnValue:
    actor, row = caller(), record_of(person)
    if row.merged_into is not None:
        flash(f"The record {row.id} was merged into this one.")
        return redirect(url_for("pages.person", person=row.merged_into))
    rights = rights_of(actor)
    with house().engine.database.read() as tx:
        cases = tx.cases(actor.authority, CaseFilter(person=person), limit=MOST_CASES).items
        merges = tx.merges_into(actor.authority, person)
        alike = tx.alike(actor.authority, row.details, but=person) if LEAD_CASES in rights else []
        apart = tx.kept_apart_from(actor.authority, person) if alike else frozenset()
        may_know = SEE_ACCESS_LOG in rights
        looks = (
            tx.accesses(actor.authority, AccessFilter(person=person), limit=LATEST_LOOKS).items if may_know else None
        )
    looked("read the record", person=person)
    editions = house().plans.editions(actor.authority, person)
    plan = next((one for one in reversed(editions) if one.is_in_force_kind), None)
    today = house().engine.today()
    return render_template(
        "people/person.html",
        person=row,
        sections=[(section, _answers(section, row)) for section in SECTIONS.values()],
        cases=cases,
        plan=plan,
        ended=ended_with(plan.row.issued_on, cases) if plan is not None else None,
        editions=editions,
        merges=merges,
        alike=[one for one in alike if one[0].id not in apart],
        looks=looks,
        people=names(actor),
        running=lambda consent: is_running(consent, today),
        **_in_time(row, today),
    )


def _in_time(row: PersonRow, today: date) -> dict[str, object]:
    """How old somebody is, and the days that matter."""
    if not row.date_of_birth:
        return {"age": "", "days": [], "decides_from": None}
    born = date.fromisoformat(row.date_of_birth)
    return {
        "age": age_in_words(born, today),
        "days": key_dates(law(), born, today),
        "decides_from": becomes_young_person_on(law(), born),
    }


def _answers(section: Section, row: PersonRow) -> list[tuple[str, str]]:
    """What the record answers in a part that has no rows, in words."""
    fields = [field for field in section.form.fields() if field.kind != "rows" and field.name in row.details]
    return [(field.title, in_words(field, row.details[field.name])) for field in fields]


@pages.route("/persons/<person>/change/<section>", methods=["GET", "POST"])
@guard(WORK_CASES)
def change_person(person: str, section: str) -> ResponseReturnValue:
    """Change one part of the record. What somebody else has changed meanwhile is shown, and nothing is lost."""
    part, row = SECTIONS.get(section), record_of(person)
    if part is None:
        raise NotFound(f"Expected a part of the record, such as who, but got {section}")
    looked("read the record", person=person)
    asking = Asking(part.title, "Save", part.form, {k: v for k, v in row.details.items() if k in part.names})
    if request.method == "GET" or adding():
        edition = request.form.get("edition", row.edition)
        return asking.page("people/change_person.html", person=row, edition=edition)
    seen = _number(request.form.get("edition", ""), row.edition)
    details = part.replaced(row.details, asking.typed())
    command = AmendPerson(by=caller(), id=command_id(), person=person, details=details, expected=seen)
    try:
        house().engine.handle(command)
    except CaseMovedOn as refusal:
        return _overtaken(asking, row, seen, refusal), refusal.status
    except BadInput as refusal:
        return asking.page("people/change_person.html", refusal, person=row, edition=seen), refusal.status
    flash("The record is changed.")
    return redirect(url_for("pages.person", person=person))


def _overtaken(asking: Asking, row: PersonRow, seen: int, refusal: CaseMovedOn) -> str:
    """The page with what was typed, and with what others have changed; saving it again is over what they wrote."""
    meanwhile = _meanwhile(row, seen)
    return asking.page("people/change_person.html", refusal, person=row, edition=row.edition, meanwhile=meanwhile)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _meanwhile(row: PersonRow, seen: int) -> list[tuple[EditionRow, list[Change]]]:
    """What others have changed since an edition, each with what it changed."""
    return [(edition, changed) for edition, changed in _told(row.id) if edition.edition > seen]


@pages.get("/persons/<person>/editions")
@guard(SEE_CASES)
def person_editions(person: str) -> ResponseReturnValue:
    row = record_of(person)
    with house().engine.database.read() as tx:
        merges = {merge.kept_edition + 1: merge for merge in tx.merges_into(caller().authority, person)}
    looked("read all editions of the record", person=person)
    told = list(reversed(_told(person)))
    return render_template("people/person_editions.html", person=row, told=told, merges=merges, people=names(caller()))


def _told(person: str) -> list[tuple[EditionRow, list[Change]]]:
    """Every edition with what it changed, the oldest first."""
    with house().engine.database.read() as tx:
        editions = tx.person_editions(caller().authority, person)
    before = [{}, *(edition.details for edition in editions)]
    return [(edition, changes(was, edition.details)) for was, edition in zip(before, editions, strict=False)]
