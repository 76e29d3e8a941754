"""A logo consists of outlines or dots, is small, and neither acts nor fetches anything."""

import struct
import zlib

import pytest

from engine.papers import Logo, check_logo
from engine.papers.logos import as_png
from tests.engine.papers.sample_papers import LOGO


def svg(inside: str, root: str = "svg") -> Logo:
    text = f'<{root} xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</{root}>'
    return Logo("image/svg+xml", text.encode())


def png(width: int, height: int) -> Logo:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dots = zlib.compress((b"\x00" + b"\x80" * width) * height)
    return Logo("image/png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b""))


@pytest.mark.parametrize("logo", [LOGO, png(4, 4)])
def test_a_plain_logo_is_taken(logo: Logo) -> None:
    assert check_logo(logo) == []


@pytest.mark.parametrize(
    "logo",
    [
        svg("<script>1</script>"),
        svg('<rect onload="1"/>'),
        svg('<image href="https://a.example/b.png"/>'),
        svg('<rect fill="url(https://a.example/#b)"/>'),
        svg("<style>@import url(https://a.example)</style>"),
        svg("", root="html"),
        Logo("image/svg+xml", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'),
        Logo("image/svg+xml", b"<svg"),
        Logo("image/png", b"GIF89a"),
        Logo("image/png", png(4, 4).content[:40]),
        Logo("image/gif", b"GIF89a"),
        png(3000, 1),
        Logo("image/png", b"\x89PNG\r\n\x1a\n" + bytes(300_000)),
    ],
)
def test_a_logo_that_acts_or_is_none_is_refused(logo: Logo) -> None:
    assert check_logo(logo)


def test_all_that_is_wrong_with_a_logo_is_said_at_once() -> None:
    assert len(check_logo(svg('<script>1</script><rect onload="1"/>'))) == 2


def test_outlines_become_dots_for_word() -> None:
    assert as_png(LOGO).startswith(b"\x89PNG")
    assert as_png(png(4, 4)) == png(4, 4).content
