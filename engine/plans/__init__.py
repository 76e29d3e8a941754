"""The plan as a document: what its sections are, what they say, and how two editions of it differ."""

from engine.plans.comparing import Difference, SectionCompared, Span, compared
from engine.plans.gathering import gathered, untouched
from engine.plans.layout import Layout, LayoutFaults
from engine.plans.showing import Answers, Block, Paragraphs, ShownSection, Table, shown

__all__ = [
    "Answers",
    "Block",
    "Difference",
    "Layout",
    "LayoutFaults",
    "Paragraphs",
    "SectionCompared",
    "ShownSection",
    "Span",
    "Table",
    "compared",
    "gathered",
    "shown",
    "untouched",
]
