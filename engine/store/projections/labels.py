"""A row of a read model, and what the rows of a case are labelled with."""

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Label:
    """What the rows of a case are labelled with, and its state does not know."""

    authority: str
    person_name: str
    person_search: str
