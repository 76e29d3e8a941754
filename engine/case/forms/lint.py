"""What a form file may say: a small part of JSON Schema, so that pages, faults and facts are known beforehand."""

from collections.abc import Iterator, Sequence
from typing import Any

from engine.case.forms.fields import kind_of, row_order
from engine.case.forms.lint_done import done_findings
from engine.case.forms.lint_question import question_findings
from engine.case.forms.rules import rule_findings
from engine.case.forms.shapes import Json, misshapen

_NEEDED_OF_FORM = ("title", "help", "schema", "order")
_FORM = (*_NEEDED_OF_FORM, "facts", "x-bulk", "x-outside", "x-received", "x-done", "x-reminder")
_SCHEMA = ("$schema", "type", "properties", "required", "additionalProperties", "allOf")
_NEEDED = ("type", "properties", "additionalProperties")


def findings(form: Any) -> Iterator[str]:
    """Every fault of a form file; only a form without any can be asked."""
    if not isinstance(form, dict):
        yield "Expected a form to be a JSON object with a title, help, a schema and an order"
        return
    unclear = list(misshapen("The form", form, _FORM, _NEEDED_OF_FORM))
    yield from unclear
    for word in ("title", "help"):
        if isinstance(form.get(word), str) and not form[word].strip():
            yield f"The form needs {word}"
    if not unclear:
        yield from _questions("The form", form["schema"], form["order"])
        yield from (f"For people outside: {finding}" for finding in _outside(form))
        if isinstance(form["schema"].get("properties"), dict):
            yield from _reminder(form)
            yield from done_findings(form)
    elif isinstance(form.get("schema"), dict):
        yield from _questions("The form", form["schema"], None)


def _outside(form: Json) -> Iterator[str]:
    """What people outside are asked through a link in place of the form, and where the day goes on which it came."""
    received = form.get("x-received")
    asked = form["schema"].get("properties", {})
    if received is not None and kind_of(asked.get(received) or {"type": "none"}) != "date":
        yield f"'{received}' is to hold the day on which an answer comes, so the form must ask it, and ask for a date"
    if "x-outside" in form:
        yield from findings(form["x-outside"])


def _reminder(form: Json) -> Iterator[str]:
    """The questions that a reminder answers must be there, and ask for what it says."""
    said, asked = form.get("x-reminder"), form["schema"]["properties"]
    if said is None:
        return
    named = [*said["answers"], *(said[word] for word in ("sent_on", "whom", "expected_on") if word in said)]
    for name in named:
        if name not in asked:
            yield f"A reminder is to answer '{name}', which the form does not ask"
    for word in ("sent_on", "expected_on"):
        if word in said and said[word] in asked and kind_of(asked[said[word]]) != "date":
            yield f"A reminder is to put a day into '{said[word]}', so the form must ask for a date there"


def _questions(where: str, schema: Json, order: Sequence[str] | None) -> Iterator[str]:
    unclear = list(misshapen(where, schema, _SCHEMA, _NEEDED))
    yield from unclear
    if unclear:
        return
    properties = schema["properties"]
    if schema["type"] != "object":
        yield f"{where} must say that its type is object"
    if order is not None and sorted(order) != sorted(properties):
        yield f"{where} must list each question once in its order: {', '.join(properties)}"
    doubtful = False
    for name, question in properties.items():
        for finding in _question(name, question, properties, order if order is not None else list(properties)):
            doubtful = True
            yield finding
    if not doubtful:
        yield from rule_findings(where, schema)


def _question(name: str, question: Json, properties: Json, order: Sequence[str]) -> Iterator[str]:
    unclear = list(question_findings(name, question, properties, order))
    yield from unclear
    if not unclear and kind_of(question) == "rows":
        yield from _rows(name, question)


def _rows(name: str, question: Json) -> Iterator[str]:
    items = question["items"]
    if "x-items" not in question:
        yield (
            f"'{name}' has rows, so it needs \"x-items\": true, and rows join a collection of the case,"
            " or false, and they stand in the place of those before"
        )
    if not isinstance(items.get("properties"), dict) or not items["properties"]:
        yield f"'{name}' has rows without questions"
    elif any(isinstance(one, dict) and kind_of(one) == "rows" for one in items["properties"].values()):
        yield f"'{name}' has rows within rows, which no page can ask"
    else:
        yield from _questions(f"'{name}'", items, row_order(question))
