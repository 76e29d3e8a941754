"""Papers as documents for Word: real styles, a language, a title, and never a broken file."""

import io

from docx import Document
from docx.document import Document as Opened
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.papers import Paragraph, as_docx, plain
from tests.engine.papers.sample_papers import DAY, paper, parts_of_docx


def opened(*blocks: Paragraph) -> Opened:
    return Document(io.BytesIO(as_docx(paper(*blocks))))


def style_of(words: str) -> str:
    [style] = [paragraph.style for paragraph in opened().paragraphs if paragraph.text == words]
    return str(style and style.name)


def test_headings_and_lists_have_the_styles_that_word_knows() -> None:
    assert style_of("What we decided") == "Heading 1"
    assert style_of("an assessment") == "List Bullet" and style_of("of health") == "List Bullet 2"
    assert style_of("Ring us") == "List Number"


def test_the_document_tells_its_title_author_language_and_day() -> None:
    about = opened().core_properties
    assert (about.title, about.author, about.language) == ("What we decided", "Fairshire Council", "en-GB")
    assert about.created is not None and about.created.date() == DAY


def test_all_words_are_marked_as_british_english() -> None:
    assert '<w:lang w:val="en-GB"' in parts_of_docx(paper())["word/styles.xml"]


def test_the_letterhead_address_and_reference_are_above() -> None:
    said = [paragraph.text for paragraph in opened().paragraphs]
    assert said[1].startswith("Fairshire Council\n1 Moor Road") and "Telephone: 00000 000 100" in said[1]
    assert said[2:4] == ["Ms Reed\n2 Low Lane", "Date: 16 February 2026\nOur reference: FAI-000001"]


def test_the_logo_is_described_for_those_who_cannot_see_it() -> None:
    assert 'descr="Logo of Fairshire Council"' in parts_of_docx(paper())["word/document.xml"]


def test_a_numbered_list_begins_with_its_own_number() -> None:
    assert '<w:startOverride w:val="3"/>' in parts_of_docx(paper())["word/numbering.xml"]


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    assert "w:tblHeader" in parts_of_docx(paper())["word/document.xml"]


def test_a_link_leads_somewhere() -> None:
    assert "<w:hyperlink" in parts_of_docx(paper())["word/document.xml"]


def test_the_same_paper_gives_the_same_document() -> None:
    assert as_docx(paper()) == as_docx(paper())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_stand_in_a_document(text: str) -> None:
    told = opened(Paragraph(plain(text))).paragraphs[-1].text
    assert [one for one in text if one.isalnum() and one.isascii()] == [
        one for one in told if one.isalnum() and one.isascii()
    ]
