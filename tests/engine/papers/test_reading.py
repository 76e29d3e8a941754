"""Markdown as blocks."""

from engine.papers import Heading, Items, Paragraph, Run, blocks_of, plain


def test_headings_and_paragraphs_become_blocks() -> None:
    assert blocks_of("# One\n\nTwo\\\nthree") == (Heading(1, plain("One")), Paragraph(plain("Two\nthree")))


def test_bold_and_italic_words_are_runs_of_their_own() -> None:
    runs = (Run("a "), Run("b", is_bold=True), Run(" "), Run("c", is_italic=True))
    assert blocks_of("a **b** *c*") == (Paragraph(runs),)


def test_escaped_characters_do_not_split_a_run() -> None:
    assert blocks_of(r"a\*b\#c") == (Paragraph(plain("a*b#c")),)


def test_lists_keep_their_depth_and_their_first_number() -> None:
    inner = Items(((Paragraph(plain("c")),),), first=4)
    assert blocks_of("- a\n- b\n\n  4. c") == (Items(((Paragraph(plain("a")),), (Paragraph(plain("b")), inner))),)


def test_links_lead_to_the_web_or_to_a_mailbox_only() -> None:
    assert blocks_of("[a](https://b.example)") == (Paragraph((Run("a", link="https://b.example"),)),)
    assert blocks_of("[a](ftp://b) [c](../d)") == (Paragraph(plain("a c")),)


def test_html_stays_text() -> None:
    assert blocks_of("<b>a</b>") == (Paragraph(plain("<b>a</b>")),)


def test_quotations_stand_in_from_the_margin() -> None:
    assert blocks_of("> a") == (Paragraph(plain("a"), "quote"),)
