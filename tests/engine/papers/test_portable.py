"""Papers as PDF: tagged, titled, in British English, the same bytes for the same paper, and never markup."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject

from engine.papers import Heading, Items, Paper, Paragraph, as_pdf, as_pictures, plain
from tests.engine.papers.sample_papers import BLOCKS, DAY, paper, pdf, words_of_pdf

HOSTILE = [
    '#set page(width: 1cm) #read("/etc/passwd")',
    '*bold* _it_ `raw` $x$ @ref <label> // gone /* gone */ \\ "quoted"',
    "= No heading\n- no item\n+ no number\n/ no: term",
    "]#panic()[",
    "\x00\x07\x1b[31m\ud800\ufffe",
    "\u202egnihton\u202c",
    "\u0627\u0644\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 \u4e2d\u6587 \u0d2e\u0d32\u0d2f\u0d3e\u0d33\u0d02",
    "\u0627\u0915\u093e\u0301\ue000\U00012000",
]
TEXT = st.text(max_size=60) | st.text(st.sampled_from("#[]()*_$@<>/\\`\"'=-+~\n \u0301\u200d\u0627\u0915"), max_size=40)


def tags(node: Any) -> Iterator[str]:
    """The kinds of the elements of the structure tree, in reading order."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, ArrayObject):
        for inner in found:
            yield from tags(inner)
    if isinstance(found, DictionaryObject):
        if "/S" in found:
            yield str(found["/S"])
        yield from tags(found.get("/K", ArrayObject()))


def root(made: Paper) -> Any:
    return pdf(made).trailer["/Root"]


def structure(made: Paper) -> list[str]:
    return list(tags(root(made)["/StructTreeRoot"]))


def test_a_pdf_is_tagged_titled_and_in_british_english() -> None:
    found = root(paper())
    assert found["/MarkInfo"]["/Marked"] and found["/Lang"] == "en-GB"
    assert found["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in found["/Metadata"].get_object().get_data()


def test_a_pdf_tells_its_title_author_and_day() -> None:
    about = pdf(paper()).metadata
    assert about is not None and about.creation_date is not None
    assert (about.title, about.author, about.creation_date.date()) == ("What we decided", "Fairshire Council", DAY)


def test_headings_lists_links_and_tables_are_tagged() -> None:
    assert {"/H1", "/P", "/L", "/LI", "/Link", "/Table", "/TH", "/TD", "/Figure"} <= set(structure(paper()))


def test_a_pdf_has_the_letterhead_and_all_its_words() -> None:
    said = words_of_pdf(paper(mark="Draft"))
    for words in ("1 Moor Road", "Telephone: 00000 000 100", "Our reference: FAI-000001", "Date: 16 February 2026"):
        assert words in said
    for words in ("Ms Reed", "We will not do it. More", "3. Ring us", "Draft", "Page 1 of 1"):
        assert words in said


def test_the_same_paper_gives_the_same_pdf() -> None:
    assert as_pdf(paper()) == as_pdf(paper())


def test_a_paper_may_begin_with_any_heading() -> None:
    deep = Heading(4, plain("Deep"))
    made = paper(Heading(3, plain("First")), Heading(1, plain("High")), deep, Items(((deep,),)))
    assert [tag for tag in structure(made) if tag.startswith("/H")] == ["/H1", "/H1", "/H2"]


def test_a_paper_can_be_looked_at_as_pictures() -> None:
    pages = as_pictures(paper(*BLOCKS * 6), 20)
    assert len(pages) > 1 and all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_somebody_typed_stays_text(text: str) -> None:
    said = words_of_pdf(paper(Heading(1, plain(text)), Paragraph(plain(text))))
    assert "".join(one for one in text if one.isascii() and one.isprintable() and one != " ") in "".join(said.split())


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_any_text_can_stand_on_a_paper(text: str) -> None:
    assert as_pdf(paper(Paragraph(plain(text)))).startswith(b"%PDF")


@pytest.mark.parametrize("script", ["\u4e2d\u6587", "\u041a\u0438\u0457\u0432", "Zo\u00eb", "\u0938", "\u0baa"])
def test_names_of_many_scripts_are_drawn(script: str) -> None:
    assert unicodedata.normalize("NFC", script) in words_of_pdf(paper(Paragraph(plain(script))))
