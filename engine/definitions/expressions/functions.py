"""The functions that an expression may call: pure, and about days, ages, collections and texts only."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.definitions.expressions.refusals import Unfit
from engine.definitions.expressions.values import kind, same
from engine.statute import ages
from engine.statute.counting import corresponding_date, within_days, within_weeks

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_DAYS = 73_000  # two centuries: more is a slip of the pen


@dataclass(frozen=True, slots=True)
class Function:
    """How a function is written, and what it does; `field` is the place of an argument that names a field of items."""

    usage: str
    work: Callable[..., Any]
    field: int | None = None

    @property
    def places(self) -> int:
        return self.usage.count(",") + 1


def has(value: Any) -> bool:
    """Whether a fact has been given; False and 0 are answers too."""
    return value is not None and value not in ("", [], {})


def count(collection: Any) -> int:
    return len(_items(collection))


def any_item(collection: Any, field: str, value: Any) -> bool:
    return any(same(_part(one, field), value) for one in _items(collection))


def all_items(collection: Any, field: str, value: Any) -> bool:
    """True of an empty collection: ask for count(collection) > 0 as well where that matters."""
    return all(same(_part(one, field), value) for one in _items(collection))


def day(text: Any) -> str:
    return _day(text).isoformat()


def days_between(first: Any, second: Any) -> int:
    return (_day(second) - _day(first)).days


def days_after(start: Any, number: Any) -> str:
    return _moved(within_days, start, number, 1)


def weeks_after(start: Any, number: Any) -> str:
    return _moved(within_weeks, start, number, 7)


def months_after(start: Any, number: Any) -> str:
    """The corresponding date, or the last day of a shorter month."""
    return _moved(corresponding_date, start, number, 31)


def age_on(born: Any, on: Any) -> int:
    return ages.age_on(*_life(born, on))


def year_group_on(born: Any, on: Any) -> int:
    return ages.year_group_on(*_life(born, on))


def lower(text: Any) -> str | None:
    if text is None or isinstance(text, str):
        return text and text.lower()
    raise Unfit(f"expected a text, but found {kind(text)}")


FUNCTIONS: Mapping[str, Function] = {
    "has": Function("has(name)", has),
    "count": Function("count(collection)", count),
    "any_item": Function("any_item(collection, field, value)", any_item, field=1),
    "all_items": Function("all_items(collection, field, value)", all_items, field=1),
    "day": Function("day(text)", day),
    "days_between": Function("days_between(first, second)", days_between),
    "days_after": Function("days_after(day, number)", days_after),
    "weeks_after": Function("weeks_after(day, number)", weeks_after),
    "months_after": Function("months_after(day, number)", months_after),
    "age_on": Function("age_on(born, day)", age_on),
    "year_group_on": Function("year_group_on(born, day)", year_group_on),
    "lower": Function("lower(text)", lower),
}
TIMER_FUNCTIONS = ("due", "after")


def _day(text: Any) -> date:
    if isinstance(text, str) and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unfit(f"there is no day {text}") from None
    raise Unfit(f"expected a day such as 2026-01-05, but found {kind(text)}{_quoted(text)}")


def _quoted(text: Any) -> str:
    return f" '{text[:40]}'" if isinstance(text, str) else ""


def _moved(by: Callable[[date, int], date], start: Any, number: Any, longest_unit: int) -> str:
    first = _day(start)
    if type(number) is not int:
        raise Unfit(f"expected a whole number, but found {kind(number)}")
    # A margin of two centuries keeps every result within the years that a date can have.
    if abs(number) * longest_unit > _MOST_DAYS or not date(1000, 1, 1) < first < date(9000, 1, 1):
        raise Unfit("the day is too far away")
    return by(first, number).isoformat()


def _life(born: Any, on: Any) -> tuple[date, date]:
    first, second = _day(born), _day(on)
    if second < first or second - first > timedelta(days=_MOST_DAYS) or second.year > 9000:
        raise Unfit(f"{first} and {second} cannot be a birthday and a day in that life")
    return first, second


def _items(collection: Any) -> Collection[Any]:
    match collection:
        case None:
            return ()
        case dict():
            return collection.values()
        case list() | tuple():
            return collection
    raise Unfit(f"expected a collection, but found {kind(collection)}")


def _part(one: Any, field: str) -> Any:
    return one.get(field) if isinstance(one, dict) else None
