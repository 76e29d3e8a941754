"""The record of a person in parts that are read and changed one by one, and what changed between editions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.case.forms import Field, Form
from engine.case.people import PERSON_FORM
from engine.case.words import value_in_words

Details = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """A part of the record, with the form that changes it and nothing else."""

    key: str
    title: str
    form: Form

    @property
    def names(self) -> frozenset[str]:
        return frozenset(field.name for field in self.form.fields())

    def replaced(self, details: Details, answers: Details) -> dict[str, Any]:
        """The whole record with this part answered anew."""
        return {**{name: said for name, said in details.items() if name not in self.names}, **answers}


@dataclass(frozen=True)
class Change:
    """What one question was answered with before and after, in words."""

    title: str
    was: str
    now: str


WHO = ("name", "known_as", "date_of_birth", "sex", "upn", "upn_unknown", "uln", "nhs_number", "address", "ethnicity")
FAMILY = ("contacts", "language", "needs_interpreter")
CAPACITY = ("capacity_decisions",)
CONSENTS = ("consents",)


def _form(title: str, names: tuple[str, ...]) -> Form:
    """The questions of the record that have these names, as a form of their own."""
    schema = PERSON_FORM.schema
    asked = [name for name in names if name in schema["properties"]]
    part = {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in schema["required"] if name in asked],
        "properties": {name: schema["properties"][name] for name in asked},
    }
    return Form.parse(json.dumps({"title": title, "help": "A part of the record.", "order": asked, "schema": part}))


def _rest() -> tuple[str, ...]:
    """Whatever the record asks that no other part asks, so that no question is ever without a page."""
    elsewhere = {*WHO, *FAMILY, *CAPACITY, *CONSENTS}
    return tuple(field.name for field in PERSON_FORM.fields() if field.name not in elsewhere)


SECTIONS = {
    key: Section(key, title, _form(title, names))
    for key, title, names in (
        ("who", "Name and numbers", WHO),
        ("situation", "Setting, needs and circumstances", _rest()),
        ("family", "Who speaks for them", FAMILY),
        ("capacity", "Mental capacity", CAPACITY),
        ("consents", "Consents", CONSENTS),
    )
}

_SHORT_CONTACT = ("name", "relationship", "role", "telephone", "email", "address")


def _new_person() -> Form:
    """What is asked of somebody new while their request is taken in; the rest can wait."""
    form = _form("Somebody new", ("name", "date_of_birth", "upn", "address", "setting", "contacts"))
    schema = json.loads(json.dumps(form.schema))
    row = schema["properties"]["contacts"]["items"]
    row["properties"] = {name: row["properties"][name] for name in _SHORT_CONTACT}
    order = [field.name for field in form.fields()]
    return Form.parse(json.dumps({"title": form.title, "help": form.help, "order": order, "schema": schema}))


NEW_PERSON = _new_person()


def changes(before: Details, after: Details) -> list[Change]:
    """What differs between two states of a record, in the order of the form."""
    fields = [field for field in PERSON_FORM.fields() if before.get(field.name) != after.get(field.name)]
    return [Change(field.title, *(in_words(field, one.get(field.name)) for one in (before, after))) for field in fields]


def in_words(field: Field, value: Any) -> str:
    """An answer as people read it; of rows, what stands in each."""
    if value in (None, "", []):
        return "nothing"
    if field.kind == "rows":
        return "; ".join(_row_in_words(field, row) for row in value)
    return field.label(value) if field.kind == "choice" else value_in_words(value)


def _row_in_words(field: Field, row: Details) -> str:
    return ", ".join(_cell(inner, row[inner.name]) for inner in field.rows if row.get(inner.name) not in (None, ""))


def _cell(field: Field, value: Any) -> str:
    said = in_words(field, value)
    return f"{field.title.lower()}: {said}" if field.kind == "yes_no" else said


def is_running(consent: Details, today: date) -> bool:
    """Whether a consent is in force on a day."""
    ends = consent.get("ends_on")
    return str(consent["given_on"]) <= today.isoformat() and (ends is None or today.isoformat() <= str(ends))
