"""The styles of documents for Word: named as Word names them, so that a council can restyle a copy."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"  # everybody who has Word has it
INK = RGBColor(0x1A, 0x1A, 0x1A)
LETTERHEAD, ADDRESS, QUOTE, KEPT, LINK = "Letterhead", "Address", "Quoted text", "Closing words", "Hyperlink"
SIZES = {1: 15, 2: 12.5, 3: 11, 4: 11, 5: 11, 6: 11}


def set_styles(document: Document) -> None:
    _page(document)
    styles = document.styles
    _language(styles.element)
    _font(styles["Normal"], 11)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    for level, size in SIZES.items():
        heading = styles[f"Heading {level}"]
        _font(heading, size)
        heading.font.bold, heading.font.italic = True, level == 4
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(6)
    for name in (LETTERHEAD, ADDRESS, QUOTE, KEPT):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    _font(styles[LETTERHEAD], 9.5)
    styles[LETTERHEAD].paragraph_format.space_after = Pt(18)
    styles[ADDRESS].paragraph_format.space_after = Pt(14)
    styles[QUOTE].paragraph_format.left_indent = Cm(0.8)
    styles[KEPT].paragraph_format.keep_with_next = True
    styles[KEPT].paragraph_format.space_after = Pt(40)
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x1D, 0x4F, 0x91)


def _page(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(2.4), Cm(2.2)
    page.top_margin, page.bottom_margin = Cm(2), Cm(2.4)


def _font(style: Any, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _language(styles: Any) -> None:
    """British English, for everything that does not say otherwise."""
    told = styles.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for known in told.findall(qn("w:lang")):
        told.remove(known)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "en-GB")
    language.set(qn("w:bidi"), "ar-SA")
    told.append(language)
