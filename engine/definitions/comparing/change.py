"""One difference between two versions of a process, in words for the people who decide on it."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["added", "removed", "changed", "renamed"]
Subject = Literal["process", "element", "path", "form", "letter", "limit", "decision", "plan"]


@dataclass(frozen=True, slots=True)
class Change:
    """`element` is the BPMN id (the new one, if there is one), or the name of the form, letter, limit or decision."""

    kind: Kind
    subject: Subject
    file: str
    element: str
    sentence: str


def from_to(before: Any, after: Any) -> str:
    """ "from a to b", where either may be empty."""
    return f"from {_said(before)} to {_said(after)}"


def _said(value: Any) -> str:
    return str(value) if value not in ("", None) else "nothing"


def capital(words: str) -> str:
    """The words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def with_article(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"
