"""Drops the read models and works them out again from the histories alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import bindparam, delete, func, select, text, union

from engine.case.history import Entry
from engine.case.state import CaseState, apply
from engine.store.projections.changes import Changes
from engine.store.projections.writing import Projects
from engine.store.tables.read_models import READ_MODELS
from engine.store.tables.truth import folded_history, history, snapshot

Progress = Callable[[int, int], None]
BATCH = 100

_BEGUN = union(
    select(history.c.case, history.c.authority).where(history.c.sequence == 1),
    select(folded_history.c.case, folded_history.c.authority),
).subquery()
_COUNT = select(func.count()).select_from(_BEGUN)
_CASES = select(_BEGUN).where(_BEGUN.c.case > bindparam("after")).order_by(_BEGUN.c.case).limit(BATCH)


class Rebuilds(Projects):
    def rebuild_read_models(self, progress: Progress) -> int:
        """Rebuild every row; how many cases there are.

        Cases whose entries were erased, because their retention has ended, have no rows any more.
        """
        self._keep_others_out()
        for table in (*READ_MODELS, snapshot):
            self._connection.execute(delete(table))
        total = int(self._connection.execute(_COUNT).scalar_one())
        done = 0
        for authorities in self._batches():
            self._project_anew(authorities)
            done += len(authorities)
            progress(done, total)
        return done

    def _keep_others_out(self) -> None:
        """On SQLite a transaction that writes is alone anyway."""
        if self._dialect == "postgresql":
            self._connection.execute(text("LOCK TABLE history IN EXCLUSIVE MODE"))

    def _batches(self) -> Iterator[dict[str, str]]:
        """The authority of each case, some cases at a time."""
        after = ""
        while batch := {row.case: row.authority for row in self._all(_CASES, after=after)}:
            yield batch
            after = max(batch)

    def _project_anew(self, authorities: dict[str, str]) -> None:
        histories = ((authority, self.entries(case)) for case, authority in authorities.items())
        self._write_anew(
            self._changes_anew(authority, entries)
            for authority, entries in histories
            if all(entry.data is not None for entry in entries)
        )

    def _changes_anew(self, authority: str, entries: Sequence[Entry]) -> Changes:
        state = CaseState(case=entries[0].case)
        for entry in entries:
            state.version = entry.version
            apply(entry.event, state, entry.effective_on)
        self._keep_calendar(authority, state, entries, anew=True)
        return Changes(state, entries, self._label(authority, state.person))

    def _write_anew(self, found: Iterable[Changes]) -> None:
        for changed in found:
            changed.deleted.clear()  # there is nothing to delete yet
            self._write_rows(changed)
            self._summarise(changed, anew=True)
