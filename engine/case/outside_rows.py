"""Rows of what came from people outside."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FamilyWordRow:
    """Something that a family sent of its own accord, and that nobody has taken note of."""

    case: str
    answer: str
    authority: str
    process: str
    person: str
    person_name: str
    team: str | None
    sender: str
    received_on: date
    has_files: bool
