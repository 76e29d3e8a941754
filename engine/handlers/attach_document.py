"""Attach a document to a case; its bytes are kept once, under their digest."""

import hashlib

from engine.case.commands import AttachDocument
from engine.case.events import DocumentAttached
from engine.case.rejections import BadInput, Fault
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.letters import FILED

LARGEST = 10 * 1024 * 1024
STARTS = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (b"PK\x03\x04",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
    "text/plain": (b"",),
    "text/html": (b"<",),
    FILED: (b"{",),
}
FROM_OUTSIDE = frozenset(STARTS) - {"text/html", FILED}


def attach_document(command: AttachDocument, file: CaseFile, circumstances: Circumstances) -> None:
    if command.task is not None:
        expect.open_task(file.state, command.task)
    name = expect.text("name", command.name, 200)
    sentence = _fault(command)
    if sentence is not None:
        raise BadInput(sentence, (Fault("/content", sentence),))
    digest = hashlib.sha256(command.content).hexdigest()
    document = file.state.next_name("document")
    file.contents[digest] = command.content
    file.record(
        DocumentAttached(document, name, command.media_type, len(command.content), digest, command.task),
        circumstances,
    )


def _fault(command: AttachDocument) -> str | None:
    allowed = FROM_OUTSIDE if "system" not in command.by.roles else frozenset(STARTS)
    if command.media_type not in allowed:
        return "The file must be a PDF, Word or Excel document, a PNG or JPEG picture, or plain text"
    if not command.content:
        return "The file is empty"
    if len(command.content) > LARGEST:
        return "The file must be 10 megabytes or smaller"
    if not command.content.lstrip().startswith(STARTS[command.media_type]):
        return "The file is not what its type says"
    return None
