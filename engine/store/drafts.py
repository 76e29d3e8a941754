"""Forms that are filled in half: kept until their task is completed or withdrawn."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from engine.case.history import canonical
from engine.case.rows import DraftRow
from engine.store.connected import Connected
from engine.store.prepared import deletion, upsert
from engine.store.tables.truth import draft
from engine.store.types import written_moment

_DRAFTS = select(draft.c.case, draft.c.task, draft.c.answers, draft.c.saved_by, draft.c.saved_at).where(
    draft.c.case == bindparam("case")
)
_DRAFT = _DRAFTS.where(draft.c.task == bindparam("task"))
_ROWS = select(draft).where(draft.c.case == bindparam("case"))
_SAVE = upsert(draft)
_DROP = deletion(draft)
_DROP_ALL = delete(draft).where(draft.c.case == bindparam("case"))


def _row(found: Any) -> DraftRow:
    return DraftRow(found.case, found.task, json.loads(found.answers), found.saved_by, found.saved_at)


class ReadsDrafts(Connected):
    def draft(self, case: str, task: str) -> DraftRow | None:
        found = self._first(_DRAFT, case=case, task=task)
        return None if found is None else _row(found)

    def drafts(self, case: str) -> list[DraftRow]:
        return [_row(found) for found in self._all(_DRAFTS, case=case)]


class WritesDrafts(ReadsDrafts):
    def save_draft(
        self, authority: str, case: str, task: str, answers: Mapping[str, Any], by: str, at: datetime
    ) -> None:
        row = {"authority": authority, "case": case, "task": task, "answers": canonical(answers)}
        self._write(_SAVE, {**row, "saved_by": by, "saved_at": written_moment(at)})

    def _drop_drafts(self, case: str, tasks: list[str]) -> None:
        self._write(_DROP, *({"case": case, "task": task} for task in tasks))

    def _rename_drafts(self, case: str, renamed: Mapping[str, str]) -> None:
        """Drafts follow their tasks to the names that another version gives them."""
        rows = [row._asdict() for row in self._all(_ROWS, case=case)]
        self._write(_DROP_ALL, {"case": case})
        for row in rows:
            row |= {"task": renamed.get(row["task"], row["task"]), "saved_at": written_moment(row["saved_at"])}
        self._write(_SAVE, *rows)
