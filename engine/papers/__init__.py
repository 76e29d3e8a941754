"""Papers: headings, paragraphs, lists and tables that become an accessible PDF or a document for Word."""

from engine.papers.blocks import (
    Block,
    Heading,
    Items,
    Letterhead,
    Logo,
    Pack,
    Paper,
    Paragraph,
    Rows,
    Run,
    Scan,
    Table,
    plain,
)
from engine.papers.logos import check_logo
from engine.papers.portable import as_one_pdf, as_pdf, as_pictures
from engine.papers.reading import blocks_of
from engine.papers.scanning import pages_of, scan_of, weight
from engine.papers.word import as_docx

__all__ = [
    "Block",
    "Heading",
    "Items",
    "Letterhead",
    "Logo",
    "Pack",
    "Paper",
    "Paragraph",
    "Rows",
    "Run",
    "Scan",
    "Table",
    "as_docx",
    "as_one_pdf",
    "as_pdf",
    "as_pictures",
    "blocks_of",
    "check_logo",
    "plain",
    "pages_of",
    "scan_of",
    "weight",
]
