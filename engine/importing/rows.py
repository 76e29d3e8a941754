"""The rows of a source as they were read, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PERSONS, REQUESTS, ASSESSMENTS, PLANS = "persons", "requests", "assessments", "plans"


class SourceUnreadable(Exception):
    """A file cannot be read at all; the sentence says why."""


@dataclass(frozen=True)
class Row:
    """One thing that the source tells: `values` by column, without the empty ones; `number` is its line."""

    kind: str
    file: str
    number: int
    values: dict[str, str] = field(hash=False)
    called: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the source calls a column, where it has another name for it."""

    def get(self, column: str) -> str:
        return self.values.get(column, "")

    def name_of(self, column: str) -> str:
        return self.called.get(column, column)


@dataclass(frozen=True)
class Problem:
    """Why a row, or a part of it, was not taken."""

    file: str
    row: int
    column: str
    sentence: str
    kind: str = ""


def problem(row: Row, column: str, sentence: str) -> Problem:
    return Problem(row.file, row.number, row.name_of(column), sentence, row.kind)


@dataclass(frozen=True)
class LeftOut:
    """A field that no place is kept for: how often the file has it, and why it was left out."""

    file: str
    part: str
    field: str
    times: int
    reason: str

    @property
    def sentence(self) -> str:
        often = "once" if self.times == 1 else f"{self.times} times"
        return f"{self.part}, {self.field} ({often}): not kept, because {self.reason}"
