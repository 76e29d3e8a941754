"""What stands in the way of sending a letter, found before anybody needs it."""

from collections.abc import Collection, Iterator, Mapping

from engine.letters.context import AUTHORITY, DEADLINE, PERSON
from engine.letters.grammar import Said
from engine.letters.reading import read_text, read_with_parts
from engine.statute import Notice

_SINGLE = {"today", "title", "to"}
_CLOSED: Mapping[str, tuple[str, ...]] = {"person": PERSON, "authority": AUTHORITY, "deadline": DEADLINE}
_OPEN = ("facts", "item")


def findings(
    key: str,
    source: str,
    parts: Mapping[str, str],
    notice: Notice | None,
    facts: Collection[str] | None,
    limits: Collection[str] | None,
) -> Iterator[str]:
    """Each finding as a sentence that begins with the letter's key."""
    said = read_with_parts(key, source, parts)
    yield from said.faults
    if notice is not None:
        yield from _contents(key, said, read_text(key, source).contents, notice)
    for name in sorted(said.placeholders):
        yield from _placeholder(key, name, facts)
    for limit in sorted(said.limits - set(said.limits if limits is None else limits)):
        yield f"{key}: '{limit}' is not a time limit of the register"


def _contents(key: str, said: Said, own: Collection[str], notice: Notice) -> Iterator[str]:
    for content in notice.contents:
        if content.key not in said.contents:
            yield f"{key}: nothing is marked as {{# contains: {content.key} #}}: {content.text} ({content.citation})"
    for name in sorted(said.required - set(said.contents)):
        yield f'{key}: required("{name}") is asked, but nothing is marked as {{# contains: {name} #}}'
    known = {content.key for content in notice.contents}
    # A part serves several notices, so it may say more than this one needs.
    for extra in sorted(set(own) - known):
        expected = ", ".join(sorted(known))
        yield f"{key}: '{extra}' is not among the contents of '{notice.key}'; expected one of: {expected}"


def _placeholder(key: str, name: str, facts: Collection[str] | None) -> Iterator[str]:
    root, _, rest = name.partition(".")
    if root in _CLOSED:
        if rest not in _CLOSED[root]:
            yield f"{key}: {name} is not known; expected {root} with one of: {', '.join(_CLOSED[root])}"
    elif root in _OPEN and rest:
        # A row of a collection reads facts.advice[].adviser: each of the words must be a fact.
        for word in rest.replace("[]", "").split("."):
            if facts is not None and word not in facts:
                yield f"{key}: '{word}' is not a fact that any form or law gives"
    elif name not in _SINGLE:
        yield f"{key}: {name} is not known; expected one of: {', '.join([*_CLOSED, *_OPEN, *sorted(_SINGLE)])}"
