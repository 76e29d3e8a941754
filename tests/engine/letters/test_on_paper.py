"""A letter on the authority's paper: the letterhead is drawn, so the letter need not say it again."""

import io

import pytest
from pypdf import PdfReader

from engine.letters import Authority, Context, Letter, as_file, draw_up
from engine.papers import Heading, Paragraph, as_pdf, plain
from tests.engine.letters.sample_letters import PERSON, TODAY, template
from tests.engine.letters.statutory import letter

BODY = (
    "{{ authority.name }}\\\n{{ authority.address | lines }}\n\n{{ today }}\n\n{{ person.addressee }}\n\n"
    "Dear {{ person.salutation }}\n\n# {{ title }}\n\nIt is so.\n\nYours sincerely\n\n{{ authority.signatory }}\n"
)
FULL = Authority(name="Fairshire Council", address="1 Moor Road\nFairshire", signatory="Avery Sample", phone="00000 1")


def drawn(body: str = BODY, authority: Authority = FULL) -> Letter:
    return draw_up(template(body), {}, Context(PERSON, authority, {}, TODAY, reference="FAI-000001"))


def test_the_letterhead_is_drawn_and_not_said_twice() -> None:
    paper = drawn().paper
    assert paper.letterhead is not None
    assert (paper.letterhead.address, paper.letterhead.phone) == (("1 Moor Road", "Fairshire"), "00000 1")
    assert (paper.addressed_to, paper.reference) == (("Ms Reed",), "FAI-000001")
    assert paper.blocks[:2] == (Paragraph(plain("Dear Ms Reed")), Heading(1, plain("About Sam Reed")))


def test_a_letter_that_opens_otherwise_keeps_all_its_words() -> None:
    paper = drawn("To whom it may concern\n\nIt is so.").paper
    assert paper.addressed_to == () and paper.blocks[0] == Paragraph(plain("To whom it may concern"))


def test_there_is_room_for_a_signature() -> None:
    assert Paragraph(plain("Yours sincerely"), "closing") in drawn().paper.blocks


def test_a_letter_with_gaps_says_on_paper_that_it_is_not_ready() -> None:
    assert drawn().paper.mark == ""
    assert drawn(authority=Authority(name="Fairshire Council")).paper.mark.startswith("Not ready to be sent")


def test_a_letter_comes_in_four_formats_under_a_plain_name() -> None:
    letter = drawn()
    files = {format: as_file(letter, format) for format in ("pdf", "docx", "html", "text")}
    assert files["pdf"].name == "About Sam Reed.pdf" and files["text"].name.endswith(".txt")
    assert files["pdf"].content.startswith(b"%PDF") and files["docx"].content.startswith(b"PK")
    assert b"<h1>About Sam Reed</h1>" in files["html"].content


def said_in_pdf(key: str) -> str:
    pages = PdfReader(io.BytesIO(as_pdf(letter(key).paper))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("key", ["assess_refusal_notice", "plan_refusal_notice", "final_plan_notice"])
def test_the_pdf_of_a_notice_has_its_days_and_its_rights(key: str) -> None:
    said = said_in_pdf(key)
    for words in ("Your right to appeal", "Mediation", "Help to settle a disagreement", "16 April 2026, which"):
        assert words in said
    assert "missing" not in said
