"""What one question of a form may say, by its kind."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from engine.case.forms.fields import Kind, kind_of, labels_of, show_if, values_of
from engine.case.forms.shapes import Json, misshapen

NAME = re.compile(r"[a-z][a-z0-9_]*")
# A pattern on a long text can be made to take for ever.
LONGEST_PATTERNED_TEXT = 200

_ALWAYS = {"type", "title", "description", "x-widget", "x-show-if", "x-private"}
_WORDS: Mapping[Kind, Collection[str]] = {
    "text": _ALWAYS | {"maxLength", "minLength", "pattern"},
    "date": _ALWAYS | {"format", "x-calendar", "x-earliest"},
    "choice": _ALWAYS | {"enum", "x-labels"},
    "choices": _ALWAYS | {"items", "minItems", "maxItems", "uniqueItems", "x-labels"},
    "yes_no": _ALWAYS,
    "number": _ALWAYS | {"minimum", "maximum"},
    "rows": _ALWAYS | {"items", "minItems", "maxItems", "x-items", "x-order", "x-prefill"},
}
_WIDGETS: Mapping[Kind, Collection[str]] = {
    "text": {"input", "textarea"},
    "date": {"date"},
    "choice": {"radios", "select"},
    "choices": {"checkboxes"},
    "yes_no": {"radios", "checkbox"},
    "number": {"input", "number"},
    "rows": {"rows"},
}


def question_findings(name: str, question: Json, properties: Json, order: Sequence[str]) -> Iterator[str]:
    kind = kind_of(question)
    if not NAME.fullmatch(name):
        yield f"'{name}' must be a name of small letters, digits and underscores"
    if kind is None:
        yield f"'{name}' must be text, a date, a choice, several choices, yes or no, a number, or rows"
        return
    unclear = list(misshapen(f"'{name}'", question, _WORDS[kind], ("title",)))
    if kind == "choices" and not unclear:
        unclear += misshapen(f"Each answer of '{name}'", question["items"], {"type", "enum", "x-labels"}, {"type"})
    yield from unclear
    if not unclear:
        yield from _wording(name, question, kind)
        yield from _labels(name, question)
        yield from _condition(name, question, properties, order)


def _wording(name: str, question: Json, kind: Kind) -> Iterator[str]:
    if not question["title"].strip():
        yield f"'{name}' needs title"
    if question.get("x-widget", "") not in {"", *_WIDGETS[kind]}:
        possible = ", ".join(sorted(_WIDGETS[kind]))
        yield f"'{name}' cannot be shown as {question['x-widget']}; expected one of: {possible}"
    if "pattern" in question:
        yield from _pattern(name, question)


def _pattern(name: str, question: Json) -> Iterator[str]:
    if question.get("maxLength", LONGEST_PATTERNED_TEXT + 1) > LONGEST_PATTERNED_TEXT:
        yield f"'{name}' has a pattern, so it needs a maxLength of {LONGEST_PATTERNED_TEXT} or fewer"
    try:
        re.compile(question["pattern"])
    except (re.error, RecursionError) as error:
        yield f"'{name}' has a pattern that cannot be read: {error}"


def _labels(name: str, question: Json) -> Iterator[str]:
    values = values_of(question)
    if set(labels_of(question)) != set(values):
        yield f"'{name}' needs a label for each of its values and no others: {', '.join(values)}"


def _condition(name: str, question: Json, properties: Json, order: Sequence[str]) -> Iterator[str]:
    for other, wanted in show_if(question).items():
        if other not in properties:
            yield f"'{name}' is shown by the answer to '{other}', which is not one of the questions"
            continue
        if other not in order[: order.index(name) if name in order else None]:
            yield f"'{name}' is shown by the answer to '{other}', which must be asked before it"
        is_yes_no = kind_of(properties[other]) == "yes_no"
        for value in wanted:
            if not (isinstance(value, bool) if is_yes_no else value in _texts(properties[other])):
                yield f"'{name}' is shown when '{other}' is {value!r}, which cannot be answered"


def _texts(question: Json) -> Collection[str]:
    """The values on offer, of a question that may itself be misshapen."""
    items = question.get("items")
    offered = question.get("enum") or (items.get("enum") if isinstance(items, dict) else None)
    return offered if isinstance(offered, list) else ()
