"""From Python's syntax tree to small closures, by a closed list of node types; nothing is ever handed to eval."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from engine.definitions.expressions import values
from engine.definitions.expressions.functions import FUNCTIONS, TIMER_FUNCTIONS, has
from engine.definitions.expressions.literals import asked_values, literals
from engine.definitions.expressions.notes import Facts, Notes, Read, guarded, label
from engine.definitions.expressions.refusals import ExpressionFailed, ExpressionRefused
from engine.definitions.expressions.wording import DEEPEST, is_name, too_deep

MOST_NODES = 60
LARGEST_LITERAL = 10**12


def build(node: ast.expr, notes: Notes, depth: int = 1) -> Read:
    notes.nodes += 1
    if notes.nodes > MOST_NODES:
        raise ExpressionRefused(f"The expression has more than {MOST_NODES} parts; split it or use a decision table")
    if depth > DEEPEST:
        raise too_deep()
    builder = _BUILDERS.get(type(node))
    if builder is None:
        raise ExpressionRefused(f"'{ast.unparse(node)[:60]}' is not allowed here: {_plain_kind(node)} has no place")
    return builder(node, notes, depth + 1)


def _constant(node: ast.Constant, notes: Notes, depth: int) -> Read:
    value = node.value
    if isinstance(value, int | float) and abs(value) > LARGEST_LITERAL:
        raise ExpressionRefused(f"A number may be at most {LARGEST_LITERAL}")
    if not (value is None or type(value) in (str, bool, int, float)):
        raise ExpressionRefused(f"A {type(value).__name__} is not allowed: write a text, a number, True, False or None")
    return lambda facts, item: value


def _name(node: ast.Name, notes: Notes, depth: int) -> Read:
    notes.reads[node.id] = read = _lookup(node.id, notes)
    return read


def _lookup(name: str, notes: Notes) -> Read:
    if not is_name(name):
        raise ExpressionRefused(f"'{name}' cannot be the name of a fact: use small letters, digits and underscores")
    if name in FUNCTIONS or name in TIMER_FUNCTIONS:
        raise ExpressionRefused(f"'{name}' is a function: call it, as in {_usage(name)}")
    if name == "item":
        return lambda facts, item: item
    notes.names.add(name)

    def read(facts: Facts, item: Facts | None) -> Any:
        if item is not None and name in item:
            return item[name]
        return facts.get(name)

    return read


def _subscript(node: ast.Subscript, notes: Notes, depth: int) -> Read:
    text, key = ast.unparse(node)[:60], node.slice
    if type(node.value) is not ast.Name or type(key) is not ast.Constant or type(key.value) is not str:
        raise ExpressionRefused(f"'{text}' is not allowed: only name[\"key\"] reads a part of a fact")
    name, part = node.value.id, key.value
    whole = _lookup(name, notes)
    if name == "item":
        notes.fields.add(part)

    def read(facts: Facts, item: Facts | None) -> Any:
        found = whole(facts, item)
        if found is None:
            return None
        if isinstance(found, Mapping):
            return found.get(part)
        raise ExpressionFailed(f"'{text}' could not be worked out: {name} is {values.kind(found)}, so it has no parts")

    notes.reads[label(node)] = read
    return read


def _list(node: ast.List | ast.Tuple, notes: Notes, depth: int) -> Read:
    parts = [build(one, notes, depth) for one in node.elts]
    return lambda facts, item: [part(facts, item) for part in parts]


def _both(node: ast.BoolOp, notes: Notes, depth: int) -> Read:
    parts = [build(one, notes, depth) for one in node.values]
    stops_at = type(node.op) is ast.Or

    def read(facts: Facts, item: Facts | None) -> Any:
        value = None
        for part in parts:
            value = part(facts, item)
            if bool(value) is stops_at:
                break
        return value

    return read


def _choice(node: ast.IfExp, notes: Notes, depth: int) -> Read:
    test, then, other = (build(one, notes, depth) for one in (node.test, node.body, node.orelse))
    return lambda facts, item: then(facts, item) if test(facts, item) else other(facts, item)


def _one_sided(node: ast.UnaryOp, notes: Notes, depth: int) -> Read:
    inner = build(node.operand, notes, depth)
    if type(node.op) is ast.Not:
        return lambda facts, item: not inner(facts, item)
    if type(node.op) is ast.USub:
        return guarded(node, notes, lambda facts, item: values.minus(0, inner(facts, item)))
    raise ExpressionRefused("A + may only stand between two values")


def _sum(node: ast.BinOp, notes: Notes, depth: int) -> Read:
    work = _SUMS.get(type(node.op))
    if work is None:
        raise ExpressionRefused(f"'{ast.unparse(node)[:60]}' is not allowed: only + and - count")
    left, right = build(node.left, notes, depth), build(node.right, notes, depth)
    return guarded(node, notes, lambda facts, item: work(left(facts, item), right(facts, item)))


def _comparison(node: ast.Compare, notes: Notes, depth: int) -> Read:
    if any(type(op) not in _COMPARISONS for op in node.ops):
        raise ExpressionRefused("'is' is not allowed: write == None, or has(name)")
    first, *others = (build(one, notes, depth) for one in (node.left, *node.comparators))
    tests = [_COMPARISONS[type(op)] for op in node.ops]
    notes.compared.update(asked_values(node))
    if len(tests) == 1:
        (test,), (second,) = tests, others
        return guarded(node, notes, lambda facts, item: test(first(facts, item), second(facts, item)))

    def chain(facts: Facts, item: Facts | None) -> bool:
        left = first(facts, item)
        for test, other in zip(tests, others, strict=True):
            right = other(facts, item)
            if not test(left, right):
                return False
            left = right
        return True

    return guarded(node, notes, chain)


def _call(node: ast.Call, notes: Notes, depth: int) -> Read:
    name = node.func.id if type(node.func) is ast.Name else ast.unparse(node.func)[:60]
    if name in TIMER_FUNCTIONS:
        raise ExpressionRefused(f"{_usage(name)} may only stand in a timer, and nothing around it")
    if name not in FUNCTIONS:
        raise ExpressionRefused(f"There is no function '{name}'; there are: {', '.join(FUNCTIONS)}")
    function = FUNCTIONS[name]
    if node.keywords or len(node.args) != function.places:
        raise ExpressionRefused(f"Write {function.usage}, without names for the arguments")
    notes.calls.add(name)
    if function.work is has:
        return _has(node.args[0], notes, depth)
    _note_field(node, function.field, notes)
    work, parts = function.work, [build(one, notes, depth) for one in node.args]
    return guarded(node, notes, lambda facts, item: work(*[part(facts, item) for part in parts]))


def _has(named: ast.expr, notes: Notes, depth: int) -> Read:
    if type(named) is ast.Constant and type(named.value) is str:
        named = ast.Name(named.value)
    if type(named) not in (ast.Name, ast.Subscript):
        raise ExpressionRefused('Write has(name) or has(name["key"]): it asks whether a fact has been given')
    inner = build(named, notes, depth)
    return lambda facts, item: has(inner(facts, item))


def _note_field(node: ast.Call, place: int | None, notes: Notes) -> None:
    if place is None:
        return
    named = node.args[place]
    if type(named) is not ast.Constant or type(named.value) is not str:
        raise ExpressionRefused(f"In '{ast.unparse(node)[:60]}' the field must be a text, such as \"given\"")
    notes.fields.add(named.value)
    notes.compared.update((named.value, value) for value in literals(node.args[-1], ast.Eq))


def _usage(name: str) -> str:
    return FUNCTIONS[name].usage if name in FUNCTIONS else f'{name}("key_of_a_limit")'


def _plain_kind(node: ast.expr) -> str:
    return type(node).__name__.lower()


_SUMS: dict[type[ast.operator], values.Test] = {ast.Add: values.plus, ast.Sub: values.minus}
_COMPARISONS: dict[type[ast.cmpop], values.Test] = {
    ast.Eq: values.same,
    ast.NotEq: values.different,
    ast.Lt: values.ordered("<", operator.lt),
    ast.LtE: values.ordered("<=", operator.le),
    ast.Gt: values.ordered(">", operator.gt),
    ast.GtE: values.ordered(">=", operator.ge),
    ast.In: values.contained,
    ast.NotIn: values.not_contained,
}
_BUILDERS: dict[type[ast.expr], Callable[[Any, Notes, int], Read]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Subscript: _subscript,
    ast.List: _list,
    ast.Tuple: _list,
    ast.BoolOp: _both,
    ast.IfExp: _choice,
    ast.UnaryOp: _one_sided,
    ast.BinOp: _sum,
    ast.Compare: _comparison,
    ast.Call: _call,
}
