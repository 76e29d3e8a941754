"""Process definitions: their packages, expressions, lint, comparison and the plan for moving a case between them."""

from engine.definitions.collecting import NoSuchProcess, collect, list_processes, read_package
from engine.definitions.package import Package, PackageUnreadable

__all__ = ["NoSuchProcess", "Package", "PackageUnreadable", "collect", "list_processes", "read_package"]
