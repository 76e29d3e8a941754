"""Timers of a diagram: due("limit") waits until a time limit has passed, after("limit") until a waiting period has."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from engine.definitions.expressions.expression import Expression, expression_of, syntax_tree
from engine.definitions.expressions.functions import TIMER_FUNCTIONS
from engine.definitions.expressions.notes import Facts
from engine.definitions.expressions.refusals import ExpressionRefused
from engine.definitions.expressions.wording import is_name

_EXPECTED = 'a timer must be due("key_of_a_limit") or after("key_of_a_limit")'


@dataclass(frozen=True, slots=True)
class TimerExpression:
    """Which limit a timer waits for; `limits` are all the keys that can come out."""

    text: str
    kind: Literal["due", "after"]
    limits: frozenset[str]
    names: frozenset[str]
    fields: frozenset[str]
    uses_item: bool
    _key: Expression

    def limit_for(self, facts: Facts, item: Facts | None = None) -> str:
        return str(self._key.evaluate(facts, item))


@lru_cache(maxsize=1024)
def compile_timer(text: str) -> TimerExpression:
    tree = syntax_tree(text)
    if type(tree) is not ast.Call or type(tree.func) is not ast.Name or tree.func.id not in TIMER_FUNCTIONS:
        raise ExpressionRefused(f"'{text.strip()[:60]}' is not a timer: {_EXPECTED}")
    if tree.keywords or len(tree.args) != 1:
        raise ExpressionRefused(f"'{text.strip()[:60]}' must name one limit: {_EXPECTED}")
    key = expression_of(tree.args[0], ast.unparse(tree.args[0]))
    limits = frozenset(_outcomes(tree.args[0]))
    kind: Literal["due", "after"] = "due" if tree.func.id == "due" else "after"
    return TimerExpression(text.strip(), kind, limits, key.names, key.fields, key.uses_item, key)


def _outcomes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.IfExp(body=then, orelse=other):
            yield from _outcomes(then)
            yield from _outcomes(other)
        case ast.Constant(value=str(key)) if is_name(key):
            yield key
        case _:
            text = ast.unparse(node)[:60]
            raise ExpressionRefused(f"'{text}' is not the key of a limit in quotation marks: {_EXPECTED}")
