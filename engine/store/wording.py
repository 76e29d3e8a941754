"""The words by which people look for things: in small letters, without accents, from their beginning."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from engine.statute import short

_WITHIN = re.compile(r"[-'’./]")
_MARKS = re.compile(r"['’‘`]")
_DAY = re.compile(r"\b(\d{1,2})[ ./-](\d{1,2}|[a-z]{3,9})[ ./-](\d{4})\b")
_MONTHS = [short(date(2000, month, 1)).split()[1].lower() for month in range(1, 13)]

LAST = "\U0010ffff"
"""Sorts behind everything that a word can go on with."""


def plain(text: str) -> str:
    """`Zoë` as `zoe`, so that nobody has to find the key for it."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in apart if not unicodedata.combining(character))


def sought(text: str | None) -> list[str]:
    """The words of a search, whichever apostrophe the keyboard has; a day, however it is typed, as it is kept."""
    return _MARKS.sub(" ", _DAY.sub(_as_kept, plain(text or ""))).split()


def _as_kept(typed: re.Match[str]) -> str:
    day, month, year = typed.groups()
    months = [int(month)] if month.isdigit() else [n for n, name in enumerate(_MONTHS, 1) if name.startswith(month)]
    return f"{year}-{months[0]:02}-{int(day):02}" if months else typed[0]


def words_of(*parts: str | None) -> list[str]:
    """Each word once; of `Smith-Jones` also what follows the hyphen."""
    words = [word for part in parts if part for word in plain(part).split()]
    inner = [piece for word in words for piece in _WITHIN.split(word)[1:] if piece]
    return list(dict.fromkeys([*words, *inner]))


def searched(words: Iterable[str]) -> str:
    """The text that a search looks through: each word behind a space, so that its beginning can be found."""
    return "".join(f" {word}" for word in words)


def case_search(case: str, person_search: str) -> str:
    return searched(words_of(case)) + person_search


def task_search(case: str, person_search: str, title: str) -> str:
    return case_search(case, person_search) + searched(words_of(title))
