"""Papers as documents for Word, with real styles and headings, for those who have to change a copy."""

import io
import zipfile
from datetime import date, datetime, time

from docx import Document as new_document
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from engine.papers.blocks import Block, Heading, Items, Letterhead, Paper, Paragraph, Rows, Table, Words
from engine.papers.fonts import printable
from engine.papers.logos import as_png
from engine.papers.styles import ADDRESS, KEPT, LETTERHEAD, LINK, QUOTE, set_styles
from engine.papers.wording import add_field, add_link, numbered_from
from engine.statute import short

DEEPEST_LIST = 3


def as_docx(paper: Paper) -> bytes:
    """The same paper gives the same bytes: it says that it was made on its own day."""
    document = new_document()
    set_styles(document)
    _properties(document, paper)
    _foot(document, paper)
    if paper.letterhead:
        _letterhead(document, paper.letterhead)
    _address(document, paper)
    if paper.mark:
        document.add_paragraph().add_run(printable(paper.mark)).bold = True
    for block in paper.blocks:
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return _dated(written.getvalue(), paper.day)


def _properties(document: Document, paper: Paper) -> None:
    properties, moment = document.core_properties, datetime.combine(paper.day, time())
    properties.title, properties.author = printable(paper.title)[:255], printable(paper.author)[:255]
    properties.last_modified_by = properties.author
    properties.subject, properties.language = printable(paper.reference)[:255], "en-GB"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment


def _foot(document: Document, paper: Paper) -> None:
    said = [printable(one) for one in (paper.reference, paper.mark) if one]
    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(" · ".join([*said, "Page "]))
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _letterhead(document: Document, head: Letterhead) -> None:
    if head.logo:
        _logo(document, head)
    paragraph = document.add_paragraph(style=LETTERHEAD)
    paragraph.add_run(printable(head.name)).bold = True
    for line in head.address:
        paragraph.add_run("\n" + printable(line))
    if head.phone:
        paragraph.add_run("\nTelephone: " + printable(head.phone))
    if head.email:
        paragraph.add_run("\nEmail: " + printable(head.email))


def _logo(document: Document, head: Letterhead) -> None:
    assert head.logo is not None
    picture = document.add_picture(io.BytesIO(as_png(head.logo)), height=Cm(2.1))
    if picture.width > Cm(7):
        picture.width, picture.height = Cm(7), int(picture.height * Cm(7) / picture.width)
    about = picture._inline.docPr
    about.set("descr", f"Logo of {printable(head.name)}")


def _address(document: Document, paper: Paper) -> None:
    if paper.addressed_to:
        document.add_paragraph("\n".join(map(printable, paper.addressed_to)), style=ADDRESS)
    if paper.addressed_to or paper.reference:
        reference = f"\nOur reference: {printable(paper.reference)}" if paper.reference else ""
        document.add_paragraph(f"Date: {short(paper.day)}{reference}", style=ADDRESS)


def _add(document: Document, block: Block, depth: int = 0) -> None:
    match block:
        case Heading(level, words):
            _write(document.add_paragraph(style=f"Heading {level}"), words)
        case Paragraph(words, kind):
            style = {"text": "Normal", "quote": QUOTE, "closing": KEPT}[kind]
            _write(document.add_paragraph(style=style), words)
        case Items():
            _list(document, block, depth)
        case Rows(rows):
            _table(document, (), rows)
        case Table(head, rows):
            _table(document, head, rows)


def _list(document: Document, block: Items, depth: int) -> None:
    """A list; what stands in an item below its first paragraph is set in as far."""
    kind = "List Bullet" if block.first is None else "List Number"
    style = kind + ("" if depth == 0 else f" {min(depth + 1, DEEPEST_LIST)}")
    number = None if block.first is None else numbered_from(document, style, block.first)
    for item in block.items:
        first, *rest = item or (Paragraph(()),)
        if isinstance(first, Paragraph):
            paragraph = document.add_paragraph(style=style)
            if number is not None:
                number(paragraph)
            _write(paragraph, first.words)
        else:
            rest = [first, *rest]
        for inner in rest:
            _add(document, Paragraph(inner.words, "quote") if isinstance(inner, Paragraph) else inner, depth + 1)


def _table(document: Document, head: tuple[Words, ...], rows: tuple[tuple[Words, ...], ...]) -> None:
    wide = len(head) or 2
    table = document.add_table(rows=0, cols=wide, style="Table Grid")
    for place, row in enumerate([head, *rows] if head else rows):
        cells = table.add_row().cells
        for column, words in enumerate(row):
            is_title = (place == 0) if head else column == 0
            _write(cells[column].paragraphs[0], words, is_title)
    if head:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
    document.add_paragraph()


def _write(paragraph: WordParagraph, words: Words, is_bold: bool = False) -> None:
    for run in words:
        text = printable(run.text)
        written = add_link(paragraph, run.link, text, LINK) if run.link else paragraph.add_run(text)
        written.bold = (run.is_bold or is_bold) or None
        written.italic = run.is_italic or None


def _dated(docx: bytes, day: date) -> bytes:
    """The same file, with the day of the paper instead of the moment of writing."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            about = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(name))
    return kept.getvalue()
