"""A logo: checked when it comes in, and drawn as a picture for those who cannot draw outlines."""

import re
import struct
from collections.abc import Iterator
from functools import lru_cache

import typst
from lxml import etree

from engine.papers.blocks import Logo

LARGEST = 200_000
MOST_PIXELS = 2_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset(f"{_SVG}{name}" for name in ("script", "foreignObject", "image", "use", "style", "a", "animate"))
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.I)
_DRAWN = b"""#let shown = bytes(json(bytes(sys.inputs.logo)))
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(shown, format: sys.inputs.format, height: 2.1cm)"""


def check_logo(logo: Logo) -> list[str]:
    """What is wrong with it, each as a sentence; nothing if it can stand on a letter."""
    if len(logo.content) > LARGEST:
        return [f"The logo must have at most {LARGEST // 1000} kB, but has {-(-len(logo.content) // 1000)} kB"]
    checks = {"image/png": _faults_of_png, "image/svg+xml": _faults_of_svg}
    if logo.media_type not in checks:
        return ["The logo must be a PNG or SVG picture"]
    return list(checks[logo.media_type](logo.content)) or list(_faults_in_drawing(logo))


def as_png(logo: Logo) -> bytes:
    """The logo as a picture of dots, for Word."""
    return logo.content if logo.media_type == "image/png" else _drawn(logo)


@lru_cache(maxsize=20)
def _drawn(logo: Logo) -> bytes:
    told = {
        "logo": str(list(logo.content)),
        "format": "png" if logo.media_type == "image/png" else "svg",
    }
    drawn = typst.Compiler(ignore_system_fonts=True).compile(_DRAWN, format="png", ppi=300, sys_inputs=told)
    assert isinstance(drawn, bytes), "a logo has one page"
    return drawn


def _faults_of_png(content: bytes) -> Iterator[str]:
    if not content.startswith(_PNG) or len(content) < 24:
        yield "The logo says that it is a PNG picture, but it is not one"
        return
    size = struct.unpack(">II", content[16:24])
    if not all(1 <= side <= MOST_PIXELS for side in size):
        yield f"The logo must be at most {MOST_PIXELS} by {MOST_PIXELS} pixels, but has {size[0]} by {size[1]}"


def _faults_of_svg(content: bytes) -> Iterator[str]:
    """Outlines and colours only: nothing that acts, and nothing that is fetched from elsewhere."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as refusal:
        yield f"The logo is not an SVG picture that can be read: {refusal.msg}"
        return
    if root.tag != f"{_SVG}svg":
        yield "The logo says that it is an SVG picture, but it is not one"
    if b"<!DOCTYPE" in content:
        yield "The logo must not have a document type"
    for element in root.iter(etree.Element):
        yield from _faults_of_element(element)


def _faults_of_element(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if element.tag in _ACTIVE:
        yield f"The logo must consist of outlines only, but has a <{name}>"
    for key, value in element.attrib.items():
        word = etree.QName(str(key)).localname.lower()
        if word.startswith("on") or word == "href" or _OUTSIDE.search(str(value)):
            yield f"The logo must consist of outlines only, but its <{name}> says {word}"


def _faults_in_drawing(logo: Logo) -> Iterator[str]:
    try:
        _drawn(logo)
    except typst.TypstError as refusal:
        yield f"The logo cannot be drawn: {refusal.message}"
