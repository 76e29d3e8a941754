"""What is learned about an expression while it is built, and how its work names what is missing."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.definitions.expressions.refusals import ExpressionFailed, Unfit

Facts = Mapping[str, Any]
Read = Callable[[Facts, Facts | None], Any]


@dataclass(slots=True)
class Notes:
    """What is learned about an expression while it is built."""

    nodes: int = 0
    names: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    compared: set[tuple[str, Any]] = field(default_factory=set)
    reads: dict[str, Read] = field(default_factory=dict)


def guarded(node: ast.expr, notes: Notes, work: Read) -> Read:
    """The work, with a sentence that names the expression and what is missing where values do not fit."""
    text = ast.unparse(node)[:200]
    labels = [label(one) for one in ast.walk(node) if isinstance(one, ast.Name | ast.Subscript)]
    reads = {label: notes.reads[label] for label in labels if label in notes.reads}

    def read(facts: Facts, item: Facts | None) -> Any:
        try:
            return work(facts, item)
        except Unfit as unfit:
            missing = [name for name, look in reads.items() if look(facts, item) is None]
            because = f" ({', '.join(missing)} not given)" if missing else ""
            raise ExpressionFailed(f"'{text}' could not be worked out: {unfit}{because}") from None

    return read


def label(node: ast.Name | ast.Subscript) -> str:
    return ast.unparse(node).replace("'", '"')
