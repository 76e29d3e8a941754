"""What a run says while it steps: facts derived, gateways and tables decided, effects wanted."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Derived:
    facts: dict[str, Any]
    by: str
    item: str | None


@dataclass(frozen=True)
class Decided:
    gateway: str
    flow: str
    because: str
    saw: dict[str, Any]


@dataclass(frozen=True)
class TableDecided:
    decision: str
    at: str
    row: int
    because: str
    saw: dict[str, Any]
    item: str | None


@dataclass(frozen=True)
class LetterWanted:
    template: str
    to: str
    item: str | None


@dataclass(frozen=True)
class CaseWanted:
    process: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class MessageWanted:
    to: str
    message: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class NoticeWanted:
    role: str
    text: str


Said = Derived | Decided | TableDecided | LetterWanted | CaseWanted | MessageWanted | NoticeWanted
