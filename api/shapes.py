"""Shapes that many resources share: days, pages, entries, problems, what a command leads to."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from marshmallow import Schema, fields, validate

from api.resource import Input, Output

MOST_ROWS = 200
LONGEST_ID = 200
LONGEST_TEXT = 4000
SAYING = re.compile(r"[\s\S]*\S")
"""At least one character that is not a space."""

EXAMPLES = {
    "case": "NOR-000001",
    "person": "P000001",
    "task": "decide_whether_to_assess#1",
    "timer": "assess_decision_due#1",
}


def words(description: str, *, longest: int = LONGEST_ID, **more: Any) -> fields.String:
    """A text that comes in, and says something."""
    checks = [validate.Length(min=1, max=longest), validate.Regexp(SAYING, error="Enter something to read.")]
    return fields.String(validate=checks, metadata={"description": description}, **more)


def maybe_words(description: str, *, longest: int = LONGEST_TEXT) -> fields.String:
    """A text that comes in and may be empty."""
    return fields.String(validate=validate.Length(max=longest), load_default="", metadata={"description": description})


def day(description: str, **more: Any) -> fields.Date:
    return fields.Date(format="iso", metadata={"description": f"{description} (ISO 8601, such as 2026-01-05)"}, **more)


class Moment(fields.AwareDateTime):
    """A moment anywhere in the world, which is kept as UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        read: datetime = super()._deserialize(value, attr, data, **more)
        try:
            return read.astimezone(UTC)
        except OverflowError as fault:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from fault


def moment(description: str) -> Moment:
    return Moment(format="iso", metadata={"description": f"{description} (ISO 8601 with a time zone)"})


def one_of(description: str, *choices: str, **more: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(choices), metadata={"description": description}, **more)


def facts(description: str, **more: Any) -> fields.Dict:
    return fields.Dict(keys=fields.String(), metadata={"description": description}, **more)


def effective_on() -> fields.Date:
    return day(
        "The day on which it happened: if left out, the one that its form asks, or else today; "
        "never in the future or before the case began"
    )


# --- what goes out -------------------------------------------------------------------------------


def said(description: str = "", **more: Any) -> fields.String:
    """A text that goes out."""
    return fields.String(required=True, metadata={"description": description} if description else {}, **more)


def maybe(description: str = "") -> fields.String:
    return said(description, allow_none=True)


def on(description: str = "", **more: Any) -> fields.Date:
    return fields.Date(required=True, metadata={"description": description} if description else {}, **more)


def maybe_on(description: str = "") -> fields.Date:
    return on(description, allow_none=True)


def at(description: str = "", **more: Any) -> fields.DateTime:
    return fields.DateTime(required=True, metadata={"description": description} if description else {}, **more)


def flag(description: str = "") -> fields.Boolean:
    return fields.Boolean(required=True, metadata={"description": description} if description else {})


def number(description: str = "", **more: Any) -> fields.Integer:
    return fields.Integer(required=True, metadata={"description": description} if description else {}, **more)


def texts(description: str = "") -> fields.List[Any]:
    return fields.List(fields.String(), required=True, metadata={"description": description} if description else {})


def things(description: str = "", **more: Any) -> fields.Dict:
    """An object whose names depend on the case."""
    return fields.Dict(required=True, metadata={"description": description} if description else {}, **more)


def several(shape: type[Schema], description: str = "The rows, in order") -> fields.List[Any]:
    return fields.List(fields.Nested(shape), required=True, metadata={"description": description})


class Fault(Output):
    path = said("Where: a JSON pointer into the body, `?name` for the query, or the name of a header")
    sentence = said("What is wrong, and what was expected")


class Problem(Output):
    """Problem details (RFC 9457)."""

    type = said("The kind of problem, as an address that explains it")
    title = said("The kind of problem in a few words")
    status = number("The HTTP status")
    detail = said("What went wrong this time, and what was expected")
    instance = said("The address that was asked")
    faults = several(Fault, "Every fault of the input; empty where the input was not the trouble")


class Entry(Output):
    """One line of a history."""

    sequence = number("Its place in the history of its case, from 1")
    recorded_at = at("When it was written down (UTC)")
    effective_on = on("The day on which it took effect")
    actor = said("The user who did it, or `system:…`")
    kind = said("What happened, such as TaskCompleted or DeadlineSet")
    data = things("What the entry says; null when its data was erased", allow_none=True)
    version = said("The hash of the version of the process that was in force")
    hash = said("The hash that seals it to the entry before")


class Recorded(Output):
    """What a command led to: its cause, followed by every consequence."""

    case = said("The case")
    sequence = number("The last entry of the case now; also its ETag", allow_none=True)
    entries = several(Entry)


class PageQuery(Input):
    after = words("The cursor that the page before gave as `next`", longest=2000)
    limit = fields.Integer(
        load_default=50, validate=validate.Range(1, MOST_ROWS), metadata={"description": "Rows in a page"}
    )


@cache
def list_of(shape: type[Schema], description: str = "The rows, in order") -> type[Output]:
    """The shape of all such rows at once; one shape, however often it is asked for."""
    return type(f"{shape.__name__}List", (Output,), {"items": several(shape, description)})


def page_of(shape: type[Schema]) -> type[Output]:
    """The shape of a page of such rows."""
    rows = {
        "items": several(shape),
        "next": maybe("The cursor for `after` that gives the rows behind these; null at the end"),
    }
    return type(f"{shape.__name__}Page", (Output,), rows)
