"""The lint: everything that is wrong with a package, at once, each with a sentence."""

from collections.abc import Iterable

from engine.definitions.definition import read_definition
from engine.definitions.finding import Finding
from engine.definitions.package import Package
from engine.definitions.rules import RULES


def lint(package: Package) -> tuple[Finding, ...]:
    """Every finding of every rule; errors come before advice."""
    definition = read_definition(package)
    found = dict.fromkeys(finding for rule in RULES.values() for finding in rule(definition))
    return tuple(sorted(found, key=lambda finding: finding.severity == "advice"))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stand in the way of publishing."""
    return tuple(finding for finding in findings if finding.severity == "error")
