"""Documents of a case: kept once, under their digest, and handed out as files that cannot act."""

from typing import Any

from flask import Response
from werkzeug.datastructures import FileStorage

from api.attachments import as_attachment
from api.carrying_out import carry_out, stamp_on
from api.guard import caller, guard, looked
from api.office import office
from api.plain import records
from api.resource import Input, Output, Resource
from api.shapes import LONGEST_ID, Recorded, at, day, maybe, number, on, said, several, words
from engine import expect_case
from engine.case.commands import AttachDocument
from engine.case.permissions import SEE_CASES, WORK_CASES

documents = Resource("documents", __name__, "Documents of a case")

FILE = "A PDF, Word or Excel document, a PNG or JPEG picture, or plain text, of at most 10 MB"
TASK = "The open task it belongs to"
EFFECTIVE_ON = "The day on which it came in: today if left out"
FORM = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {"type": "string", "format": "binary", "description": FILE},
        "task": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "description": TASK},
        "effective_on": {"type": "string", "format": "date", "description": EFFECTIVE_ON},
    },
}


class DocumentDetails(Input):
    """What comes with the file in the same form."""

    task = words(TASK)
    effective_on = day(EFFECTIVE_ON)


class Document(Output):
    case = said("The case")
    document = said("Its name in the case, such as document#1 (write # as %23 in URLs)")
    name = said("The name of the file")
    media_type = said("Its type")
    size = number("Its size in bytes")
    digest = said("The SHA-256 of its bytes")
    task = maybe("The task it belongs to")
    attached_by = said("Who attached it")
    attached_at = at("When")
    effective_on = on("The day on which it came in")


class DocumentList(Output):
    items = several(Document)


@documents.get("/cases/<case>/documents")
@guard(SEE_CASES)
@documents.gives(200, DocumentList)
def list_documents(case: str) -> dict[str, Any]:
    """List the documents of a case."""
    by = caller()
    with office().engine.database.read() as tx:
        expect_case(tx, by.authority, case)
        found = tx.documents_of(by.authority, case)
    looked("listed the documents of the case", case=case)
    return {"items": records(found)}


@documents.post("/cases/<case>/documents")
@guard(WORK_CASES)
@documents.takes_file(DocumentDetails, FORM)
@documents.gives(201, Recorded, "Attached")
def attach_document(file: FileStorage, details: dict[str, Any], case: str) -> Response:
    """Attach a document to a case."""
    return carry_out(
        AttachDocument(
            name=file.filename or "document",
            media_type=file.mimetype,
            content=file.stream.read(),
            **details,
            **stamp_on(case),
        )
    )


@documents.get("/cases/<case>/documents/<document>")
@guard(SEE_CASES)
@documents.gives(200, None, "The bytes of the document", content_type="application/octet-stream")
def download_document(case: str, document: str) -> Response:
    """Download a document. It comes as an attachment, and a browser runs nothing in it.

    A letter that was sent is filed as its words, its day and its letterhead; it comes as the PDF made from them.
    """
    file = office().looking.document(caller().authority, case, document)
    looked(f"downloaded {document} of the case", case=case)
    return as_attachment(file, file.content)
