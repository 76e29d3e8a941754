"""What a template may say: placeholders, conditions, repetitions and parts; nothing that computes or reaches out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from engine.letters.filters import FILTERS

CALLS = ("deadline", "allowed", "required")
_PLAIN = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.If,
    nodes.CondExpr,
    nodes.Tuple,
    nodes.List,
)
_DEEPEST_LOOP = 2


@dataclass(slots=True)
class Said:
    """What a template names: placeholders such as `facts.reasons`, parts, keys of limits, and contents.

    `required` are the contents of which it asks whether the law requires them.
    """

    placeholders: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    limits: set[str] = field(default_factory=set)
    contents: list[str] = field(default_factory=list)
    required: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def copy(self) -> "Said":
        """The same, to be added to."""
        return Said(
            set(self.placeholders),
            [*self.parts],
            set(self.limits),
            [*self.contents],
            set(self.required),
            [*self.faults],
        )


def read(environment: Environment, where: str, source: str) -> Said:
    """What this text says, with every word that a template may not use."""
    said = Said()
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        said.faults.append(f"{where}, line {error.lineno}: {error.message}")
        return said
    _Reader(where, said).visit(tree, {}, 0)
    return said


@dataclass(frozen=True, slots=True)
class _Reader:
    where: str
    said: Said

    def visit(self, node: nodes.Node, loops: Mapping[str, str], depth: int) -> None:
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                self._placeholder(node, loops)
            case nodes.Include():
                self._part(node)
            case nodes.Call():
                self._call(node)
            case nodes.For():
                self._loop(node, loops, depth)
            case nodes.Filter() if node.name not in FILTERS or node.args or node.kwargs:
                self._refuse(node, f"'{node.name}' is not a filter; expected one of: {', '.join(FILTERS)}")
            case nodes.Test() if node.name != "defined":
                self._refuse(node, f"'is {node.name}' is not a test; expected 'is defined'")
            case nodes.Filter() | nodes.Test():
                self._below(node, loops, depth)
            case _ if isinstance(node, _PLAIN):
                self._below(node, loops, depth)
            case _:
                self._refuse(node, f"a letter has no '{type(node).__name__.lower()}'")

    def _below(self, node: nodes.Node, loops: Mapping[str, str], depth: int) -> None:
        for child in node.iter_child_nodes():
            self.visit(child, loops, depth)

    def _placeholder(self, node: nodes.Node, loops: Mapping[str, str]) -> None:
        match node:
            case nodes.Getattr(node=nodes.Call() as call, attr=str(name)) if _key(call):
                self._call(call)
                self.said.placeholders.add(f"{_asked(call)}.{name}")
                return
        path = _path(node)
        if path is None or path in CALLS:
            self._refuse(node, "expected a plain name such as facts.request_received")
        else:
            self.said.placeholders.add(_resolved(path, loops))

    def _part(self, node: nodes.Include) -> None:
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str) and not node.ignore_missing:
            self.said.parts.append(node.template.value)
        else:
            self._refuse(node, "expected the name of a part in quotation marks")

    def _call(self, node: nodes.Call) -> None:
        key = _key(node)
        if key is None:
            self._refuse(
                node,
                'only deadline("…") and allowed("…") can be asked, with the key of a time limit, '
                'and required("…"), with the key of a content',
            )
        elif _asked(node) == "required":
            self.said.required.add(key)
        else:
            self.said.limits.add(key)

    def _loop(self, node: nodes.For, loops: Mapping[str, str], depth: int) -> None:
        path = _path(node.iter)
        if path is None or not isinstance(node.target, nodes.Name) or node.recursive or node.test:
            self._refuse(node, "expected {% for one in facts.… %}")
            return
        if depth == _DEEPEST_LOOP:
            self._refuse(node, f"repetitions may stand {_DEEPEST_LOOP} deep, no deeper")
            return
        self.visit(node.iter, loops, depth)
        inner = {**loops, node.target.name: f"{_resolved(path, loops)}[]"}
        for child in [*node.body, *node.else_]:
            self.visit(child, inner, depth + 1)

    def _refuse(self, node: nodes.Node, why: str) -> None:
        self.said.faults.append(f"{self.where}, line {node.lineno}: {why}")


def _path(node: nodes.Node) -> str | None:
    """`facts.advice` as words, or None for anything that is not a chain of names."""
    match node:
        case nodes.Name(name=str(name)) if not name.startswith("_"):
            return name
        case nodes.Getattr(node=inner, attr=str(name)) if not name.startswith("_"):
            return _joined(inner, name)
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str(name))) if not name.startswith("_"):
            return _joined(inner, name)
    return None


def _joined(inner: nodes.Node, name: str) -> str | None:
    path = _path(inner)
    return None if path is None else f"{path}.{name}"


def _resolved(path: str, loops: Mapping[str, str]) -> str:
    """The name with the loop's own word replaced by what it runs over."""
    root, dot, rest = path.partition(".")
    return f"{loops.get(root, root)}{dot}{rest}"


def _asked(node: nodes.Call) -> str:
    return node.node.name if isinstance(node.node, nodes.Name) else ""


def _key(node: nodes.Node) -> str | None:
    """The key of the limit in deadline("…") or allowed("…")."""
    match node:
        case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=str(key))], kwargs=[]) if name in CALLS:
            return key if node.dyn_args is None and node.dyn_kwargs is None else None
    return None
