"""What may be kept with a case as a document, and how it is put there."""

import hashlib

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


def attach(
    file: CaseFile, circumstances: Circumstances, name: str, media_type: str, content: bytes, task: str | None
) -> str:
    """Record the document, whose content was found good; its name in the case."""
    digest = hashlib.sha256(content).hexdigest()
    document = file.state.next_name("document")
    file.contents[digest] = content
    file.record(DocumentAttached(document, name, media_type, len(content), digest, task), circumstances)
    return document


def good_name(name: str, media_type: str, content: bytes, *, by_system: bool = False, path: str = "/content") -> str:
    """The name under which a file may be kept; raises `BadInput` for one that may not."""
    said = expect.text("name", name, 200)
    sentence = _fault(media_type, content, frozenset(STARTS) if by_system else FROM_OUTSIDE)
    if sentence is not None:
        raise BadInput(sentence, (Fault(path, sentence),))
    return said


def _fault(media_type: str, content: bytes, allowed: frozenset[str]) -> str | None:
    if media_type not in allowed:
        return "The file must be a PDF, Word or Excel document, a PNG or JPEG picture, or plain text"
    if not content:
        return "The file is empty"
    if len(content) > LARGEST:
        return "The file must be 10 megabytes or smaller"
    if not content.lstrip().startswith(STARTS[media_type]):
        return "The file is not what its type says"
    return None
