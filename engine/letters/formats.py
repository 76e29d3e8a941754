"""The formats that a letter can be had in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.letters.drawing import Letter
from engine.papers import as_docx, as_pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: Mapping[str, tuple[str, str, Callable[[Letter], bytes]]] = {
    "pdf": ("application/pdf", "pdf", lambda letter: as_pdf(letter.paper)),
    "docx": (WORD, "docx", lambda letter: as_docx(letter.paper)),
    "html": ("text/html", "html", lambda letter: letter.html.encode()),
    "text": ("text/plain", "txt", lambda letter: letter.text.encode()),
}
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class LetterFile:
    name: str
    media_type: str
    content: bytes


def as_file(letter: Letter, format: str) -> LetterFile:
    """The letter as one of `FORMATS`, under a name that every computer takes."""
    media_type, ending, written = FORMATS[format]
    name = re.sub(r"[^\w ]+", "", letter.title, flags=re.ASCII).strip()[:LONGEST_NAME] or "letter"
    return LetterFile(f"{name}.{ending}", media_type, written(letter))
