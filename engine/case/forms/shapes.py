"""The shape of each word that a form may use."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from engine.case.calendar_words import is_calendar
from engine.case.forms.reminders import is_reminder

Json = Mapping[str, Any]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value)) and len(set(value)) == len(value)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_object_of_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_object_of_objects(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_object, value.values()))


def _is_prefill(value: Any) -> bool:
    return isinstance(value, list) and all(
        _is_object(one) and _is_object(one.get("row")) and _is_text(one.get("when", "")) and set(one) <= {"row", "when"}
        for one in value
    )


_Shape = tuple[Callable[[Any], bool], str]
_TEXT: _Shape = (_is_text, "text")
_COUNT: _Shape = (_is_count, "a whole number, 0 or more")
_NUMBER: _Shape = (_is_number, "a number")
_WORDS: _Shape = (_is_words, "a list of different words")
_TRUTH: _Shape = (lambda value: isinstance(value, bool), "true or false")

SHAPES: Mapping[str, _Shape] = {
    "$schema": _TEXT,
    "type": _TEXT,
    "title": _TEXT,
    "help": _TEXT,
    "description": _TEXT,
    "format": (lambda value: value == "date", "date"),
    "pattern": _TEXT,
    "maxLength": _COUNT,
    "minLength": _COUNT,
    "maxItems": _COUNT,
    "minItems": _COUNT,
    "minimum": _NUMBER,
    "maximum": _NUMBER,
    "enum": (lambda value: _is_words(value) and value != [], "a list of different words"),
    "required": _WORDS,
    "order": _WORDS,
    "facts": _WORDS,
    "x-bulk": _TRUTH,
    "x-outside": (_is_object, "a form"),
    "x-received": _TEXT,
    "x-reminder": (is_reminder, '{"letter": …, "sent_on": …, "answers": {…}}'),
    "x-done": (lambda value: _is_text(value) or _is_words(value), "a question, or a list of questions,"),
    "properties": (lambda value: _is_object_of_objects(value) and value != {}, "an object of questions"),
    "additionalProperties": (lambda value: value is False, "false"),
    "allOf": (lambda value: isinstance(value, list) and all(map(_is_object, value)), "a list of rules"),
    "items": (_is_object, "an object"),
    "schema": (_is_object, "an object"),
    "uniqueItems": _TRUTH,
    "x-widget": _TEXT,
    "x-labels": (_is_object_of_texts, "an object of labels"),
    "x-show-if": (_is_object, "an object of questions and answers"),
    "x-items": _TRUTH,
    "x-order": _WORDS,
    "x-private": _TRUTH,
    "x-calendar": (is_calendar, '{"kind": …, "title": …}, or a list of them,'),
    "x-earliest": _TEXT,
    "x-prefill": (_is_prefill, 'a list of {"row": …, "when": …}'),
}


def misshapen(where: str, given: Json, words: Collection[str], needed: Collection[str] = ()) -> Iterator[str]:
    """Words that mean nothing here, words that are needed, and values that are not what their word asks for."""
    for word in sorted(set(given) - set(words)):
        yield f"{where} says '{word}', which means nothing here; expected one of: {', '.join(sorted(words))}"
    for word in needed:
        if word not in given:
            yield f"{where} needs {word}"
    for word, value in given.items():
        fits, expected = SHAPES[word] if word in words else _TEXT
        if word in words and not fits(value):
            yield f"{where} needs {expected} as {word}"
