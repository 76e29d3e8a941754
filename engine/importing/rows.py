"""The rows of a source as they were read, and what is wrong with them."""

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

    def get(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True)
class Problem:
    """Why a row, or a part of it, was not taken."""

    file: str
    row: int
    column: str
    sentence: str
    kind: str = ""


def problem(row: Row, column: str, sentence: str) -> Problem:
    return Problem(row.file, row.number, column, sentence, row.kind)
