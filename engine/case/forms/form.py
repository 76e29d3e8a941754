"""A form: the questions of one task, and what is wrong with the answers given to it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from engine.case.forms.answers import clean, is_too_deep, row_numbers
from engine.case.forms.faults import Fault, FormFaults, pointer
from engine.case.forms.fields import LONGEST_TEXT, MOST_ROWS, Field, Json, fields_of, kind_of
from engine.case.forms.lint import findings
from engine.case.forms.sentences import in_row, missing, unexpected, wrong

_REAL_DATES = FormatChecker(formats=["date"])
_NOTES = {"title", "description", "$schema"}
_ONLY_WHEN_FINISHED = {"required", "minItems", "minLength"}


@dataclass(frozen=True, slots=True)
class Form:
    """Read once per version; asking and checking work on what was read."""

    title: str
    help: str
    schema: Mapping[str, Any]
    _fields: tuple[Field, ...]
    _validator: Draft202012Validator

    @classmethod
    def parse(cls, text: str) -> Self:
        form = _read(text)
        faults = tuple(findings(form))
        if faults:
            raise FormFaults(faults)
        schema = form["schema"]
        validator = Draft202012Validator(_assertions(schema), format_checker=_REAL_DATES)
        return cls(form["title"], form["help"], schema, fields_of(schema, form["order"]), validator)

    def fields(self) -> tuple[Field, ...]:
        """The questions in the order in which they are asked."""
        return self._fields

    def collections(self) -> tuple[str, ...]:
        """The fields whose rows become a collection of the case."""
        return tuple(field.name for field in self._fields if field.collection)

    def clean(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What to keep of the answers: not the empty ones, nor those to hidden questions."""
        return clean(self._fields, answers)

    def check(self, answers: Mapping[str, Any], *, draft: bool = False) -> tuple[Fault, ...]:
        """Every fault of the answers that count; a draft may leave questions open."""
        if not isinstance(answers, Mapping):
            return (Fault("", "", "Expected the answers as an object of names and values"),)
        if is_too_deep(answers):
            return (Fault("", "", "Expected answers, but these are nested deeper than any form asks"),)
        faults: dict[str, Fault] = {}
        for error in self._validator.iter_errors(clean(self._fields, answers)):
            if not (draft and error.validator in _ONLY_WHEN_FINISHED):
                for fault in _faults(error, self._fields, answers):
                    faults.setdefault(fault.path, fault)
        return tuple(sorted(faults.values(), key=self._place))

    def _place(self, fault: Fault) -> tuple[int, int]:
        steps = fault.path.split("/")
        names = [field.name for field in self._fields]
        row = int(steps[2]) if len(steps) > 2 and steps[2].isdigit() else -1
        return (names.index(steps[1]) if steps[1] in names else len(names), row)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormFaults([f"Expected the form to be JSON, but {error}"]) from error


def _assertions(schema: Json) -> dict[str, Any]:
    """The schema without what is only for people: the validator looks at every keyword each time."""
    kept = {word: rule for word, rule in schema.items() if word not in _NOTES and not word.startswith("x-")}
    if "properties" in kept:
        kept["properties"] = {name: _assertions(question) for name, question in kept["properties"].items()}
    if "items" in kept:
        kept["items"] = _assertions(kept["items"])
    match kind_of(kept):
        case "text":
            kept.setdefault("maxLength", LONGEST_TEXT)
        case "rows" | "choices":
            kept.setdefault("maxItems", MOST_ROWS)
    return kept


def _faults(error: ValidationError, fields: tuple[Field, ...], answers: Json) -> Iterator[Fault]:
    match list(error.absolute_path):
        case []:
            yield from _of_questions(error, fields)
        case [str(name), int(row), *steps] if (field := _named(name, fields)) and field.rows:
            number = row_numbers(field, answers[name])[row]
            for fault in _of_row(error, field, steps):
                yield Fault(pointer([name, number]) + fault.path, fault.field, in_row(field, number, fault.sentence))
        case [str(name), *_] if field := _named(name, fields):
            yield Fault(pointer([name]), name, wrong(field, str(error.validator), error.validator_value))


def _of_row(error: ValidationError, field: Field, steps: list[Any]) -> Iterator[Fault]:
    if steps:
        question = _named(steps[0], field.rows)
        assert question is not None, f"Expected {steps[0]} to be a question of {field.name}"
        yield Fault(pointer(steps[:1]), question.name, wrong(question, str(error.validator), error.validator_value))
    elif error.validator == "type":
        yield Fault("", field.name, "Expected a row of names and values")
    else:
        yield from _of_questions(error, field.rows)


def _of_questions(error: ValidationError, fields: tuple[Field, ...]) -> Iterator[Fault]:
    """The faults of a whole set of answers: what is missing, and what was never asked."""
    if error.validator == "required":
        asked = [field for field in fields if field.name in error.validator_value and field.name not in error.instance]
        yield from (Fault(pointer([field.name]), field.name, missing(field)) for field in asked)
    else:
        names = [field.name for field in fields]
        extra = sorted(set(error.instance) - set(names))
        yield from (Fault(pointer([name]), name, unexpected(name, names)) for name in extra)


def _named(name: Any, fields: tuple[Field, ...]) -> Field | None:
    return next((field for field in fields if field.name == name), None)
