"""Opens XML from a stranger: no document type, no entities, no network, bounded size."""

import re

from lxml import etree

from web.diagram.unreadable import DiagramUnreadable

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
Children = list[tuple[str, etree._Element]]
LARGEST = 5_000_000

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_DECLARED = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}


def root_of(xml: bytes | str) -> etree._Element:
    """The `definitions` element, or a DiagramUnreadable that says what is wrong."""
    if len(xml) > LARGEST:
        raise DiagramUnreadable("This file is larger than 5 MB, which no process diagram needs to be.")
    text = _DECLARATION.sub("", xml if isinstance(xml, str) else _decoded(xml), count=1)
    # Refused before the parser sees it: an entity in an attribute is expanded whatever the parser is told.
    if "<!DOCTYPE" in text:
        raise DiagramUnreadable("This file declares a document type (DOCTYPE), which a diagram must not have.")
    root = _parsed(text)
    if root.tag != f"{MODEL}definitions":
        raise DiagramUnreadable("This is not a BPMN 2.0 diagram: it does not start with BPMN definitions.")
    return root


def _decoded(xml: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if xml.startswith(mark)), None)
    if encoding is None:
        declared = _DECLARED.match(xml)
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        if encoding not in _ENCODINGS:
            raise DiagramUnreadable(f"This file is written in {encoding}; save it as UTF-8.")
    try:
        return xml.decode(encoding)
    except UnicodeDecodeError:
        raise DiagramUnreadable("This file is not text in the encoding that it claims; save it as UTF-8.") from None


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
        return etree.fromstring(text.encode("utf-8"), parser)
    except UnicodeEncodeError:
        raise DiagramUnreadable("This file contains characters that are not allowed in XML.") from None
    except etree.XMLSyntaxError as error:
        raise DiagramUnreadable(f"This file is not well-formed XML: {error.msg}.") from None


def children(element: etree._Element) -> Children:
    """The BPMN children with their local names; other namespaces are none of our business."""
    return [(child.tag[len(MODEL) :], child) for child in element if child.tag.startswith(MODEL)]


def reference(text: str | None) -> str:
    """The id in a reference, which may carry a namespace prefix (`tns:decide`)."""
    return (text or "").strip().rpartition(":")[2]
