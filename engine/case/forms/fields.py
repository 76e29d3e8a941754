"""The questions of a form, as a page needs them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.case.forms.shapes import Json

Kind = Literal["text", "date", "choice", "choices", "yes_no", "number", "rows"]

# An answer without a limit of its own still has one: nothing unbounded enters a history.
LONGEST_TEXT = 10_000
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    value: str | bool
    label: str


@dataclass(frozen=True, slots=True)
class Prefill:
    """A row that stands there before anybody writes one, where `when` holds (an expression over the facts)."""

    row: Mapping[str, Any]
    when: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """One question; `required` means whenever it is shown, `rows` are the questions of each row."""

    name: str
    title: str
    kind: Kind
    widget: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    show_if: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    rows: tuple["Field", ...] = ()
    prefill: tuple[Prefill, ...] = ()
    max_length: int | None = None
    collection: bool = False
    is_private: bool = False
    """Whether the history leaves the answer unsaid; who may read the case finds it among what the case knows."""
    earliest: str = ""
    """The limit whose day stands there to begin with, reckoned as if the letter of the task went by post today."""

    def is_shown(self, answers: Json) -> bool:
        return all(is_answered(answers.get(name), wanted) for name, wanted in self.show_if.items())

    def label(self, value: Any) -> str:
        """The words for an answer."""
        return next((option.label for option in self.options if option.value == value), str(value))


def fields_of(schema: Json, order: Iterable[str]) -> tuple[Field, ...]:
    required = required_names(schema)
    properties = schema["properties"]
    return tuple(_field(name, properties[name], name in required) for name in order)


def required_names(schema: Json) -> frozenset[str]:
    """Names that must be answered, always or under a condition."""
    names = list(schema.get("required", ()))
    for rule in schema.get("allOf", ()):
        for outcome in (rule, rule.get("then", {}), rule.get("else", {})):
            names += outcome.get("required", ())
    return frozenset(names)


def show_if(question: Json) -> dict[str, tuple[Any, ...]]:
    """The condition of a question; a list of values means any of them."""
    condition = question.get("x-show-if", {})
    return {name: tuple(wanted) if isinstance(wanted, list) else (wanted,) for name, wanted in condition.items()}


def kind_of(question: Json) -> Kind | None:
    match question:
        case {"type": "string", "enum": _}:
            return "choice"
        case {"type": "string", "format": _}:
            return "date"
        case {"type": "array", "items": {"enum": _}}:
            return "choices"
        case {"type": "array", "items": {"type": "object"}}:
            return "rows"
    plain: dict[Any, Kind] = {"string": "text", "boolean": "yes_no", "integer": "number", "number": "number"}
    kind = question.get("type")
    return plain.get(kind) if isinstance(kind, str) else None


def values_of(question: Json) -> Sequence[str]:
    """The values that a choice allows, or none where the question is not a choice."""
    values: Sequence[str] = question.get("enum") or question.get("items", {}).get("enum") or ()
    return values


def labels_of(question: Json) -> Mapping[str, str]:
    return {**question.get("items", {}).get("x-labels", {}), **question.get("x-labels", {})}


def row_order(question: Json) -> Sequence[str]:
    order: Sequence[str] = question.get("x-order") or list(question["items"]["properties"])
    return order


_WIDGETS: dict[Kind, str] = {
    "text": "input",
    "date": "date",
    "choice": "radios",
    "choices": "checkboxes",
    "yes_no": "radios",
    "number": "number",
    "rows": "rows",
}


def _field(name: str, question: Json, required: bool) -> Field:
    kind = kind_of(question)
    assert kind is not None, f"Expected a kind of question that was checked when the form was read, but {name} has none"
    return Field(
        name=name,
        title=question["title"],
        kind=kind,
        widget=question.get("x-widget", _WIDGETS[kind]),
        hint=question.get("description", ""),
        required=required,
        options=_options(kind, question),
        show_if=show_if(question),
        rows=fields_of(question["items"], row_order(question)) if kind == "rows" else (),
        prefill=tuple(Prefill(one["row"], one.get("when")) for one in question.get("x-prefill", ())),
        max_length=question.get("maxLength", LONGEST_TEXT) if kind == "text" else None,
        collection=question.get("x-items", False),
        is_private=question.get("x-private", False),
        earliest=question.get("x-earliest", ""),
    )


def _options(kind: Kind, question: Json) -> tuple[Option, ...]:
    if kind == "yes_no":
        return (Option(True, "Yes"), Option(False, "No"))
    labels = labels_of(question)
    return tuple(Option(value, labels[value]) for value in values_of(question))


def is_answered(answer: Any, wanted: tuple[Any, ...]) -> bool:
    given = answer if isinstance(answer, list) else [answer]
    # 1 == True in Python, but a number is no answer to a yes-or-no question.
    return any(one == value and type(one) is type(value) for one in given for value in wanted)
