"""The words by which people look for things: in small letters, without accents, from their beginning."""

import re
import unicodedata
from collections.abc import Iterable

_WITHIN = re.compile(r"[-'’./]")

LAST = "\U0010ffff"
"""Sorts behind everything that a word can go on with."""


def plain(text: str) -> str:
    """`Zoë` as `zoe`, so that nobody has to find the key for it."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in apart if not unicodedata.combining(character))


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
