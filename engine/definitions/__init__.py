"""Process definitions: their packages, expressions, lint, comparison and the plan for moving a case between them."""

from engine.definitions.collecting import NoSuchProcess, collect, list_processes, read_package
from engine.definitions.definition import Definition, read_definition
from engine.definitions.finding import Finding
from engine.definitions.lint import errors, lint
from engine.definitions.package import Package, PackageUnreadable

__all__ = [
    "Definition",
    "Finding",
    "NoSuchProcess",
    "Package",
    "PackageUnreadable",
    "collect",
    "errors",
    "lint",
    "list_processes",
    "read_definition",
    "read_package",
]
