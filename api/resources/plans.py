"""Plans: every edition of a person's plan as it was sent, and how two of them differ."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields
from werkzeug.utils import secure_filename

from api.attachments import INERT
from api.guard import caller, guard, looked
from api.office import office
from api.plain import record, records
from api.resource import Input, Output, Resource
from api.resources.access_log import Access
from api.shapes import at, flag, maybe, maybe_on, on, one_of, said, several, texts
from api.shapes import number as counted
from engine import MEDIA_TYPES, Edition, NotFound, PlanFile, looks_at
from engine.case.permissions import SEE_ACCESS_LOG, SEE_CASES, rights_of

plans = Resource("plans", __name__, "Plans: each edition of the plan of a person, as it was sent")


class AsQuery(Input):
    sort = one_of("As an accessible PDF or for Word, instead of JSON", *MEDIA_TYPES, data_key="as")


class PlanEdition(Output):
    number = counted("Its number over all cases of the person, from 1")
    title = said("What it is called, such as Draft plan 2")
    kind = said("What went out: draft, final, amended_draft or amended")
    number_of_kind = counted("Its number among those of its kind in its case")
    case = said("The case that sent it")
    plan = said("Its name in the case, such as plan#1")
    sequence = counted("The entry of the history that seals it")
    process = said("The process of the case")
    letter = said("The letter that it went with")
    to = texts("To whom it went with that letter")
    issued_on = on("The day on which it went")
    made_on = maybe_on("The day on which the plan was made, if it is more than a draft")
    recorded_at = at("When that was written down")


class PlanEditionList(Output):
    items = several(PlanEdition)


class PlanAnswer(Output):
    title = said("What is answered")
    said = said("The answer")


class PlanTable(Output):
    heads = texts("The heads of its columns")
    rows = fields.List(fields.List(fields.String()), required=True, metadata={"description": "The cells of its rows"})


class PlanSection(Output):
    key = said("A to K; section H is H1 and H2")
    title = said("Its title")
    citation = said("The rule that asks for it")
    blank = said("Why it is blank, if the law leaves it blank")
    answers = several(PlanAnswer, "Short answers, with their titles")
    texts = texts("Its paragraphs")
    tables = several(PlanTable, "Its tables")


class PlanCopy(Output):
    to = said("To whom it went")
    letter = said("With which letter")
    sent_on = maybe_on("On which day")
    means = maybe("By which means")


class PlanEditionWhole(PlanEdition):
    """An edition with all that it says, and who has had it."""

    citation = said("The law that says what a plan consists of")
    sections = several(PlanSection)
    copies = several(PlanCopy, "To whom it went, with the letters of its case")
    looks = fields.List(
        fields.Nested(Access),
        required=True,
        allow_none=True,
        metadata={"description": "Who looked at it here, the latest first; null for those who may not know"},
    )


class PlanSpan(Output):
    how = said("same, added or removed")
    text = said("The words")


class PlanDifference(Output):
    how = said("added, removed or changed")
    what = said("paragraph, answer or row")
    title = said("The question of an answer; empty for the others")
    place = counted("Which paragraph, answer or row of its section; of what was removed, as it stood before")
    sentence = said("The same in words")
    was = said("What it said before")
    now = said("What it says now")
    spans = several(PlanSpan, "Of what changed, its words")


class PlanSectionCompared(Output):
    key = said("A to K")
    heading = said("Its key and title")
    is_same = flag("Whether nothing changed")
    sentence = said("What changed, in words")
    differences = several(PlanDifference)


class PlansCompared(Output):
    old = fields.Nested(PlanEdition, required=True, metadata={"description": "The older edition"})
    new = fields.Nested(PlanEdition, required=True, metadata={"description": "The newer edition"})
    sections = several(PlanSectionCompared)


BYTES = {"schema": {"type": "string", "format": "binary"}}
AS_ASKED = {
    "200": {
        "description": "The edition as JSON, or as the file that was asked for",
        "content": {
            "application/json": {"schema": PlanEditionWhole},
            **dict.fromkeys(MEDIA_TYPES.values(), BYTES),
        },
    }
}


@plans.get("/persons/<person>/plans")
@guard(SEE_CASES)
@plans.gives(200, PlanEditionList)
def list_editions_of_plan(person: str) -> dict[str, Any]:
    """List every edition of the plan of a person: drafts, final plans and amendments, the oldest first."""
    found = office().plans.editions(caller().authority, person)
    looked("listed the editions of the plan", person=person)
    return {"items": [_edition(one) for one in found]}


@plans.get("/persons/<person>/plans/<number>")
@guard(SEE_CASES)
@plans.takes(AsQuery, "query")
@plans.gives(200, PlanEditionWhole)
@plans.doc(responses=AS_ASKED)  # type: ignore[untyped-decorator]
def get_edition_of_plan(query: dict[str, Any], person: str, number: str) -> Response:
    """Read an edition of the plan with all its sections, and who has had it; or take it as a file."""
    book, by, wanted = office().plans, caller(), _number(number)
    read, downloaded = looks_at(wanted)
    if "sort" in query:
        file = book.file(by.authority, person, wanted, query["sort"])
        looked(downloaded, person=person)
        return _as_file(file)
    found = book.read(by.authority, person, wanted)
    may_know = SEE_ACCESS_LOG in rights_of(by)
    looks = records(book.looks(by.authority, person, wanted)) if may_know else None
    looked(read, person=person)
    sections = [_section(one) for one in found.sections]
    copies = records(found.copies)
    whole = {"citation": found.citation, "sections": sections, "copies": copies, "looks": looks}
    return jsonify({**_edition(found.edition), **whole})


@plans.get("/persons/<person>/plans/<number>/compared-with/<other>")
@guard(SEE_CASES)
@plans.gives(200, PlansCompared)
def compare_editions_of_plan(person: str, number: str, other: str) -> dict[str, Any]:
    """Compare two editions of the plan, section by section; the newer is told as a change of the older."""
    numbers = sorted((_number(number), _number(other)))
    found = office().plans.compared(caller().authority, person, *numbers)
    for one in numbers:
        looked(looks_at(one)[0], person=person)
    return {
        "old": _edition(found.old),
        "new": _edition(found.new),
        "sections": [_compared(section) for section in found.sections],
    }


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound(f"Expected the number of an edition, such as 1, but got {text}")
    return int(text)


def _edition(edition: Edition) -> dict[str, Any]:
    row = record(edition.row)
    shown = {name: row[name] for name in PlanEdition._declared_fields if name in row}
    return {**shown, "number": edition.number, "title": edition.title, "number_of_kind": edition.row.number}


def _section(section: Any) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "citation": section.citation,
        "blank": section.blank,
        "answers": [{"title": title, "said": words} for title, words in section.answers],
        "texts": list(section.texts),
        "tables": [{"heads": list(table.heads), "rows": [list(row) for row in table.rows]} for table in section.tables],
    }


def _compared(section: Any) -> dict[str, Any]:
    differences = [
        {**record(one), "sentence": one.sentence, "spans": records(one.spans)} for one in section.differences
    ]
    said_of = {"key": section.key, "heading": section.heading, "is_same": section.is_same}
    return {**said_of, "sentence": section.sentence, "differences": differences}


def _as_file(file: PlanFile) -> Response:
    response = Response(file.content, mimetype=file.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=secure_filename(file.name))
    response.headers["Content-Security-Policy"] = INERT
    return response
