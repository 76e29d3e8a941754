"""A fact means the same wherever it is asked, and has a name that expressions can read."""

from collections.abc import Iterator

from engine.case.forms import Field
from engine.definitions.definition import Definition
from engine.definitions.expressions import FUNCTIONS, TIMER_FUNCTIONS, is_name
from engine.definitions.finding import Finding

RULE = "facts_agree"
_TAKEN = {*FUNCTIONS, *TIMER_FUNCTIONS, "item"}


def findings(definition: Definition) -> Iterator[Finding]:
    first: dict[str, tuple[str, Field]] = {}
    for form, asked in sorted(definition.forms.items()):
        for field in _with_rows(asked.fields()):
            file = f"forms/{form}"
            if not is_name(field.name) or field.name in _TAKEN:
                yield Finding(
                    RULE, file, "", f"'{field.name}' is a word of the expression language: choose another name"
                )
            other, known = first.setdefault(field.name, (form, field))
            if known.kind != field.kind:
                sentence = f"'{field.name}' is {_said(field)} here, but {_said(known)} in {other}: give one a new name"
                yield Finding(RULE, file, "", sentence)


def _with_rows(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from field.rows


def _said(field: Field) -> str:
    words = {"text": "a text", "date": "a date", "choice": "a choice", "choices": "several choices"}
    return words.get(field.kind) or {"yes_no": "yes or no", "number": "a number", "rows": "a list of rows"}[field.kind]
