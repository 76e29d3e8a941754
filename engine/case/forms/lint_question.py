"""What one question of a form may say, by its kind."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from engine.case.forms.fields import Json, Kind, kind_of, show_if, values_of

NAME = re.compile(r"[a-z][a-z0-9_]*")
# A pattern on a long text can be made to take for ever.
LONGEST_PATTERNED_TEXT = 200

_ALWAYS = {"type", "title", "description", "x-widget", "x-show-if"}
_WORDS: Mapping[Kind, set[str]] = {
    "text": _ALWAYS | {"maxLength", "minLength", "pattern"},
    "date": _ALWAYS | {"format"},
    "choice": _ALWAYS | {"enum", "x-labels"},
    "choices": _ALWAYS | {"items", "minItems", "maxItems", "uniqueItems", "x-labels"},
    "yes_no": _ALWAYS,
    "number": _ALWAYS | {"minimum", "maximum", "multipleOf"},
    "rows": _ALWAYS | {"items", "minItems", "maxItems", "x-items"},
}
_WIDGETS: Mapping[Kind, set[str]] = {
    "text": {"input", "textarea"},
    "date": {"date"},
    "choice": {"radios", "select"},
    "choices": {"checkboxes"},
    "yes_no": {"radios", "checkbox"},
    "number": {"input", "number"},
    "rows": {"rows"},
}


def question_findings(name: str, question: Any, properties: Json, order: Sequence[Any]) -> Iterator[str]:
    kind = kind_of(question) if isinstance(question, dict) else None
    if not NAME.fullmatch(name):
        yield f"'{name}' must be a name of small letters, digits and underscores"
    if kind is None:
        yield f"'{name}' must be text, a date, a choice, several choices, yes or no, a number, or rows"
        return
    unclear = [*unknown_words(f"'{name}'", question, _WORDS[kind]), *_misshapen(name, question)]
    yield from unclear
    if not unclear:
        yield from _wording(name, question, kind)
        yield from _labels(name, question)
        yield from _condition(name, question, properties, order)


def unknown_words(where: str, given: Json, known: Collection[str]) -> Iterator[str]:
    for word in sorted(set(given) - set(known)):
        yield f"{where} says '{word}', which means nothing here; expected one of: {', '.join(sorted(known))}"


def _misshapen(name: str, question: Json) -> Iterator[str]:
    """What JSON Schema itself does not look at: our own words, and what we ask of its."""
    for word in ("x-labels", "x-show-if"):
        if not isinstance(question.get(word, {}), dict):
            yield f"'{name}' needs a JSON object as {word}"
    if not isinstance(question.get("x-widget", ""), str):
        yield f"'{name}' needs a word as x-widget"
    if not all(isinstance(value, str) for value in values_of(question)):
        yield f"'{name}' offers values that are not text"
    if kind_of(question) == "choices":
        yield from unknown_words(f"Each answer of '{name}'", question["items"], {"type", "enum", "x-labels"})


def _wording(name: str, question: Json, kind: Kind) -> Iterator[str]:
    if not question.get("title", "").strip():
        yield f"'{name}' needs a title"
    if question.get("x-widget", "") not in _WIDGETS[kind] | {""}:
        possible = ", ".join(sorted(_WIDGETS[kind]))
        yield f"'{name}' cannot be shown as {question['x-widget']}; expected one of: {possible}"
    if "pattern" in question:
        yield from _pattern(name, question)


def _pattern(name: str, question: Json) -> Iterator[str]:
    if question.get("maxLength", LONGEST_PATTERNED_TEXT + 1) > LONGEST_PATTERNED_TEXT:
        yield f"'{name}' has a pattern, so it needs a maxLength of {LONGEST_PATTERNED_TEXT} or fewer"
    try:
        re.compile(question["pattern"])
    except re.error as error:
        yield f"'{name}' has a pattern that cannot be read: {error}"


def _labels(name: str, question: Json) -> Iterator[str]:
    labels = {**question.get("items", {}).get("x-labels", {}), **question.get("x-labels", {})}
    values = values_of(question)
    if set(labels) != set(values) or not all(isinstance(label, str) for label in labels.values()):
        yield f"'{name}' needs a label for each of its values and no others: {', '.join(values)}"


def _condition(name: str, question: Json, properties: Json, order: Sequence[Any]) -> Iterator[str]:
    for other, wanted in show_if(question).items():
        if other not in properties or not isinstance(properties[other], dict):
            yield f"'{name}' is shown by the answer to '{other}', which is not one of the questions"
            continue
        if other not in order[: order.index(name) if name in order else None]:
            yield f"'{name}' is shown by the answer to '{other}', which must be asked before it"
        possible = (True, False) if kind_of(properties[other]) == "yes_no" else values_of(properties[other])
        for value in wanted:
            if value not in possible:
                yield f"'{name}' is shown when '{other}' is {value!r}, which cannot be answered"
