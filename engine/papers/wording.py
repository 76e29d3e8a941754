"""What Word can do and python-docx has no word for: links, page numbers, lists that begin anew."""

from collections.abc import Callable
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def add_link(paragraph: Paragraph, target: str, text: str, style: str) -> Run:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text, style)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def add_field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def numbered_from(document: Document, style: str, first: int) -> Callable[[Paragraph], None]:
    """A list of its own that begins with this number; the answer puts a paragraph into it."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    num = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    num.add_lvlOverride(ilvl=0).add_startOverride(first)

    def put(paragraph: Paragraph) -> None:
        properties: Any = paragraph._p.get_or_add_pPr()
        inside = properties.get_or_add_numPr()
        inside.get_or_add_ilvl().val = 0
        inside.get_or_add_numId().val = num.numId

    return put
