"""Facts as they stand in a letter: whatever somebody typed stays text, and never becomes Markdown or HTML."""

import re

# Characters that mean something to Markdown anywhere in a line, and those that do so at its start.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&#|~])")
_LEADING_NUMBER = re.compile(r"^(\d{1,9})([.)])")
# Control characters, and those that turn the direction of the text around and so can hide what it says.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Drawn(str):
    """Markdown that is safe to stand in a letter as it is."""

    __slots__ = ()


def one_line(text: str) -> Drawn:
    """A name or a short answer: one line, whatever was typed."""
    return Drawn(_escaped(" ".join(_tidied(text).split())))


def lines(text: str) -> Drawn:
    """An address: each line stays a line."""
    kept = (_escaped(line.strip()) for line in _tidied(text).split("\n") if line.strip())
    return Drawn("\\\n".join(kept))


def paragraphs(text: str) -> Drawn:
    """A long answer: paragraphs stay paragraphs and lines stay lines."""
    blocks = re.split(r"\n\s*\n", _tidied(text))
    return Drawn("\n\n".join(drawn for block in blocks if (drawn := lines(block))))


def _tidied(text: str) -> str:
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def _escaped(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\1", line)
    line = _LEADING_NUMBER.sub(r"\1\\\2", line)
    return re.sub(r"^([-+=:])", r"\\\1", line)
