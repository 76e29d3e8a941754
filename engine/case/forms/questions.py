"""The check of answers against questions, built once: one small validator per question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker

from engine.case.forms.answers import clean_rows
from engine.case.forms.faults import Fault, pointer
from engine.case.forms.fields import LONGEST_TEXT, MOST_ROWS, Field, Json, Kind
from engine.case.forms.sentences import in_row, missing, unexpected, wrong

_REAL_DATES = FormatChecker(formats=["date"])
_ASSERTIONS: Mapping[Kind, Json] = {
    "text": {"maxLength": LONGEST_TEXT},
    "choices": {"maxItems": MOST_ROWS},
    "rows": {"maxItems": MOST_ROWS},
}
_ONLY_WHEN_FINISHED = {"minItems", "minLength"}


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a form, or of a row: `whole` says which must be answered, `each` how."""

    fields: tuple[Field, ...]
    whole: Draft202012Validator
    each: Mapping[str, Draft202012Validator]
    rows: Mapping[str, "Questions"]

    @classmethod
    def of(cls, schema: Json, fields: tuple[Field, ...]) -> Self:
        properties = schema["properties"]
        whole = {word: schema[word] for word in ("required", "allOf") if word in schema}
        each = {field.name: _validator(_assertions(field, properties[field.name])) for field in fields}
        rows = {field.name: cls.of(properties[field.name]["items"], field.rows) for field in fields if field.rows}
        return cls(fields, _validator(whole), each, rows)

    def faults(self, given: Json, cleaned: Json, *, draft: bool) -> Iterator[Fault]:
        """At most one fault for each question, in their order, then what was never asked."""
        required = set() if draft else self._missing(cleaned)
        for field in self.fields:
            if field.name in cleaned:
                yield from self._of_answer(field, given[field.name], cleaned[field.name], draft)
            elif field.name in required:
                yield Fault(pointer([field.name]), field.name, missing(field))
        if len(cleaned) > len(self.each) or not cleaned.keys() <= self.each.keys():
            yield from self._never_asked(cleaned)

    def _missing(self, cleaned: Json) -> set[str]:
        # Every error of `whole` is about `required`: a form may ask for nothing else there.
        errors: Any = self.whole.iter_errors(cleaned)
        return {name for error in errors for name in error.validator_value if name not in cleaned}

    def _of_answer(self, field: Field, given: Any, answer: Any, draft: bool) -> Iterator[Fault]:
        for error in self.each[field.name].iter_errors(answer):
            keyword, limit = str(error.validator), error.validator_value
            if not (draft and keyword in _ONLY_WHEN_FINISHED):
                yield Fault(pointer([field.name]), field.name, wrong(field, keyword, limit))
                return
        if field.rows:
            yield from self._of_rows(field, given, draft)

    def _of_rows(self, field: Field, given: Any, draft: bool) -> Iterator[Fault]:
        for number, row in clean_rows(field, given):
            path = pointer([field.name, number])
            if not isinstance(row, Mapping):
                yield Fault(path, field.name, in_row(field, number, "expected an object of names and values"))
                continue
            for fault in self.rows[field.name].faults(given[number], row, draft=draft):
                yield Fault(path + fault.path, fault.field, in_row(field, number, fault.sentence))

    def _never_asked(self, cleaned: Json) -> Iterator[Fault]:
        for name in sorted(cleaned.keys() - self.each.keys()):
            yield Fault(pointer([name]), name, unexpected(name, self.each))


def _validator(schema: Json) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=_REAL_DATES)


def _assertions(field: Field, question: Json) -> dict[str, Any]:
    """The schema without what is only for people, and without the rows, which are checked one by one."""
    left_out = {"title", "description", *(("items",) if field.rows else ())}
    kept = {word: rule for word, rule in question.items() if word not in left_out and not word.startswith("x-")}
    return {**_ASSERTIONS.get(field.kind, {}), **kept}
