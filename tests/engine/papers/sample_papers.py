"""A paper for the tests, with everything that a paper can have."""

import io
from datetime import date
from zipfile import ZipFile

from pypdf import PdfReader

from engine.papers import Heading, Items, Letterhead, Logo, Paper, Paragraph, Rows, Run, Table, as_docx, as_pdf, plain

DAY = date(2026, 2, 16)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#123"/></svg>'
LOGO = Logo("image/svg+xml", SVG)
HEAD = Letterhead("Fairshire Council", ("1 Moor Road", "Fairshire"), "00000 000 100", "send@fairshire.example", LOGO)
INNER = Items(((Paragraph(plain("of health")),),))
ITEMS = Items(((Paragraph(plain("an assessment")), INNER), (Paragraph(plain("a plan")),)))
STEPS = Items(((Paragraph(plain("Ring us")),), (Paragraph(plain("Write to us")),)), first=3)
TABLE = Table((plain("Who"), plain("When")), ((plain("Health"), plain("Friday")),), (1, 2))
BLOCKS = (
    Heading(1, plain("What we decided")),
    Paragraph((Run("We will "), Run("not", is_bold=True), Run(" do it. "), Run("More", link="https://more.example/"))),
    ITEMS,
    STEPS,
    Rows(((plain("Name"), plain("Sam Reed")),)),
    TABLE,
    Paragraph(plain("Yours sincerely"), "closing"),
    Paragraph(plain("Avery Sample\nHead of casework")),
)


def paper(*blocks: Heading | Paragraph | Items | Rows | Table, mark: str = "") -> Paper:
    to = ("Ms Reed", "2 Low Lane")
    return Paper("What we decided", "Fairshire Council", DAY, blocks or BLOCKS, HEAD, to, "FAI-000001", mark)


def pdf(made: Paper) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(made)))


def words_of_pdf(made: Paper) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf(made).pages).split())


def parts_of_docx(made: Paper) -> dict[str, str]:
    with ZipFile(io.BytesIO(as_docx(made))) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist() if name.endswith(".xml")}
