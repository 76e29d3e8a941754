"""Letters: a template and a case become a document, or a list of what is missing."""

from engine.letters.context import AUTHORITY, Authority, Context, Deadline, Person
from engine.letters.drawing import Letter, draw_up
from engine.letters.faults import LetterFaults, LetterIncomplete, LetterTooLong
from engine.letters.filed import FILED, filed, paper_of
from engine.letters.formats import FORMATS, LetterFile, as_file
from engine.letters.on_paper import on_paper
from engine.letters.template import Template

__all__ = [
    "AUTHORITY",
    "Authority",
    "Context",
    "Deadline",
    "FILED",
    "FORMATS",
    "Letter",
    "LetterFaults",
    "LetterFile",
    "LetterIncomplete",
    "LetterTooLong",
    "Person",
    "Template",
    "as_file",
    "draw_up",
    "filed",
    "on_paper",
    "paper_of",
]
