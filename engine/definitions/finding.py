"""What the lint has to say about a package: one sentence about one place."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`element` is the BPMN id, or empty for a whole file; only errors stand in the way of publishing."""

    rule: str
    file: str
    element: str
    sentence: str
    severity: Literal["error", "advice"] = "error"
