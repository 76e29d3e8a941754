"""Fills in a text: compiled once, checked before it is compiled, and bounded in what it may grow to."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Template as Compiled

from engine.letters.faults import LetterFaults, LetterTooLong
from engine.letters.marks import recording
from engine.letters.reading import read_with_parts
from engine.letters.sandbox import Room

LONGEST_LETTER = 200_000


def fill_in(where: str, source: str, parts: Mapping[str, str], words: Mapping[str, Any]) -> str:
    pieces: list[str] = []
    length = 0
    for piece in _compiled(where, source, tuple(sorted(parts.items()))).generate(words):
        length += len(piece)
        if length > LONGEST_LETTER:
            raise LetterTooLong(f"Expected {where} to have at most {LONGEST_LETTER:,} characters")
        pieces.append(piece)
    return "".join(pieces)


@lru_cache(maxsize=256)
def _compiled(where: str, source: str, parts: tuple[tuple[str, str], ...]) -> Compiled:
    faults = read_with_parts(where, source, dict(parts)).faults
    if faults:
        raise LetterFaults(faults)
    return Room({name: recording(text) for name, text in parts}).from_string(recording(source))
