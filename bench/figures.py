"""Figures: what was measured, several times, and how it is written."""

import gc
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """The median of several runs, with the least and the most of them."""

    middle: float
    least: float
    most: float
    runs: int

    @classmethod
    def of(cls, measured: Sequence[float]) -> "Figure":
        return cls(median(measured), min(measured), max(measured), len(measured))

    def times(self, factor: float) -> "Figure":
        return Figure(self.middle * factor, self.least * factor, self.most * factor, self.runs)

    def __str__(self) -> str:
        if self.runs == 1:
            return said(self.middle)
        return f"{said(self.middle)} [{said(self.least)}–{said(self.most)}]"


def said(number: float) -> str:
    """Three digits that count; more would be noise."""
    if number == 0 or math.isinf(number):
        return f"{number:g}"
    digits = max(0, 2 - math.floor(math.log10(abs(number))))
    return f"{number:,.{digits}f}"


def percentile(measured: Sequence[float], part: float) -> float:
    """The value that this part of the measurements does not exceed."""
    return sorted(measured)[min(len(measured) - 1, math.ceil(part * len(measured)) - 1)]


class Watch:
    """Seconds that went by in a block."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Watch]:
    """Collect the garbage of what came before, then measure one block."""
    gc.collect()
    watch, began = Watch(), perf_counter()
    yield watch
    watch.seconds = perf_counter() - began


def milliseconds_of(work: Callable[[], object], times: int) -> list[float]:
    """How long each of several calls takes."""
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append((perf_counter() - began) * 1000)
    return found


def in_turn(contenders: dict[str, Callable[[], float]], runs: int) -> dict[str, Figure]:
    """Run each contender in turn, several times round, so that a busy machine is shared fairly."""
    measured: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, run in contenders.items():
            measured[name].append(run())
    return {name: Figure.of(found) for name, found in measured.items()}
