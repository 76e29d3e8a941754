"""Whether everything that is kept about a case agrees: history, read models, snapshot, replay, and the live process."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from engine.case.commands import CaseCommand
from engine.case.history import canonical
from engine.case.rejections import Rejected
from engine.case.state import CaseState, apply, state_to_record
from engine.engine import Engine
from engine.handlers import HANDLERS
from engine.in_hand import InHand
from engine.looking import state_from_snapshot
from engine.replay import replay
from engine.store import Database, Reading
from engine.store.tables.read_models import READ_MODELS

Rows = dict[str, list[tuple[Any, ...]]]


class _Undo(Exception):
    """Nothing of this transaction is to be kept."""


def _rows(tx: Reading) -> Rows:
    return {table.name: sorted(map(tuple, tx._connection.execute(select(table))), key=repr) for table in READ_MODELS}


def kept_and_rebuilt(database: Database) -> tuple[Rows, Rows]:
    """Every row of the read models as they are, and as a rebuild would make them; the database stays as it is."""
    try:
        with database.write() as tx:
            kept = _rows(tx)
            tx.rebuild_read_models(lambda done, total: None)
            rebuilt = _rows(tx)
            raise _Undo
    except _Undo:
        return kept, rebuilt


def disagreements(engine: Engine, authority: str, case: str) -> list[str]:
    """Sentences about whatever does not agree; an empty list is as it should be."""
    kept, rebuilt = kept_and_rebuilt(engine.database)
    with engine.database.read() as tx:
        found = list(replay(tx, authority, case, engine.library).flaws)
        found += _snapshot_flaws(tx, case)
    return found + list(_differing(kept, rebuilt))


def _differing(kept: Rows, rebuilt: Rows) -> Iterator[str]:
    for model, rows in kept.items():
        only_kept = [row for row in rows if row not in rebuilt[model]]
        only_rebuilt = [row for row in rebuilt[model] if row not in rows]
        if only_kept or only_rebuilt:
            yield f"{model}: only kept {only_kept}, only rebuilt {only_rebuilt}"


def _snapshot_flaws(tx: Reading, case: str) -> Iterator[str]:
    state = CaseState(case=case)
    for entry in tx.entries(case):
        state.version = entry.version
        apply(entry.event, state, entry.effective_on)
    snapshot = tx.snapshot(case)
    if state.is_closed or snapshot is None:
        if not (state.is_closed and snapshot is None):
            yield f"a closed case has no snapshot, and an open one has one; closed: {state.is_closed}"
        return
    said, folded = _written(state_from_snapshot(snapshot.blob)), _written(state)
    if (snapshot.sequence, snapshot.version, said) != (state.sequence, state.version, folded):
        yield f"snapshot {snapshot.sequence} says {said}, the history {folded}"


def _written(state: CaseState) -> str:
    return canonical(state_to_record(state))


def foreseen(engine: Engine, command: CaseCommand) -> list[str] | type[Rejected]:
    """The hashes of what a command would add, or its refusal, on the case as it is thawed from its snapshot."""
    with engine.database.write() as tx:  # but nothing is written
        head = tx.head(command.by.authority, command.case)
        assert head is not None
        file = InHand().take(head, tx, engine.library)
        try:
            circumstances = engine._circumstances(command, file, engine.clock())
            HANDLERS[type(command)](command, file, circumstances)
        except Rejected as refusal:
            return type(refusal)
    return [entry.hash for entry in file.new]
