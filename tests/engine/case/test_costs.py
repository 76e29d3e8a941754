"""What a decision costs, as people write it."""

from decimal import Decimal
from typing import Any

import pytest

from engine.case.costs import cost_of, in_pounds, pounds


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("£4,200 a year", "4200"),
        ("4200.50", "4200.50"),
        (950, "950"),
        ("1,234,567", "1234567"),
        ("£20 a week for 39 weeks", None),
        ("to be agreed", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_one_amount_is_read_and_several_are_not(said: Any, amount: str | None) -> None:
    assert pounds(said) == (None if amount is None else Decimal(amount))


def test_the_lines_of_a_budget_are_added_up() -> None:
    lines = {"01": {"amount": "£1,200"}, "02": {"amount": "300.50"}}
    assert cost_of("lines/amount", {"lines": lines}) == Decimal("1500.50")
    assert cost_of("lines/amount", {"lines": list(lines.values())}) == Decimal("1500.50")
    assert cost_of("lines/amount", {"lines": {**lines, "03": {"amount": "soon"}}}) is None
    assert cost_of("lines/amount", {}) is cost_of("cost", {}) is None
    assert cost_of("cost", {"cost": 0}) == 0


def test_pounds_are_said_with_pence_only_where_there_are_some() -> None:
    assert (in_pounds(Decimal("1500.5")), in_pounds(20000)) == ("£1,500.50", "£20,000")
