"""From a row of the caseload to the story of a case: what each column tells a process, as data says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from engine.case.commands import Told
from engine.case.events import Facts
from engine.importing.rows import Row

ANYTHING = "*"
Given = Mapping[str, Any]


class PlotUnreadable(Exception):
    """A file of `processes/imports` cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Step:
    """Something that happened if the row answers as `when` says, on the day of the column `on`."""

    when: Mapping[str, list[str]]
    on: str
    facts: Given = field(default_factory=dict)
    task: str | None = None
    message: str | None = None
    limit: str | None = None

    def told(self, row: Row) -> Told:
        answers = facts_of(self.facts, row)
        return Told(date.fromisoformat(row.get(self.on)), self.task, self.message, self.limit, answers)


@dataclass(frozen=True)
class Plot:
    """How rows of one kind become cases of one process."""

    process: str
    rows: str
    began: str
    opens: Given
    step: tuple[Step, ...]
    ends: tuple[Mapping[str, list[str]], ...]
    passing: Mapping[str, Given]
    goes_on: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, name: str, text: str) -> Self:
        try:
            told = tomllib.loads(text)
            return cls(
                process=told["process"],
                rows=told["rows"],
                began=told["began"],
                opens=told["opens"],
                step=tuple(Step(**one) for one in told.get("step", [])),
                ends=tuple(one["when"] for one in told.get("ends", [])),
                passing=told.get("passing", {}),
                goes_on=frozenset(told.get("goes_on", [])),
            )
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
            raise PlotUnreadable(f"{name} does not say how rows become cases: {fault}") from fault

    def story(self, row: Row) -> tuple[Told, ...]:
        return tuple(step.told(row) for step in self.step if _answers(row, step.when))

    def is_over(self, row: Row) -> bool:
        return any(_answers(row, when) for when in self.ends)

    def passing_facts(self, row: Row) -> dict[str, Facts]:
        return {task: facts_of(given, row) for task, given in self.passing.items()}


def read_plots(folder: Path) -> dict[str, Plot]:
    """The plots of a folder, by the kind of row that each is for; raises `PlotUnreadable`."""
    plots = [Plot.parse(path.name, path.read_text()) for path in sorted(folder.glob("*.toml"))]
    return {plot.rows: plot for plot in plots}


def facts_of(given: Given, row: Row) -> Facts:
    """The facts that a row gives; a column that is empty, or a word that means nothing here, gives none."""
    found = {name: _value(said, row) for name, said in given.items()}
    return {name: value for name, value in found.items() if value not in (None, "")}


def _value(said: Any, row: Row) -> Any:
    if not isinstance(said, Mapping):
        return said
    value = row.get(said["column"])
    return said["words"].get(value) if "words" in said else value


def _answers(row: Row, when: Mapping[str, list[str]]) -> bool:
    return all(row.get(column) in words or (ANYTHING in words and row.get(column)) for column, words in when.items())
