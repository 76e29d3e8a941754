"""Compares two versions of a process, in words."""

from collections.abc import Iterator

from engine.definitions.comparing.change import Change
from engine.definitions.comparing.decisions import decision_changes
from engine.definitions.comparing.elements import element_changes
from engine.definitions.comparing.forms import form_changes
from engine.definitions.comparing.law import law_changes
from engine.definitions.comparing.letters import letter_changes
from engine.definitions.comparing.pairs import likely_renames, pair
from engine.definitions.comparing.paths import path_changes
from engine.definitions.comparing.plan import plan_changes
from engine.definitions.definition import Definition, read_definition
from engine.definitions.package import Package

__all__ = ["Change", "compare", "likely_renames"]


def compare(old: Package, new: Package) -> tuple[Change, ...]:
    """Everything that differs and that somebody could notice; layout is no difference."""
    before, after = read_definition(old), read_definition(new)
    pairs = pair(before, after)
    return (
        *_process_changes(before, after),
        *element_changes(before, after, pairs),
        *path_changes(before, after, pairs),
        *form_changes(before, after),
        *letter_changes(old, new),
        *decision_changes(before, after),
        *law_changes(before, after),
        *plan_changes(before.plan, after.plan),
    )


def _process_changes(old: Definition, new: Definition) -> Iterator[Change]:
    for id in sorted({*old.processes, *new.processes}):
        before, after = old.processes.get(id), new.processes.get(id)
        if before is None and after is not None:
            yield Change("added", "process", after.file, id, f"The process '{after.name}' is now part of this one")
        elif after is None and before is not None:
            yield Change(
                "removed", "process", before.file, id, f"The process '{before.name}' is no longer part of this one"
            )
        elif before is not None and after is not None and before.name != after.name:
            sentence = f"The process '{before.name}' is now called '{after.name}'"
            yield Change("renamed", "process", after.file, id, sentence)
    for file in sorted({*old.faults, *new.faults}):
        if old.package.files.get(file) != new.package.files.get(file):
            yield Change(
                "changed", "process", file, "", f"{file} changed, but it cannot be read, so nobody can say how"
            )
