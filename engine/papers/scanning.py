"""Files that somebody else made, as they can stand in a pack: PDFs page by page, and pictures."""

import io
import re
import struct
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from engine.papers.blocks import Scan

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
MOST_PAGES = 150
MOST_PIXELS = 60_000_000
"""More could fill the memory of the machine that draws it."""

LONGEST_ALT = 6000
_SIZE_OF_JPEG = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(....)", re.DOTALL)
_TRIED = b"""#set page(width: 2cm, height: 2cm, margin: 0pt)
#for number in range(int(sys.inputs.pages)) { page(image("file", format: "pdf", page: number + 1, width: 1cm)) }"""
_UNREADABLE = (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, OSError)
"""What reading a PDF raises that is none, or a broken one."""


def scan_of(
    title: str, media_type: str, content: bytes, reference: str = "", said: Sequence[str] | None = None
) -> Scan | None:
    """The file as a part of a pack; None if it cannot be printed in one. `said` is what its pages say, if known."""
    alts = _alts(title, media_type, content, said)
    return Scan(title, media_type, content, alts, reference) if alts else None


def _alts(title: str, media_type: str, content: bytes, said: Sequence[str] | None) -> tuple[str, ...]:
    """What each page shows, in words; none where it cannot be drawn."""
    if media_type == PDF:
        pages = pages_of(content) if said is None else said
        return tuple(
            f"Page {place} of {len(pages)} of {title}. {words}"[:LONGEST_ALT] for place, words in enumerate(pages, 1)
        )
    pixels = {PNG: _pixels_of_png, JPEG: _pixels_of_jpeg}.get(media_type)
    if pixels is None or not 0 < pixels(content) <= MOST_PIXELS:
        return ()
    return (f"Picture: {title}",)


def pages_of(content: bytes) -> tuple[str, ...]:
    """What each page of a PDF says; none where they cannot be drawn. It takes some hundredths of a second a page."""
    try:
        pages = PdfReader(io.BytesIO(content)).pages
        said = [page.extract_text() for page in pages] if len(pages) <= MOST_PAGES else []
    except _UNREADABLE:
        return ()
    if not _can_be_drawn(content, len(said)):
        return ()
    return tuple(" ".join(words.split())[:LONGEST_ALT] for words in said)


def _can_be_drawn(content: bytes, pages: int) -> bool:
    with TemporaryDirectory() as folder:
        (Path(folder) / "file").write_bytes(content)
        try:
            typst.Compiler(root=folder, ignore_system_fonts=True).compile(
                _TRIED, format="pdf", sys_inputs={"pages": str(pages)}
            )
        except typst.TypstError:
            return False
    return True


def _pixels_of_png(content: bytes) -> int:
    if len(content) < 24:
        return 0
    wide, high = struct.unpack(">II", content[16:24])
    return int(wide * high)


def _pixels_of_jpeg(content: bytes) -> int:
    found = _SIZE_OF_JPEG.search(content)
    if found is None:
        return 0
    high, wide = struct.unpack(">HH", found[1])
    return int(wide * high)
