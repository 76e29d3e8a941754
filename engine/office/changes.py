"""The administration log: each change that an administrator makes is written down in the transaction that makes it."""

from datetime import datetime

from engine.case.commands import Actor
from engine.case.office_rows import ChangeRow
from engine.case.rows import AccessRow
from engine.store import Transaction


def note_change(tx: Transaction, by: Actor, at: datetime, what: str, about: str | None = None, more: str = "") -> None:
    """Write down what was changed; the log of looks has it too (but for `more`), for what somebody did is one list."""
    tx.note_change(by.authority, ChangeRow(at, by.id, by.name, about, what + more))
    tx.note_access(by.authority, AccessRow(at, by.id, by.name, what, None, None))
