"""Files that somebody else made, as they can stand in a pack: PDFs page by page, and pictures."""

import json
import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.papers.blocks import Scan
from engine.papers.pages import MOST_SECONDS

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
MOST_PIXELS = 60_000_000
"""More could fill the memory of the machine that draws it."""

LONGEST_ALT = 6000
READER = Path(__file__).with_name("pages.py")
PATIENCE = 4
"""How many times longer than it works a reader may take, on a machine that does other things too."""

PIXELS_TO_A_BYTE = 8
"""What an ordinary photograph needs."""

_PART_OF_JPEG = re.compile(rb"\xff+([^\x00\xff])(..)(.{5})", re.DOTALL)
_SIZES_OF_JPEG = frozenset(bytes([mark]) for mark in range(0xC0, 0xD0) if mark not in (0xC4, 0xC8, 0xCC))


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
    if not 0 < _pixels(media_type, content) <= MOST_PIXELS:
        return ()
    return (f"Picture: {title}",)


def pages_of(content: bytes, seconds: int = MOST_SECONDS) -> tuple[str, ...]:
    """What each page of a PDF says; none where they cannot be drawn. It takes some hundredths of a second a page.

    A stranger may have made it, to keep us busy: it is read by a program that ends after so many seconds of work.
    """
    asked = [sys.executable, "-P", str(READER), str(seconds)]
    try:
        read = subprocess.run(asked, input=content, capture_output=True, timeout=seconds * PATIENCE, check=True)
    except subprocess.SubprocessError:
        return ()
    return tuple(words[:LONGEST_ALT] for words in json.loads(read.stdout))


def weight(media_type: str, content: bytes) -> int:
    """How much of the room in a pack a file takes: a drawing of 170 kB can fill 180 MB of memory when it is drawn."""
    return max(len(content), _pixels(media_type, content) // PIXELS_TO_A_BYTE)


def _pixels(media_type: str, content: bytes) -> int:
    """How many a picture has; none if it is no picture."""
    measure = {PNG: _pixels_of_png, JPEG: _pixels_of_jpeg}.get(media_type)
    return measure(content) if measure is not None else 0


def _pixels_of_png(content: bytes) -> int:
    if len(content) < 24:
        return 0
    wide, high = struct.unpack(">II", content[16:24])
    return int(wide * high)


def _pixels_of_jpeg(content: bytes) -> int:
    """From part to part, because a part may hold another picture, such as a small one for previews."""
    place = 2
    while (found := _PART_OF_JPEG.match(content, place)) is not None:
        if found[1] in _SIZES_OF_JPEG:
            high, wide = struct.unpack(">xHH", found[3])
            return int(wide * high)
        place = found.start(2) + int.from_bytes(found[2])
    return 0
