"""Decision tables (DMN): read into closed expressions, and worked out on the facts of a case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from engine.definitions.bpmn import Unreadable, open_xml
from engine.definitions.expressions import Expression, ExpressionRefused, compile_expression

_VERSIONS = ("https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20180521/MODEL/")
_POLICIES = ("UNIQUE", "FIRST")
_STARTS_WITH_A_SIGN = re.compile(r"(==|!=|<=|>=|<|>|not in\b|in\b)")


class NoRowApplies(Exception):
    """Expected one row of the decision table to apply to these facts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of a table: it applies if all its conditions hold."""

    conditions: tuple[Expression, ...]
    results: Mapping[str, Expression]

    def applies(self, facts: Mapping[str, Any], item: Mapping[str, Any] | None) -> bool:
        return all(condition.evaluate(facts, item) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision table; `results` are the facts it gives, `names` those it reads."""

    id: str
    name: str
    file: str
    policy: str
    results: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def names(self) -> frozenset[str]:
        expressions = [one for row in self.rows for one in (*row.conditions, *row.results.values())]
        return frozenset().union(*(one.names for one in expressions))

    def saw(self, facts: Mapping[str, Any], item: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The answers to the questions of the table, for the history."""
        seen: dict[str, Any] = {}
        for row in self.rows:
            for condition in row.conditions:
                seen |= condition.saw(facts, item)
        return seen

    def because(self, number: int) -> str:
        """The conditions of a row; empty for the row of all other cases."""
        return " and ".join(condition.text for condition in self.rows[number - 1].conditions)

    def decide(self, facts: Mapping[str, Any], item: Mapping[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """The number of the row that applies and the facts it gives; raises NoRowApplies."""
        # Where the first row decides, those below it are not asked: they may not even fit these facts.
        found = (number for number, row in enumerate(self.rows, 1) if row.applies(facts, item))
        applying = list(islice(found, 1) if self.policy == "FIRST" else found)
        if len(applying) != 1:
            which = f"rows {', '.join(map(str, applying))} do" if applying else "none does"
            raise NoRowApplies(f"Expected one row of '{self.name}' to apply, but {which}")
        row = self.rows[applying[0] - 1]
        return applying[0], {name: result.evaluate(facts, item) for name, result in row.results.items()}


def read_decisions(file: str, text: str) -> tuple[Decision, ...]:
    """The tables of a DMN file; raises Unreadable."""
    version = next((one for one in _VERSIONS if one in text), _VERSIONS[0])
    root = open_xml(text, f"{{{version}}}definitions")
    decisions = tuple(_decision(file, one, f"{{{version}}}") for one in root.iterfind(f"{{{version}}}decision"))
    if not decisions:
        raise Unreadable("The file contains no decision")
    return decisions


def _decision(file: str, node: etree._Element, dmn: str) -> Decision:
    id, name = node.get("id", ""), node.get("name", "") or node.get("id", "")
    table = node.find(f"{dmn}decisionTable")
    if table is None:
        raise Unreadable(f"'{name}' has no decision table")
    policy = table.get("hitPolicy", "UNIQUE")
    if policy not in _POLICIES:
        raise Unreadable(f"'{name}' has the hit policy {policy}; expected UNIQUE or FIRST")
    inputs = [_text(one.find(f"{dmn}inputExpression/{dmn}text")) for one in table.iterfind(f"{dmn}input")]
    results = tuple(one.get("name", "") for one in table.iterfind(f"{dmn}output"))
    if not results or not all(results):
        raise Unreadable(f"Each output of '{name}' needs the name of the fact it gives")
    rows = [
        _row(f"'{name}', row {number}", rule, dmn, inputs, results)
        for number, rule in enumerate(table.iterfind(f"{dmn}rule"), 1)
    ]
    return Decision(id, name, file, policy, results, tuple(rows))


def _row(where: str, rule: etree._Element, dmn: str, inputs: list[str], results: tuple[str, ...]) -> Row:
    tests = [_text(one.find(f"{dmn}text")) for one in rule.iterfind(f"{dmn}inputEntry")]
    outcomes = [_text(one.find(f"{dmn}text")) for one in rule.iterfind(f"{dmn}outputEntry")]
    if (len(tests), len(outcomes)) != (len(inputs), len(results)):
        raise Unreadable(f"{where}: expected an entry in each of its {len(inputs) + len(results)} columns")
    pairs = [(asked, test) for asked, test in zip(inputs, tests, strict=True) if test not in ("", "-")]
    conditions = tuple(_read(where, _condition(asked, test)) for asked, test in pairs)
    return Row(conditions, {name: _read(where, text) for name, text in zip(results, outcomes, strict=True)})


def _condition(asked: str, test: str) -> str:
    """`"a"` and `"a", "b"` mean one of these; `>= 5` and `in [1, 2]` continue the question."""
    return f"({asked}) {test}" if _STARTS_WITH_A_SIGN.match(test) else f"({asked}) in [{test}]"


def _read(where: str, text: str) -> Expression:
    try:
        return compile_expression(text)
    except ExpressionRefused as refused:
        raise Unreadable(f"{where}: {refused.sentence}") from None


def _text(one: etree._Element | None) -> str:
    return "" if one is None else "".join(map(str, one.itertext())).strip()
