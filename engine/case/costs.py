"""What a decision costs a year: read from the facts that its diagram names, as people wrote them."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

PROPERTY = "costs"
"""The property of a task that names what it costs: a fact, or a collection and the fact of each of its items."""

_POUNDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")


def cost_of(named: str, facts: Mapping[str, Any]) -> Decimal | None:
    """The pounds a year that a decision costs; None where nobody has said, or nobody can tell from what was said."""
    amounts = [pounds(said) for said in _said(named, facts)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known and len(known) == len(amounts) else None


def _said(named: str, facts: Mapping[str, Any]) -> Iterator[Any]:
    fact, _, inner = named.partition("/")
    if not inner:
        yield facts.get(fact)
        return
    items = facts.get(fact)
    rows = items.values() if isinstance(items, Mapping) else items or ()
    yield from (row.get(inner) for row in rows if isinstance(row, Mapping))


def pounds(said: Any) -> Decimal | None:
    """The one amount of a text such as "£4,200 a year"; None of a text with several, or none."""
    found = _POUNDS.findall(str(said)) if said is not None and not isinstance(said, bool) else []
    return Decimal(found[0].replace(",", "")) if len(found) == 1 else None


def in_pounds(amount: Decimal | int) -> str:
    """ "£4,200" """
    return f"£{amount:,.2f}".removesuffix(".00")
