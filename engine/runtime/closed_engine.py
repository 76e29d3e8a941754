"""The only script engine that a run is ever given: closed expressions over the facts of the case."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

from engine.case.state import merged
from engine.definitions.decisions import Decision
from engine.definitions.expressions import compile_expression, parse_script
from engine.runtime.says import (
    CaseWanted,
    Decided,
    Derived,
    LetterWanted,
    MessageWanted,
    NoticeWanted,
    Said,
    TableDecided,
)
from engine.runtime.steps import Step, bpmn_id_of, item_of


class ClosedEngine(PythonScriptEngine):
    """Evaluates against the facts and, inside a multi-instance activity, its item."""

    def __init__(self) -> None:
        # The parent's constructor would set up the library's environment, which runs full Python.
        self.environment = None
        self.facts: dict[str, Any] = {}
        self.said: list[Said] = []

    def sight(self, task: Step) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
        """What an expression at this step can see: the facts, and its item if it has one."""
        item = item_of(task)
        if item is None:
            return self.facts, None
        collection, key = item.split("/", 1)
        return self.facts, (self.facts.get(collection) or {}).get(key, {})

    def evaluate(self, task: Step, expression: str, external_context: Any = None) -> Any:
        return compile_expression(expression).evaluate(*self.sight(task))

    def execute(self, task: Step, script: str, external_context: Any = None) -> bool:
        facts: dict[str, Any] = {}
        for name, expression in parse_script(script):
            facts[name] = expression.evaluate(*self.sight(task))
            self.facts = merged(self.facts, {name: facts[name]}, item_of(task))
        self.said.append(Derived(facts, bpmn_id_of(task), item_of(task)))
        return True

    def call_service(self, task: Step, **kwargs: Any) -> Any:
        raise AssertionError("Service tasks are orders; nothing calls a service")

    def decided(self, task: Step, flow: str, because: str, conditions: list[str]) -> None:
        seen: dict[str, Any] = {}
        for condition in conditions:
            seen |= compile_expression(condition).saw(*self.sight(task))
            if condition == because:
                break
        self.said.append(Decided(bpmn_id_of(task), flow, because, seen))

    def ask_table(self, task: Step, decision: Decision) -> None:
        """What a decision table gives becomes facts; which row it was, and what the table saw, is said first."""
        row, given = decision.decide(*self.sight(task))
        saw, item = decision.saw(*self.sight(task)), item_of(task)
        self.said.append(TableDecided(decision.id, bpmn_id_of(task), row, decision.because(row), saw, item))
        self.said.append(Derived(given, decision.id, item))
        self.facts = merged(self.facts, given, item)

    def order(self, task: Step, operation: str, parameters: dict[str, str]) -> None:
        values = {name: self.evaluate(task, text) for name, text in parameters.items()}
        self.said.append(_ORDERS[operation](values, item_of(task)))


def _facts(values: dict[str, Any], *named: str) -> dict[str, Any]:
    """The further parameters of an operation; what is not known is not passed on."""
    return {name: value for name, value in values.items() if name not in named and value is not None}


_ORDERS: dict[str, Any] = {
    "issue_letter": lambda values, item: LetterWanted(values["letter"], values["to"], item),
    "open_case": lambda values, item: CaseWanted(values["process"], _facts(values, "process")),
    "notify": lambda values, item: NoticeWanted(values["role"], values["message"]),
    "send_message": lambda values, item: MessageWanted(
        values["to"], values["message"], _facts(values, "to", "message")
    ),
}
