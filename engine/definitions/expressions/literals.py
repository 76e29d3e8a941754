"""Which answers an expression asks for, so that answers which nobody can give are noticed."""

import ast
from collections.abc import Iterator
from typing import Any

_EQUALITIES = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)


def asked_values(node: ast.Compare) -> Iterator[tuple[str, Any]]:
    """Each fact, or field of an item, with a value that it is asked to be."""
    for op, left, right in zip(node.ops, (node.left, *node.comparators), node.comparators, strict=False):
        if type(op) in _EQUALITIES:
            for one, other in ((left, right), (right, left)):
                for value in literals(other, type(op)):
                    if name := _asked(one):
                        yield name, value


def literals(node: ast.expr, op: type[ast.cmpop]) -> list[Any]:
    """The literals that a comparison names; in a list only after `in`."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) and op in (ast.In, ast.NotIn) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and part.value is not None]


def _asked(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=ast.Name(id="item"), slice=ast.Constant(value=str(part))):
            return part
    return ""
