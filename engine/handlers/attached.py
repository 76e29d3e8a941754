"""What may be kept with a case as a document, and how it is put there."""

import hashlib
import re

from engine.case.commands import SentFile
from engine.case.events import DocumentAttached
from engine.case.rejections import BadInput, Fault
from engine.case_file import CaseFile, Circumstances
from engine.handlers import expect
from engine.letters import FILED

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 200
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
ENDINGS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
}
UNSAID = ("", "application/octet-stream")
"""What a browser says of a file for which its computer has no program."""

# Line breaks would break a header; signs that turn the direction of writing hide how a name ends.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_OF_PATHS = re.compile(r"[/\\]+")


def attach(file: CaseFile, circumstances: Circumstances, sent: SentFile, task: str | None) -> str:
    """Record the document, which was found good; its name in the case."""
    digest = hashlib.sha256(sent.content).hexdigest()
    document = file.state.next_name("document")
    file.contents[digest] = sent.content
    attached = DocumentAttached(document, sent.name, sent.media_type, len(sent.content), digest, task)
    file.record(attached, circumstances)
    return document


def good_file(sent: SentFile, *, by_system: bool = False, path: str = "/content") -> SentFile:
    """The file as it may be kept; raises `BadInput` for one that may not."""
    if by_system:
        allowed, good = frozenset(STARTS), SentFile(_named(sent.name), sent.media_type, sent.content)
    else:
        media_type = _type_of(sent)
        allowed, good = FROM_OUTSIDE, SentFile(safe_name(_named(sent.name), media_type), media_type, sent.content)
    fault = _fault(good.media_type, good.content, allowed)
    if fault is not None:
        sentence = f"The file “{good.name}” {fault}"
        raise BadInput(sentence, (Fault(path, sentence),))
    return good


def safe_name(name: str, media_type: str) -> str:
    """A name that leads to no other folder and hides nothing, and opens only with a program for files of its type."""
    said = _OF_PATHS.sub("-", _UNSEEN.sub(" ", name)).strip(" .-") or "document"
    endings = [ending for ending, kind in ENDINGS.items() if kind == media_type]
    if not endings or said.lower().endswith(tuple(endings)):
        return said
    return said[: LONGEST_NAME - len(endings[0])] + endings[0]


def _named(name: str) -> str:
    return expect.text("name", name, LONGEST_NAME)


def _type_of(sent: SentFile) -> str:
    """What its sender says that it is, or what its name does if nobody said."""
    _, dot, ending = sent.name.strip().lower().rpartition(".")
    return ENDINGS.get(dot + ending, sent.media_type) if sent.media_type in UNSAID else sent.media_type


def _fault(media_type: str, content: bytes, allowed: frozenset[str]) -> str | None:
    if media_type not in allowed:
        return "must be a PDF, Word or Excel document, a PNG or JPEG picture, or plain text"
    if not content:
        return "is empty"
    if len(content) > LARGEST:
        return "must be 10 megabytes or smaller"
    if not content.lstrip().startswith(STARTS[media_type]):
        return "is damaged, or is not what its type says"
    return None
