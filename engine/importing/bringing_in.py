"""Brings in a caseload from its files: reads, checks and takes in every row, and says what came of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.engine import Engine
from engine.importing.checking import checked
from engine.importing.columns import SHEETS
from engine.importing.plotting import read_plots
from engine.importing.reading import read_caseload
from engine.importing.rows import LeftOut, Problem
from engine.importing.taking import take_in


@dataclass(frozen=True)
class Outcome:
    """By kind of row: how many were read, are new, and were taken on an earlier run; and what is wrong with others."""

    read: Mapping[str, int]
    new: Mapping[str, int]
    known: Mapping[str, int]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...] = ()
    """Fields that no place is kept for."""

    def not_taken(self, kind: str) -> int:
        return self.read[kind] - self.new[kind] - self.known[kind]

    @property
    def is_whole(self) -> bool:
        """Whether every row was taken, with all that there is a place for."""
        return not self.problems and not any(map(self.not_taken, SHEETS))


def bring_in(
    engine: Engine,
    authority: str,
    source: str,
    files: Mapping[str, bytes],
    folder: Path,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda more, total: None,
) -> Outcome:
    """Bring in the files of a caseload; `folder` says how rows become cases.

    Raises `SourceUnreadable` or `PlotUnreadable` before anything is taken.
    """
    plots = read_plots(folder)
    rows, unclear, left_out = read_caseload(files)
    caseload, faulty = checked(rows, engine.today())
    total = len(caseload.persons) + len(caseload.cases)
    taken = take_in(
        engine, authority, source, caseload, plots, dry_run=dry_run, progress=lambda more: progress(more, total)
    )
    problems = sorted([*unclear, *faulty, *taken.problems], key=lambda one: (one.file, one.row, one.column))
    return Outcome(caseload.read, taken.new, taken.known, tuple(problems), tuple(left_out))
