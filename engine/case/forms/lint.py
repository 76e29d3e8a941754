"""What a form file may say: a small part of JSON Schema, so that every page, fault and fact is known beforehand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from engine.case.forms.fields import Json, kind_of, required_names, show_if, values_of

NAME = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_PATTERNED_TEXT = 200

_FORM = {"title", "help", "schema", "order"}
_SCHEMA = {"$schema", "type", "properties", "required", "additionalProperties", "allOf"}
_NOTES = {"title", "description", "x-widget", "x-show-if"}
_QUESTION = {
    "text": _NOTES | {"type", "maxLength", "minLength", "pattern"},
    "date": _NOTES | {"type", "format"},
    "choice": _NOTES | {"type", "enum", "x-labels"},
    "choices": _NOTES | {"type", "items", "minItems", "maxItems", "uniqueItems", "x-labels"},
    "yes_no": _NOTES | {"type"},
    "number": _NOTES | {"type", "minimum", "maximum", "multipleOf"},
    "rows": _NOTES | {"type", "items", "minItems", "maxItems", "x-items"},
}
_WIDGETS = {
    "text": {"input", "textarea"},
    "date": {"date"},
    "choice": {"radios", "select"},
    "choices": {"checkboxes"},
    "yes_no": {"radios", "checkbox"},
    "number": {"number", "input"},
    "rows": {"rows"},
}


def findings(form: Any) -> Iterator[str]:
    """Every fault of a form file; only a form without any can be asked."""
    if not isinstance(form, dict):
        yield "Expected a form to be a JSON object with a title, a schema and an order"
        return
    yield from _unknown("The form", form, _FORM)
    for word in ("title", "help"):
        if not isinstance(form.get(word), str) or not form[word].strip():
            yield f"The form needs a {word}"
    schema = form.get("schema")
    broken = [] if not isinstance(schema, dict) else _broken_schema(schema)
    yield from broken
    if not isinstance(schema, dict) or not isinstance(schema.get("properties"), dict):
        yield "The form needs a schema with properties"
    elif not broken:
        yield from _order(form.get("order"), schema["properties"])
        yield from _questions("The schema", schema, form.get("order") or ())


def _broken_schema(schema: Json) -> list[str]:
    errors = Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema)
    return [f"The schema is not JSON Schema at {error.json_path}: {error.message}" for error in errors]


def _order(order: Any, properties: Json) -> Iterator[str]:
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(properties):
        yield f"The order must list each question once: {', '.join(properties)}"


def _questions(where: str, schema: Json, order: Iterable[str]) -> Iterator[str]:
    properties = schema["properties"]
    yield from _unknown(where, schema, _SCHEMA)
    if schema.get("type") != "object" or schema.get("additionalProperties") is not False:
        yield f'{where} must say "type": "object" and "additionalProperties": false'
    for name in sorted(required_names(schema) - set(properties)):
        yield f"{where} requires '{name}', which is not one of its questions"
    for rule in schema.get("allOf", ()):
        yield from _rule(where, rule, properties)
    for name in schema.get("required", ()):
        if name in properties and "x-show-if" in properties[name]:
            yield f"'{name}' is hidden at times, so it cannot be required always: require it in an if/then"
    for name, question in properties.items():
        yield from _question(name, question, properties, list(order))


def _rule(where: str, rule: Json, properties: Json) -> Iterator[str]:
    condition = rule.get("if", {})
    wanted = _wanted(condition)
    if set(rule) - {"if", "then", "else"} or "if" not in rule or not wanted:
        yield f"{where} may only have if/then/else in allOf, with the if's questions as const or enum"
        return
    for name in sorted(set(wanted) - set(properties)):
        yield f"{where} has an if about '{name}', which is not one of its questions"
    if set(wanted) - set(condition.get("required", ())):
        yield f"{where} has an if that also holds where {', '.join(wanted)} is not answered: add required"
    for name in rule.get("then", {}).get("required", ()):
        if name in properties and not _implies(wanted, show_if(properties[name])):
            yield f"'{name}' can be required where it is hidden: make x-show-if and the if say the same"


def _wanted(condition: Any) -> dict[str, tuple[Any, ...]]:
    """What an `if` asks of each question."""
    wanted: dict[str, tuple[Any, ...]] = {}
    for name, rule in condition.get("properties", {}).items():
        if not isinstance(rule, dict) or not set(rule) <= {"const", "enum", "contains"}:
            return {}
        wanted[name] = tuple(rule["enum"]) if "enum" in rule else (rule.get("contains", rule).get("const"),)
    return wanted


def _implies(wanted: Mapping[str, tuple[Any, ...]], shown: Mapping[str, tuple[Any, ...]]) -> bool:
    return all(name in wanted and set(wanted[name]) <= set(values) for name, values in shown.items())


def _question(name: str, question: Any, properties: Json, order: list[str]) -> Iterator[str]:
    kind = kind_of(question) if isinstance(question, dict) else None
    if not NAME.fullmatch(name):
        yield f"'{name}' must be a name of small letters, digits and underscores"
    if kind is None:
        yield f"'{name}' must be text, a date, a choice, several choices, yes or no, a number, or rows"
        return
    yield from _unknown(f"'{name}'", question, _QUESTION[kind])
    if not str(question.get("title", "")).strip():
        yield f"'{name}' needs a title"
    if question.get("x-widget", "") not in _WIDGETS[kind] | {""}:
        yield f"'{name}' cannot be shown as {question['x-widget']}; expected one of: {', '.join(sorted(_WIDGETS[kind]))}"
    if "pattern" in question and question.get("maxLength", LONGEST_PATTERNED_TEXT + 1) > LONGEST_PATTERNED_TEXT:
        yield f"'{name}' has a pattern, so it needs a maxLength of {LONGEST_PATTERNED_TEXT} or fewer"
    yield from _labels(name, question)
    yield from _condition(name, question, properties, order)
    if kind == "rows":
        yield from _rows(name, question)


def _labels(name: str, question: Json) -> Iterator[str]:
    labels = {**question.get("items", {}).get("x-labels", {}), **question.get("x-labels", {})}
    if sorted(labels) != sorted(map(str, values_of(question))):
        yield f"'{name}' needs a label for each of its values and no others: {', '.join(map(str, values_of(question)))}"


def _condition(name: str, question: Json, properties: Json, order: list[str]) -> Iterator[str]:
    for other, wanted in show_if(question).items():
        if other not in properties:
            yield f"'{name}' is shown by the answer to '{other}', which is not one of the questions"
            continue
        if order and other in order and name in order and order.index(other) > order.index(name):
            yield f"'{name}' is shown by the answer to '{other}', which is asked after it"
        possible = (True, False) if kind_of(properties[other]) == "yes_no" else values_of(properties[other])
        for value in wanted:
            if value not in possible:
                yield f"'{name}' is shown when '{other}' is {value!r}, which cannot be answered"


def _rows(name: str, question: Json) -> Iterator[str]:
    if question.get("x-items") is not True:
        yield f"'{name}' has rows, so it needs \"x-items\": true: rows become a collection of the case"
    items = question["items"]
    if not isinstance(items.get("properties"), dict):
        yield f"'{name}' has rows without questions"
        return
    if any(kind_of(one) == "rows" for one in items["properties"].values()):
        yield f"'{name}' has rows within rows, which no page can ask"
    yield from _questions(f"'{name}'", items, list(items["properties"]))


def _unknown(where: str, given: Json, known: set[str]) -> Iterator[str]:
    for word in sorted(set(given) - known):
        yield f"{where} says '{word}', which means nothing here; expected one of: {', '.join(sorted(known))}"
