"""Questions that are asked only after a certain answer: in words, and for the script that hides them."""

import json
from collections.abc import Iterable
from typing import Any

from engine.case.forms import Field


def condition_words(field: Field, asked: Iterable[Field]) -> str:
    """ "Answer this if you said “No” to “Is it ready?”", for those whose browser runs no script."""
    others = {other.name: other for other in asked}
    said = [
        f"{_either(others[name], wanted)} to “{others[name].title}”"
        for name, wanted in field.show_if.items()
        if name in others
    ]
    return f"Answer this if you said {' and '.join(said)}." if said else ""


def condition_json(field: Field, prefix: str) -> str:
    """Names of inputs and the values that bring the question up, as the script reads them."""
    return json.dumps({f"{prefix}{name}": [typed_as(one) for one in wanted] for name, wanted in field.show_if.items()})


def typed_as(value: Any) -> str:
    """How a browser sends an answer that is chosen."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _either(field: Field, wanted: tuple[Any, ...]) -> str:
    return " or ".join(f"“{field.label(value)}”" for value in wanted)
