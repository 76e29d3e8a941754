"""Opens XML that a stranger may have written: bounded in size and depth, no document type, no entities, no network."""

import re

from lxml import etree

LARGEST = 2_000_000
DEEPEST = 60

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(r"""\bencoding\s*=\s*["']([^"']*)["']""")


class Unreadable(Exception):
    """The file cannot be read; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def open_xml(text: str, root: str, largest: int = LARGEST, what: str = "diagram") -> etree._Element:
    """The root element, which must be `root`; raises Unreadable."""
    if len(text) > largest:
        raise Unreadable(f"The file is larger than {largest // 1_000_000} MB, which no {what} needs to be")
    # Looked for in the text, because a parser may expand an entity in an attribute whatever it is told.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable(f"The file declares a document type or an entity, which a {what} must not have")
    _check_encoding(text)
    element = _parsed(text)
    if element.tag != root:
        raise Unreadable(f"Expected <{etree.QName(root).localname}>, but the file begins with <{_local(element)}>")
    if _is_too_deep(element):
        raise Unreadable(f"The file is nested more than {DEEPEST} deep, which no {what} needs to be")
    return element


def _check_encoding(text: str) -> None:
    declaration = _DECLARATION.match(text)
    encoding = _ENCODING.search(declaration[0]) if declaration else None
    if encoding and encoding[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise Unreadable(f"The file says it is written in {encoding[1][:20]}; save it as UTF-8")


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except UnicodeEncodeError:
        raise Unreadable("The file contains characters that XML does not allow") from None
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"The file is not well-formed XML: {error.msg}") from None


def _is_too_deep(element: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
