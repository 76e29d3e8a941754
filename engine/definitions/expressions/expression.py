"""An expression of a diagram: read once, worked out against the facts of a case any number of times."""

import ast
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.definitions.expressions.building import build
from engine.definitions.expressions.functions import FUNCTIONS, TIMER_FUNCTIONS
from engine.definitions.expressions.notes import Facts, Notes, Read
from engine.definitions.expressions.refusals import ExpressionFailed, ExpressionRefused
from engine.definitions.expressions.wording import checked_text, is_name

MOST_LINES = 20
LONGEST_SEEN = 200

_ASSIGNMENT = re.compile(r"\s*(?P<fact>[^=\s]+)\s*=(?!=)(?P<expression>.*)")


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression.

    `names` are the facts it reads, `fields` the fields of items that it names, `compared`
    each of these with a literal that it is asked to be.
    """

    text: str
    names: frozenset[str]
    calls: frozenset[str]
    fields: frozenset[str]
    compared: frozenset[tuple[str, Any]]
    _reads: tuple[tuple[str, Read], ...]
    _work: Read

    def evaluate(self, facts: Facts, item: Facts | None = None) -> Any:
        """The value; a name is looked for in the item, then in the facts, and is None where neither has it."""
        value = self._work(facts, item)
        # Facts are shared by everything that reads the case, so none of their insides may get out.
        return deepcopy(value) if isinstance(value, list | dict) else value

    @property
    def uses_item(self) -> bool:
        """Whether it makes sense only inside an activity that is done for each item."""
        return any(label == "item" or label.startswith("item[") for label, _ in self._reads)

    @property
    def constant(self) -> Any:
        """Its value if it reads nothing; None if it depends on the case."""
        try:
            return None if self._reads else self._work({}, None)
        except ExpressionFailed:
            return None

    def saw(self, facts: Facts, item: Facts | None = None) -> dict[str, Any]:
        """What it read, for the history: whole values, but only the size of a collection."""
        return {label: _seen(read(facts, item)) for label, read in self._reads}


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    return expression_of(syntax_tree(text), text)


def expression_of(tree: ast.expr, text: str) -> Expression:
    notes = Notes()
    work = build(tree, notes)
    learned = (frozenset(notes.names), frozenset(notes.calls), frozenset(notes.fields), frozenset(notes.compared))
    return Expression(text.strip(), *learned, tuple(notes.reads.items()), work)


def syntax_tree(text: str) -> ast.expr:
    try:
        return ast.parse(checked_text(text), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "it is nested too deep"
        raise ExpressionRefused(f"'{text.strip()[:60]}' cannot be read as an expression: {reason}") from None


def parse_script(text: str) -> tuple[tuple[str, Expression], ...]:
    """The assignments of a script task, in their order; later lines may read what earlier ones set."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise ExpressionRefused('Expected lines such as: decision = "no", but the script is empty')
    if len(lines) > MOST_LINES:
        raise ExpressionRefused(f"The script has {len(lines)} lines; {MOST_LINES} are allowed")
    return tuple(_assignment(number, line) for number, line in lines)


def is_fact_name(name: str) -> bool:
    """Whether a fact can have this name: no expression reads it as something else."""
    return is_name(name) and name != "item" and name not in FUNCTIONS and name not in TIMER_FUNCTIONS


def _assignment(number: int, line: str) -> tuple[str, Expression]:
    parts = _ASSIGNMENT.fullmatch(line)
    if parts is None:
        raise ExpressionRefused(f"Line {number} must be: fact = expression, but it is '{line.strip()[:60]}'")
    fact = parts["fact"]
    if not is_fact_name(fact):
        raise ExpressionRefused(
            f"Line {number} cannot set '{fact[:60]}': a fact is named in small letters, digits and _"
        )
    try:
        return fact, compile_expression(parts["expression"].strip())
    except ExpressionRefused as refused:
        raise ExpressionRefused(f"Line {number}: {refused.sentence}") from None


def _seen(value: Any) -> Any:
    if isinstance(value, list | dict):
        return f"{len(value)} items" if len(value) != 1 else "1 item"
    if isinstance(value, str) and len(value) > LONGEST_SEEN:
        return value[:LONGEST_SEEN] + "…"
    return value
