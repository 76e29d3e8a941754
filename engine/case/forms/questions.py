"""The check of answers against questions, built once: one small validator per question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker

from engine.case.forms.answers import clean_rows
from engine.case.forms.faults import pointer
from engine.case.forms.fields import LONGEST_TEXT, MOST_ROWS, Field, Kind
from engine.case.forms.rules import Rule, rules_of
from engine.case.forms.sentences import contradiction, in_row, missing, unexpected, wrong
from engine.case.forms.shapes import Json
from engine.case.rejections import Fault

_REAL_DATES = FormatChecker(formats=["date"])
_ASSERTIONS: Mapping[Kind, Json] = {
    "text": {"maxLength": LONGEST_TEXT},
    "choices": {"maxItems": MOST_ROWS},
    "rows": {"maxItems": MOST_ROWS},
}
_ONLY_WHEN_FINISHED = {"minItems", "minLength"}


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a form, or of a row: `required` and `rules` say which must be answered, `each` how."""

    fields: tuple[Field, ...]
    required: frozenset[str]
    rules: tuple[Rule, ...]
    each: Mapping[str, Draft202012Validator]
    rows: Mapping[str, "Questions"]

    @classmethod
    def of(cls, schema: Json, fields: tuple[Field, ...]) -> Self:
        properties = schema["properties"]
        rules = tuple(rule for rule in rules_of(schema) if rule)
        each = {field.name: _validator(field, properties[field.name]) for field in fields}
        rows = {field.name: cls.of(properties[field.name]["items"], field.rows) for field in fields if field.rows}
        return cls(fields, frozenset(schema.get("required", ())), rules, each, rows)

    def faults(self, given: Json, cleaned: Json, *, draft: bool) -> Iterator[Fault]:
        """At most one fault for each question, in their order, then what was never asked."""
        against = {} if draft else self._against_rules(cleaned)
        for field in self.fields:
            found = (
                self._of_answer(field, given[field.name], cleaned[field.name], draft) if field.name in cleaned else []
            )
            yield from found
            if not found and field.name in against:
                yield Fault(pointer([field.name]), against[field.name], field.name)
        if not cleaned.keys() <= self.each.keys():
            yield from self._never_asked(cleaned)

    def unfit_prefills(self) -> Iterator[str]:
        for field in self.fields:
            for number, prefill in enumerate(field.prefill):
                for fault in self.rows[field.name].faults(prefill.row, prefill.row, draft=True):
                    yield f"Row {number + 1} of '{field.name}' cannot be filled in beforehand: {fault.sentence}"

    def _against_rules(self, cleaned: Json) -> dict[str, str]:
        """What is missing, and what the answer to one question rules out in another."""
        required = set(self.required)
        ruled_out: dict[str, str] = {}
        for rule in self.rules:
            required.update(rule.requires(cleaned))
            for name, possible in rule.rules_out(cleaned).items():
                ruled_out[name] = contradiction(name, possible, rule.given, self.fields)
        return {
            field.name: missing(field) for field in self.fields if field.name in required - set(cleaned)
        } | ruled_out

    def _of_answer(self, field: Field, given: Any, answer: Any, draft: bool) -> list[Fault]:
        for error in self.each[field.name].iter_errors(answer):
            keyword, limit = str(error.validator), error.validator_value
            if not (draft and keyword in _ONLY_WHEN_FINISHED):
                return [Fault(pointer([field.name]), wrong(field, keyword, limit), field.name)]
        return list(self._of_rows(field, given, draft)) if field.rows else []

    def _of_rows(self, field: Field, given: Any, draft: bool) -> Iterator[Fault]:
        for number, row in clean_rows(field, given):
            path = pointer([field.name, number])
            if not isinstance(row, Mapping):
                yield Fault(path, in_row(field, number, "expected an object of names and values"), field.name)
                continue
            for fault in self.rows[field.name].faults(given[number], row, draft=draft):
                yield Fault(path + fault.path, in_row(field, number, fault.sentence), fault.field)

    def _never_asked(self, cleaned: Json) -> Iterator[Fault]:
        for name in sorted(cleaned.keys() - self.each.keys()):
            yield Fault(pointer([name]), unexpected(name, self.each), name)


def _validator(field: Field, question: Json) -> Draft202012Validator:
    return Draft202012Validator(_assertions(field, question), format_checker=_REAL_DATES)


def _assertions(field: Field, question: Json) -> dict[str, Any]:
    """The schema without what is only for people, and without the rows, which are checked one by one."""
    left_out = {"title", "description", *(("items",) if field.rows else ())}
    kept = {word: rule for word, rule in question.items() if word not in left_out and not word.startswith("x-")}
    return {**_ASSERTIONS.get(field.kind, {}), **kept}
