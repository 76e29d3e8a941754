"""Letters: a template and a case become a document, or a list of what is missing."""

from engine.letters.context import Authority, Context, Deadline, Person
from engine.letters.drawing import Letter, draw_up
from engine.letters.faults import LetterFaults, LetterIncomplete, LetterTooLong
from engine.letters.template import Template

__all__ = [
    "Authority",
    "Context",
    "Deadline",
    "Letter",
    "LetterFaults",
    "LetterIncomplete",
    "LetterTooLong",
    "Person",
    "Template",
    "draw_up",
]
