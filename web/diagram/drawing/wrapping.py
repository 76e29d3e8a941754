"""Breaks a name into lines that fit, as evenly as it goes."""

import re
from functools import lru_cache

from web.diagram.drawing.widths import width_of

LINE = 1.2
"""The height of a line in font sizes."""

_LONGEST = 400
_BREAKABLE = re.compile(r"(?<=[-/_–—])")


@lru_cache(maxsize=4096)
def wrapped(name: str, width: float, size: float, most: int = 100) -> tuple[str, ...]:
    """At most so many lines, none wider than the width; what does not fit ends in an ellipsis."""
    name = name if len(name) <= _LONGEST else name[:_LONGEST] + "…"
    lines = _filled(name, width, size)
    if len(lines) > most:
        return _cut(lines[:most], width, size)
    return tuple(_evened(name, lines, width, size))


def _filled(name: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for paragraph in name.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if width_of(longer, size) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _pieces(word, width, size)
            lines += full
        lines.append(line)
    return lines


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word that is wider than the line, broken at its own marks first, then anywhere."""
    pieces, taken = [""], 0.0
    for part in _BREAKABLE.split(word):
        for piece in [part] if width_of(part, size) <= width else part:
            wide = width_of(piece, size)
            if pieces[-1] and taken + wide > width:
                pieces.append("")
                taken = 0.0
            pieces[-1] += piece
            taken += wide
    return pieces


def _evened(name: str, lines: list[str], width: float, size: float) -> list[str]:
    """The same number of lines in the narrowest width: two even lines read better than one and a stub."""
    if len(lines) < 2 or _breaks_words(lines, name):
        return lines
    narrow, wide = 0.0, width
    for _ in range(6):
        between = (narrow + wide) / 2
        tried = _filled(name, between, size)
        if len(tried) > len(lines) or _breaks_words(tried, name):
            narrow = between
        else:
            wide, lines = between, tried
    return lines


def _breaks_words(lines: list[str], name: str) -> bool:
    return " ".join(" ".join(lines).split()) != " ".join(name.split())


def _cut(lines: list[str], width: float, size: float) -> tuple[str, ...]:
    *whole, last = lines
    while last and width_of(last + "…", size) > width:
        last = last[:-1]
    return (*whole, last.rstrip() + "…")
