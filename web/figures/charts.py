"""Pictures of figures: bars that lie one below the other, each with its number, drawn without a script."""

from dataclasses import dataclass
from textwrap import wrap

WIDTH, LEFT, ROOM = 480, 2, 112
"""Of the picture, before the bars, and for the number after the longest."""

LINE, BAR, GAP = 18, 16, 12
LETTERS = 62
"""That fit in a line."""


@dataclass(frozen=True)
class Bar:
    """From one value to another; `series` says which pattern it is filled with."""

    value: float
    text: str
    series: int = 0
    start: float = 0
    middle: float | None = None


@dataclass(frozen=True)
class Group:
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """A picture with its title and what it shows in a sentence, which stand for it where it cannot be seen."""

    key: str
    title: str
    description: str
    series: tuple[str, ...]
    groups: tuple[Group, ...]
    most: float = 0
    line: tuple[float, str] | None = None

    @property
    def longest(self) -> float:
        values = [bar.value for group in self.groups for bar in group.bars]
        return max([self.most, 1, *values])


@dataclass(frozen=True)
class Drawn:
    """A chart with the places of all that is drawn."""

    chart: Chart
    height: int
    labels: list[tuple[int, str]]
    bars: list[tuple[float, int, float, float | None, Bar]]
    """Where each begins, its top, its length, where its middle is marked."""
    line: float | None
    top: int
    key: list[tuple[int, int, str]]


def drawn(chart: Chart) -> Drawn:
    """Put everything into its place, from the top down."""
    y, labels, bars = LINE * (len(chart.series) if len(chart.series) > 1 else 0) + LINE * bool(chart.line), [], []
    key = [(n, n * LINE, name) for n, name in enumerate(chart.series)] if len(chart.series) > 1 else []
    top = y
    for group in chart.groups:
        for text in wrap(group.label, LETTERS):
            y += LINE
            labels.append((y, text))
        y += 5
        for bar in group.bars:
            begins, ends = _across(bar.start, chart), _across(bar.value, chart)
            middle = None if bar.middle is None else _across(bar.middle, chart)
            bars.append((begins, y, max(ends - begins, 1), middle, bar))
            y += BAR + 2
        y += GAP - 5
    line = None if chart.line is None else _across(chart.line[0], chart)
    return Drawn(chart, y, labels, bars, line, top, key)


def _across(value: float, chart: Chart) -> float:
    return round(LEFT + (WIDTH - LEFT - ROOM) * value / chart.longest, 1)
