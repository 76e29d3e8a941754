"""What a form file may say: a small part of JSON Schema, so that pages, faults and facts are known beforehand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator

from engine.case.forms.fields import Json, kind_of, required_names, show_if
from engine.case.forms.lint_question import question_findings, unknown_words

_FORM = {"title", "help", "schema", "order"}
_SCHEMA = {"$schema", "type", "properties", "required", "additionalProperties", "allOf"}
_RULE = {"if", "then", "else"}
_META = Draft202012Validator(Draft202012Validator.META_SCHEMA)


def findings(form: Any) -> Iterator[str]:
    """Every fault of a form file; only a form without any can be asked."""
    if not isinstance(form, dict):
        yield "Expected a form to be a JSON object with a title, help, a schema and an order"
        return
    yield from unknown_words("The form", form, _FORM)
    for word in ("title", "help"):
        if not isinstance(form.get(word), str) or not form[word].strip():
            yield f"The form needs a {word}"
    schema = form.get("schema")
    if not isinstance(schema, dict) or not isinstance(schema.get("properties"), dict) or not schema["properties"]:
        yield "The form needs a schema with properties"
        return
    yield from _schema(schema, form.get("order"))


def _schema(schema: Json, order: Any) -> Iterator[str]:
    broken = [
        f"The schema is not JSON Schema at {error.json_path}: {error.message}" for error in _META.iter_errors(schema)
    ]
    yield from broken
    names = ", ".join(schema["properties"])
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(schema["properties"]):
        yield f"The order must list each question once: {names}"
    elif not broken:
        yield from _questions("The form", schema, order)


def _questions(where: str, schema: Json, order: Sequence[str]) -> Iterator[str]:
    properties = schema["properties"]
    yield from unknown_words(where, schema, _SCHEMA)
    if schema.get("type") != "object" or schema.get("additionalProperties") is not False:
        yield f'{where} must say "type": "object" and "additionalProperties": false'
    misread = [finding for rule in schema.get("allOf", ()) for finding in _rule(where, rule)]
    yield from misread
    if not misread:
        yield from _requirements(where, schema)
    for name, question in properties.items():
        yield from question_findings(name, question, properties, order)
        if isinstance(question, dict) and kind_of(question) == "rows":
            yield from _rows(name, question)


def _rule(where: str, rule: Any) -> Iterator[str]:
    """A rule is readable if it says: where these questions have these answers, those are required."""
    readable = isinstance(rule, dict) and "if" in rule and set(rule) <= _RULE and _wanted(rule["if"])
    branches = [rule.get(word, {"required": []}) for word in ("then", "else")] if readable else []
    if not readable or not all(isinstance(branch, dict) and set(branch) == {"required"} for branch in branches):
        yield f"{where} may only have if/then/else in allOf: if a question has const or enum, then required"


def _requirements(where: str, schema: Json) -> Iterator[str]:
    properties = schema["properties"]
    for name in sorted(required_names(schema) - set(properties)):
        yield f"{where} requires '{name}', which is not one of its questions"
    for name in schema.get("required", ()):
        if name in properties and _shown(properties[name]):
            yield f"'{name}' is hidden at times, so it cannot be required always: require it in an if/then"
    for rule in schema.get("allOf", ()):
        yield from _consequence(where, rule, properties)


def _consequence(where: str, rule: Json, properties: Json) -> Iterator[str]:
    wanted = _wanted(rule["if"])
    for name in sorted(set(wanted) - set(properties)):
        yield f"{where} has an if about '{name}', which is not one of its questions"
    for name in sorted(set(wanted) - set(rule["if"].get("required", ()))):
        yield f"{where} has an if that also holds where '{name}' is not answered: add it to the if's required"
    for name in rule.get("then", {}).get("required", ()):
        shown = _shown(properties.get(name))
        if not all(_implies(wanted.get(other, ()), values) for other, values in shown.items()):
            yield f"'{name}' can be required where it is hidden: let x-show-if and the if say the same"
    for name in rule.get("else", {}).get("required", ()):
        if _shown(properties.get(name)):
            yield f"'{name}' can be required where it is hidden: require it in a then"


def _implies(answers: tuple[Any, ...], shown_by: tuple[Any, ...]) -> bool:
    return bool(answers) and all(answer in shown_by for answer in answers)


def _wanted(condition: Any) -> dict[str, tuple[Any, ...]]:
    """What an `if` asks of each question, or nothing where it asks in words that a form has not."""
    if not isinstance(condition, dict) or set(condition) - {"properties", "required"}:
        return {}
    answers = {name: _one_of(rule) for name, rule in condition.get("properties", {}).items()}
    return answers if all(answers.values()) else {}


def _one_of(rule: Any) -> tuple[Any, ...]:
    match rule:
        case {"const": value} | {"contains": {"const": value}} if len(rule) == 1:
            return (value,)
        case {"enum": [*values]} if len(rule) == 1:
            return tuple(values)
    return ()


def _shown(question: Any) -> Mapping[str, tuple[Any, ...]]:
    if not isinstance(question, dict) or not isinstance(question.get("x-show-if", {}), dict):
        return {}
    return show_if(question)


def _rows(name: str, question: Json) -> Iterator[str]:
    items = question["items"]
    if question.get("x-items") is not True:
        yield f"'{name}' has rows, so it needs \"x-items\": true: rows become a collection of the case"
    if not items.get("properties"):
        yield f"'{name}' has rows without questions"
    elif any(isinstance(one, dict) and kind_of(one) == "rows" for one in items["properties"].values()):
        yield f"'{name}' has rows within rows, which no page can ask"
    else:
        yield from _questions(f"'{name}'", items, list(items["properties"]))
