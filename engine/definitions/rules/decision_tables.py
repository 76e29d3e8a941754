"""A business rule task names a decision table of the package, and its table covers its question."""

from collections.abc import Iterator

from engine.definitions.definition import Definition
from engine.definitions.finding import Finding

RULE = "decision_tables"


def findings(definition: Definition) -> Iterator[Finding]:
    for one in definition.elements:
        if one.kind == "businessRuleTask" and one.decision not in definition.decisions:
            found = f"'{one.decision}', which is not in decisions/" if one.decision else "no decision"
            yield Finding(RULE, one.file, one.id, f"{one.said} asks {found}: set calledDecisionId")
    for decision in definition.decisions.values():
        if not decision.rows:
            yield Finding(RULE, decision.file, decision.id, f"The decision '{decision.name}' has no rows")
        elif all(row.conditions for row in decision.rows):
            sentence = f"The decision '{decision.name}' has no row for all other cases: add one with every entry '-'"
            yield Finding(RULE, decision.file, decision.id, sentence, "advice")
