"""Letters: those that are due, how they read, and that they were sent."""

from typing import Any

from flask import Response
from marshmallow import fields

from api.attachments import as_attachment
from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked, looked_through
from api.office import office
from api.plain import page_record, records
from api.resource import Input, Output, Resource
from api.shapes import PageQuery, Recorded, day, maybe, maybe_on, on, one_of, page_of, said, several, texts
from engine import FORMATS, as_file, expect_case
from engine.case.commands import RecordLetterSent
from engine.case.permissions import SEE_CASES, WORK_CASES

letters = Resource("letters", __name__, "Letters: the notices that the law requires")

MEANS = ("hand", "post", "email", "portal")


class LetterQuery(PageQuery):
    is_sent = fields.Boolean(load_default=False, metadata={"description": "Sent (true) or still to be sent (false)"})
    sort = one_of("By the day it was due, or with - backwards", "due", "-due", load_default="due")


class Letter(Output):
    case = said("The case")
    letter = said("Its name in the case, such as assess_refusal#1 (write # as %23 in URLs)")
    process = said("The process of the case")
    person = said("The person the case is about")
    person_name = said("Their name")
    template = said("Its template")
    to = said("To whom it goes, such as family or setting")
    task = maybe("The task that sends it")
    item = maybe("The item of a collection that it is about, such as advice/01")
    due_on = on("The day on which it became due")
    sent_on = maybe_on("The day on which it was sent")
    means = maybe("By which means")
    served_on = maybe_on("The day on which it counts as served")


class LetterList(Output):
    items = several(Letter)


class Gap(Output):
    name = said("The words that are missing, as the template names them, such as `authority.phone`")
    sentence = said("What to do about it, and who can")
    field = said("The question of the task that sends the letter, if it asks for them; else empty")


class Preview(Output):
    title = said("Its heading")
    html = said("The letter, as a page to be shown apart from others")
    missing = texts("What the letter wants to say but the case does not know yet; it cannot be sent without")
    gaps = several(Gap, "The same, each with who can mend it and where")


class PaperQuery(Input):
    as_ = one_of("As a PDF, a Word document, a page, or plain text", *FORMATS, data_key="as", load_default="pdf")


class Sending(Input):
    sent_on = day("The day on which it left", required=True)
    means = one_of("By which means", *MEANS, required=True)


@letters.get("/letters")
@guard(SEE_CASES)
@letters.takes(LetterQuery, "query")
@letters.gives(200, page_of(Letter))
def list_letters(query: dict[str, Any]) -> dict[str, Any]:
    """List the letters of all cases that are to be sent, or that were sent."""
    with office().engine.database.read() as tx:
        found = tx.letters(
            caller().authority,
            is_sent=query["is_sent"],
            sort=query["sort"],
            limit=query["limit"],
            cursor=query.get("after"),
        )
    looked_through("letters")
    return page_record(found)


@letters.get("/cases/<case>/letters")
@guard(SEE_CASES)
@letters.gives(200, LetterList)
def list_letters_of_case(case: str) -> dict[str, Any]:
    """List the letters of a case."""
    by = caller()
    with office().engine.database.read() as tx:
        expect_case(tx, by.authority, case)
        found = tx.letters_of(by.authority, case)
    looked("listed the letters of the case", case=case)
    return {"items": records(found)}


@letters.get("/cases/<case>/letters/<letter>")
@guard(SEE_CASES)
@letters.gives(200, Preview)
def preview_letter(case: str, letter: str) -> dict[str, Any]:
    """Read a letter as it stands: as it was sent, or as it would read today."""
    found, gaps = office().looking.letter_with_gaps(caller().authority, case, letter)
    looked("read a letter of the case", case=case)
    return {"title": found.title, "html": found.html, "missing": list(found.missing), "gaps": records(gaps)}


@letters.get("/cases/<case>/letters/<letter>/paper")
@guard(SEE_CASES)
@letters.takes(PaperQuery, "query")
@letters.gives_file("The letter on the authority's paper", *(media_type for media_type, *_ in FORMATS.values()))
def download_letter(query: dict[str, Any], case: str, letter: str) -> Response:
    """Download a letter as a file: on the authority's paper as it would go today.

    What has gone is kept as a document of the case, exactly as it went.
    """
    found = office().looking.letter(caller().authority, case, letter)
    looked("downloaded a letter of the case", case=case)
    file = as_file(found, query["as_"])
    return as_attachment(file, file.content)


@letters.post("/cases/<case>/letters/<letter>/sent")
@guard(WORK_CASES)
@letters.takes(Sending)
@letters.gives(201, Recorded, "Recorded, with the day on which it counts as served")
def record_letter_sent(body: dict[str, Any], case: str, letter: str) -> Response:
    """Record that a letter was sent: on which day, and by which means."""
    return carry_out(RecordLetterSent(letter=letter, **body, **stamp_on(case)))
