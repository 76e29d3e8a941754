"""Published figures for England, to put beside an authority's own."""

import tomllib
from dataclasses import dataclass
from typing import Self

WITHOUT_EXCEPTIONS = "_without_exceptions"
"""What the measure of a limit is called when cases with an exception are left out."""


@dataclass(frozen=True)
class NationalFigure:
    measure: str
    title: str
    unit: str
    year: int
    value: float
    source: str
    verified: bool


@dataclass(frozen=True)
class NationalFigures:
    """In the order of their years."""

    figures: tuple[NationalFigure, ...] = ()

    @classmethod
    def load(cls, text: str) -> Self:
        """Read a TOML text of figures, each with its years and its source."""
        found = [
            NationalFigure(one["measure"], one["title"], one["unit"], int(year), value, one["source"], one["verified"])
            for one in tomllib.loads(text).get("figure", [])
            for year, value in one["years"].items()
        ]
        return cls(tuple(sorted(found, key=lambda figure: (figure.measure, figure.year))))

    def of(self, measure: str) -> list[NationalFigure]:
        return [figure for figure in self.figures if figure.measure == measure]

    def latest(self, measure: str) -> NationalFigure | None:
        return max(self.of(measure), key=lambda figure: figure.year, default=None)
