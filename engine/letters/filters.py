"""The few ways in which a template may shape a fact."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from engine.letters import escaping
from engine.letters.escaping import Drawn
from engine.letters.known import Known, Missing
from engine.statute import listed, short


def plain(value: Any) -> Any:
    """How a value is written where it stands: the last step of every placeholder."""
    if isinstance(value, Missing | Known):
        return value.needed()
    if isinstance(value, Drawn):
        return value
    return escaping.one_line(_words(value))


def day(value: Any) -> Any:
    """2026-02-16 as `16 February 2026`."""
    if isinstance(value, Missing | date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value


def in_words(value: Any) -> Any:
    """A list as `a, b and c`."""
    if isinstance(value, Missing | str):
        return value
    return Drawn(listed([plain(one) for one in value])) if isinstance(value, Iterable) else value


def lines(value: Any) -> Any:
    return value if isinstance(value, Missing | Known) else escaping.lines(_words(value))


def paragraphs(value: Any) -> Any:
    return value if isinstance(value, Missing | Known) else escaping.paragraphs(_words(value))


def capital(value: Any) -> Any:
    """The first letter large, for the start of a sentence."""
    if isinstance(value, Missing | Known):
        return value
    words = _words(value)
    kind = Drawn if isinstance(value, Drawn) else str
    return kind(words[:1].upper() + words[1:])


FILTERS: Mapping[str, Callable[[Any], Any]] = {
    "day": day,
    "listed": in_words,
    "lines": lines,
    "paragraphs": paragraphs,
    "capital": capital,
}


def _words(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return short(value)
        case list():
            return listed([_words(one) for one in value])
        case _:
            return str(value)
