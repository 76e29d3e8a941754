"""How values of facts are compared, added and looked into: bounded, and never across kinds by accident."""

import operator
from collections.abc import Callable
from typing import Any

from engine.definitions.expressions.refusals import Unfit

LARGEST_NUMBER = 10**15
LONGEST_VALUE = 20_000
MOST_ITEMS = 500

Test = Callable[[Any, Any], Any]


def same(left: Any, right: Any) -> bool:
    """Equality of facts; 1 is not True, though Python says so."""
    return bool(left == right) and isinstance(left, bool) == isinstance(right, bool)


def different(left: Any, right: Any) -> bool:
    return not same(left, right)


def ordered(name: str, compare: Test) -> Test:
    def test(left: Any, right: Any) -> Any:
        if type(left) is type(right) is str or (is_number(left) and is_number(right)):
            return compare(left, right)
        raise Unfit(f"{kind(left)} and {kind(right)} cannot be compared with {name}")

    return test


def contained(left: Any, right: Any) -> bool:
    """Membership; nothing is contained in what is missing."""
    match right:
        case None:
            return False
        case list() | tuple():
            return any(same(left, one) for one in right)
        case dict():
            return isinstance(left, str) and left in right
        case str() if isinstance(left, str):
            return left in right
    raise Unfit(f"{kind(left)} cannot be looked for in {kind(right)}")


def not_contained(left: Any, right: Any) -> bool:
    return not contained(left, right)


def plus(left: Any, right: Any) -> Any:
    if type(left) is type(right) is str:
        return _bounded(left, right, LONGEST_VALUE, "characters")
    if type(left) is type(right) is list:
        return _bounded(left, right, MOST_ITEMS, "items")
    return _number(operator.add, left, right, "added to", "use days_after, weeks_after or months_after for days")


def minus(left: Any, right: Any) -> Any:
    return _number(operator.sub, left, right, "subtracted from", "use days_between for days")


def is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


def kind(value: Any) -> str:
    """The kind of a value in words, for sentences."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes or no"
        case str():
            return "a text"
        case int() | float():
            return "a number"
        case list() | tuple():
            return "a list"
    return "a collection"


def _bounded(left: Any, right: Any, most: int, unit: str) -> Any:
    if len(left) + len(right) > most:
        raise Unfit(f"the result would have more than {most} {unit}")
    return left + right


def _number(work: Test, left: Any, right: Any, verb: str, instead: str) -> Any:
    if not (is_number(left) and is_number(right)):
        raise Unfit(f"{kind(right)} cannot be {verb} {kind(left)}; {instead}")
    result = work(left, right) if abs(left) <= LARGEST_NUMBER >= abs(right) else None
    if result is None or not abs(result) <= LARGEST_NUMBER:
        raise Unfit("the number is too large")
    return result
