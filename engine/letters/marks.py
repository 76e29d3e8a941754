"""The marks that say which required content the text after them fulfils: {# contains: right_of_appeal #}."""

import re
from collections.abc import Iterator

RECORD = "_contains"
# The mark takes its line with it, so that it can stand between the items of a list.
_MARK = re.compile(r"\{#-?\s*contains:\s*([a-z0-9_]+(?:\s*,\s*[a-z0-9_]+)*)\s*-?#\}[ \t]*\n?")
_LIKE_A_MARK = re.compile(r"\{#-?\s*contains\b.*?#\}", re.S | re.I)
_NOTHING_MORE = re.compile(r"\s*(\Z|\{#|\{%-?\s*(end|el))")


def marked(source: str) -> tuple[str, ...]:
    """The keys of the contents that a text says it contains."""
    return tuple(key for mark in _MARK.finditer(source) for key in keys(mark[1]))


def keys(words: str) -> list[str]:
    return [key.strip() for key in words.split(",")]


def recording(source: str) -> str:
    """The text with marks that note, when it is drawn up, that they were passed."""
    return _MARK.sub(lambda mark: f'{{{{ {RECORD}("{mark[1]}") }}}}', source)


def faults(where: str, source: str) -> Iterator[str]:
    """A mark that is misspelt marks nothing, and a mark before nothing promises what is not there."""
    for mark in _LIKE_A_MARK.finditer(source):
        if not _MARK.match(source, mark.start()):
            yield f"{where}: {mark[0]} is not a mark; expected {{# contains: key_of_a_content #}}"
    for mark in _MARK.finditer(source):
        if _NOTHING_MORE.match(source, mark.end()):
            yield f"{where}: nothing stands after {mark[0].strip()}"
