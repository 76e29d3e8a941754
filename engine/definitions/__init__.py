"""Process definitions: their packages, expressions, lint, comparison and the plan for moving a case between them."""

from engine.definitions.collecting import NoSuchProcess, collect, list_processes, read_package
from engine.definitions.comparing import Change, compare, likely_renames
from engine.definitions.definition import Definition, read_definition
from engine.definitions.finding import Finding
from engine.definitions.lint import errors, lint
from engine.definitions.mapping import MovePlan, plan_move
from engine.definitions.package import Package, PackageUnreadable

__all__ = [
    "Change",
    "Definition",
    "Finding",
    "MovePlan",
    "NoSuchProcess",
    "Package",
    "PackageUnreadable",
    "collect",
    "compare",
    "errors",
    "likely_renames",
    "lint",
    "list_processes",
    "plan_move",
    "read_definition",
    "read_package",
]
