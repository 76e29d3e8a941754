"""Drafts that several people, or one in two windows, may be writing: nobody overwrites what they have not seen."""

import hashlib

from engine.case.commands import Command, SaveDraft
from engine.case.events import Facts
from engine.case.history import canonical
from engine.case.rejections import DraftMovedOn
from engine.case.rows import DraftRow
from engine.store import Reading

NO_DRAFT = "none"


def mark_of(draft: DraftRow | None) -> str:
    """What tells one draft from another: the same answers have the same mark."""
    return mark_of_answers(draft.answers) if draft is not None else NO_DRAFT


def mark_of_answers(answers: Facts) -> str:
    return hashlib.sha256(canonical(answers).encode()).hexdigest()[:16]


def refuse_overwriting(command: Command, tx: Reading) -> None:
    """Raise `DraftMovedOn` where a draft was saved that the sender has not seen."""
    if not isinstance(command, SaveDraft) or command.over is None:
        return
    kept = tx.draft(command.case, command.task)
    if kept is not None and mark_of(kept) not in (command.over, mark_of_answers(command.answers)):
        raise DraftMovedOn("Somebody has saved other answers to this task since you opened it")
