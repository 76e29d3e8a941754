"""The answer to a command: what was written down; the same command again gets the same answer."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.case.commands import Command, SentFile
from engine.case.history import Entry, canonical, digest_of
from engine.store import Reading


@dataclass(frozen=True)
class Receipt:
    """What a command led to: the entries of its case, or the id of what it made elsewhere."""

    case: str | None
    entries: tuple[Entry, ...] = ()
    made: str | None = None
    is_repeat: bool = False

    @property
    def sequence(self) -> int | None:
        return self.entries[-1].sequence if self.entries else None

    def to_text(self) -> str:
        numbers = [entry.sequence for entry in self.entries]
        return canonical({"case": self.case, "made": self.made, "entries": numbers})

    @classmethod
    def again(cls, text: str, tx: Reading) -> "Receipt":
        said = json.loads(text)
        numbers = said["entries"]
        entries = tx.entries(said["case"], after=numbers[0] - 1) if numbers else []
        return cls(said["case"], tuple(e for e in entries if e.sequence in set(numbers)), said["made"], True)


def fingerprint_of(command: Command) -> str:
    """One hash over all that a command says, so that an id cannot be used for two things."""
    said = {
        field.name: _plain(getattr(command, field.name))
        for field in dataclasses.fields(command)
        if field.compare and field.name not in ("by", "id")
    }
    return digest_of(canonical([type(command).__name__, command.by.id, said]))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, SentFile):
        return {name: _plain(part) for name, part in vars(value).items()}
    return value
